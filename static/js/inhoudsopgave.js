// The contents of a long page say which chapter is being read, and fold away on a phone once a chapter is chosen.
"use strict";

const koppelingen = [...document.querySelectorAll(".jb-nav a")];
const delen = [...document.querySelectorAll(".jb-tekst > section")];
const hoofdstukken = new Set(koppelingen.map((koppeling) => koppeling.hash.slice(1)));
let bezig = false;

function wijsAan() {
  bezig = false;
  let nu = "";
  for (const deel of delen) {
    if (deel.getBoundingClientRect().top > window.innerHeight / 3) break;
    if (hoofdstukken.has(deel.id)) nu = deel.id;
  }
  for (const koppeling of koppelingen) {
    if (koppeling.hash === `#${nu}`) koppeling.setAttribute("aria-current", "location");
    else koppeling.removeAttribute("aria-current");
  }
}

document.addEventListener("scroll", () => {
  if (!bezig) requestAnimationFrame(wijsAan);
  bezig = true;
}, { passive: true });
for (const koppeling of koppelingen)
  koppeling.addEventListener("click", () => koppeling.closest("details")?.removeAttribute("open"));
wijsAan();
