/* Blocks of the open chapter in another order: by dragging, or with Alt and an arrow key. The server does the moving. */
"use strict";

const rij = document.querySelector("[data-volgorde]");

function verplaats(li, naar) {
  const form = document.querySelector(".sr-plaats");
  form.action = li.dataset.adres;
  const plek = document.createElement("input");
  plek.type = "hidden";
  plek.name = "naar";
  plek.value = naar;
  form.append(plek);
  form.submit();
}

if (rij) {
  const regels = [...rij.children];
  let gesleept = null;
  document.querySelector(".sr-plaats [data-uitleg]").hidden = false;
  for (const [nummer, li] of regels.entries()) {
    li.draggable = true;
    li.addEventListener("dragstart", () => { gesleept = li; li.classList.add("is-los"); });
    li.addEventListener("dragend", () => { gesleept = null; li.classList.remove("is-los"); for (const r of regels) r.classList.remove("is-doel"); });
    li.addEventListener("dragover", (event) => {
      if (!gesleept || gesleept === li) return;
      event.preventDefault();
      for (const r of regels) r.classList.toggle("is-doel", r === li);
    });
    li.addEventListener("drop", (event) => { event.preventDefault(); if (gesleept && gesleept !== li) verplaats(gesleept, li.dataset.plaats); });
    li.addEventListener("keydown", (event) => {
      const stap = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const doel = regels[nummer + stap];
      if (!event.altKey || !stap) return;
      event.preventDefault();
      if (doel) verplaats(li, doel.dataset.plaats);
    });
  }
}
