/* The plan of a year: moving chapters and blocks by dragging and with Alt and an arrow key. The buttons work without this. */
"use strict";

const formulier = document.querySelector("form[data-opzet]");

function verzet(rij, naar) {
  const veld = document.createElement("input");
  veld.type = "hidden";
  veld.name = "zet";
  veld.value = `${rij.dataset.zet}-${naar}-${rij.dataset.slot}`;
  formulier.append(veld);
  formulier.submit();
}

const buren = (rij) => [...rij.parentElement.children].filter((kind) => kind.dataset.zet);

if (formulier) {
  formulier.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const rij = event.target.closest("[data-zet]");
    if (!rij) return;
    event.preventDefault();
    const rijen = buren(rij);
    const naar = rijen.indexOf(rij) + (event.key === "ArrowUp" ? -1 : 1);
    if (naar >= 0 && naar < rijen.length) verzet(rij, naar);
  });

  let versleept = null;
  formulier.addEventListener("dragstart", (event) => {
    versleept = event.target.closest("[data-zet]");
    versleept.classList.add("is-versleept");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", versleept.dataset.zet);
  });
  const doelVan = (event) => {
    let rij = event.target.closest("[data-zet]");
    while (rij && versleept && rij.parentElement !== versleept.parentElement) rij = rij.parentElement.closest("[data-zet]");
    return rij;
  };
  const wis = () => formulier.querySelectorAll(".is-doel").forEach((rij) => rij.classList.remove("is-doel"));
  formulier.addEventListener("dragover", (event) => {
    const doel = doelVan(event);
    if (!doel) return;
    event.preventDefault();
    wis();
    if (doel !== versleept) doel.classList.add("is-doel");
  });
  formulier.addEventListener("drop", (event) => {
    const doel = doelVan(event);
    if (!doel || doel === versleept) return;
    event.preventDefault();
    verzet(versleept, buren(doel).indexOf(doel));
  });
  formulier.addEventListener("dragend", () => {
    wis();
    if (versleept) versleept.classList.remove("is-versleept");
    versleept = null;
  });
}
