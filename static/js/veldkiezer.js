/* Picking a placeholder: a search box with the list below it, for keyboard and pointer. */
"use strict";

const MEEST = 50;

/** A picker in `vak`; `gekozen(veld)` is called with what was picked, `dicht()` when nothing was. */
function maakKiezer(vak, { gekozen, dicht }) {
  let alle = [];
  let getoond = [];
  let actief = 0;
  vak.innerHTML = `<label class="utrecht-form-label" for="veldzoek">Zoek een cijfer of woord</label>
    <input class="utrecht-textbox utrecht-textbox--html-input" id="veldzoek" type="text" autocomplete="off" role="combobox"
      aria-expanded="true" aria-controls="veldlijst" aria-autocomplete="list">
    <ul class="sr-velden" id="veldlijst" role="listbox" aria-label="Cijfers en woorden"></ul>
    <p class="ac-klein ac-zacht" role="status" id="veldmelding"></p>`;
  const zoek = vak.querySelector("input");
  const lijst = vak.querySelector("ul");

  function teken() {
    const woorden = zoek.value.toLowerCase().split(/\s+/).filter(Boolean);
    const past = alle.filter((v) => woorden.every((w) => `${v.naam} ${v.veld} ${v.groep} ${v.waarde}`.toLowerCase().includes(w)));
    getoond = past.slice(0, MEEST);
    actief = 0;
    lijst.replaceChildren(...getoond.map(optie));
    vak.querySelector("#veldmelding").textContent = past.length > MEEST ? `De eerste ${MEEST} van ${past.length}. Typ meer om te kiezen.` : past.length ? "" : "Niets gevonden. Zoek op een ander woord.";
    wijs();
  }

  function optie(veld, nummer) {
    const rij = document.createElement("li");
    rij.id = `veld-${nummer}`;
    rij.setAttribute("role", "option");
    const naam = document.createElement("span");
    naam.textContent = veld.naam;
    const groep = document.createElement("small");
    groep.textContent = veld.groep;
    const waarde = document.createElement("b");
    waarde.textContent = veld.waarde || "nog leeg";
    waarde.classList.toggle("is-leeg", !veld.waarde);
    rij.append(naam, groep, waarde);
    rij.addEventListener("mousedown", (event) => event.preventDefault());
    rij.addEventListener("click", () => kies(nummer));
    return rij;
  }

  function wijs() {
    for (const [nummer, rij] of [...lijst.children].entries()) rij.setAttribute("aria-selected", String(nummer === actief));
    const rij = lijst.children[actief];
    if (rij) {
      zoek.setAttribute("aria-activedescendant", rij.id);
      rij.scrollIntoView({ block: "nearest" });
    } else zoek.removeAttribute("aria-activedescendant");
  }

  function kies(nummer) {
    if (!getoond[nummer]) return;
    vak.hidden = true;
    gekozen(getoond[nummer]);
  }

  zoek.addEventListener("input", teken);
  zoek.addEventListener("keydown", (event) => {
    const stap = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (stap) actief = Math.max(0, Math.min(getoond.length - 1, actief + stap));
    else if (event.key === "Enter") kies(actief);
    else if (event.key === "Escape") {
      vak.hidden = true;
      dicht();
    } else return;
    event.preventDefault();
    wijs();
  });

  return {
    vul(velden) { alle = velden; },
    open() {
      vak.hidden = false;
      zoek.value = "";
      teken();
      zoek.focus();
    },
    sluit() { vak.hidden = true; },
    get isOpen() { return !vak.hidden; },
  };
}
