/* The registration form: finding an activity, counting with one thumb, and days that stay right on a page that was kept. */
"use strict";

const form = document.getElementById("registratie");
const vak = document.getElementById("voorstel");
const zoekveld = document.getElementById("q");
const uitleg = document.getElementById("q-uitleg");
const UITLEG = "Drie letters zijn genoeg.";
const MEEST = 8;
let aanbod = [];

document.documentElement.classList.add("met-script");

// ---------------------------------------------------------------- days
const alsDag = (datum) =>
  `${datum.getFullYear()}-${String(datum.getMonth() + 1).padStart(2, "0")}-${String(datum.getDate()).padStart(2, "0")}`;

function dagenBij() {
  const nu = new Date();
  const gisteren = new Date(nu.getFullYear(), nu.getMonth(), nu.getDate() - 1);
  document.getElementById("w-vandaag").value = alsDag(nu);
  document.getElementById("w-gisteren").value = alsDag(gisteren);
}

function gekozenDag() {
  const wanneer = form.elements.wanneer.value;
  return wanneer === "anders" ? form.elements.datum.value : wanneer;
}

// ---------------------------------------------------------------- counting
form.addEventListener("click", (event) => {
  const knop = event.target.closest("button[data-stap]");
  if (!knop) return;
  const veld = document.getElementById("deelnames");
  veld.value = Math.max(0, (Number.parseInt(veld.value.replace(/\./g, ""), 10) || 0) + Number(knop.dataset.stap));
  document.getElementById("onbekend").checked = false;
});
document.getElementById("onbekend").addEventListener("change", (event) => {
  if (event.target.checked) document.getElementById("deelnames").value = "";
});

// ---------------------------------------------------------------- finding
const vouw = (tekst) =>
  tekst.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();

function zoek(q) {
  const termen = vouw(q).split(" ").filter(Boolean);
  if (termen.join("").length < 3) return null;
  const jaar = Number(gekozenDag().slice(0, 4));
  const mist = (rij) => termen.filter((term) => !rij.z.includes(` ${term}`)).length;
  return aanbod
    .filter((rij) => (!rij.j.length || rij.j.includes(jaar)) && termen.every((term) => rij.z.includes(term)))
    .sort((een, ander) => mist(een) - mist(ander))
    .slice(0, MEEST);
}

function maak(naam, klassen = "", tekst = "") {
  const element = document.createElement(naam);
  if (klassen) element.className = klassen;
  if (tekst) element.textContent = tekst;
  return element;
}

function lijnmerk(lijn) {
  if (!lijn) {
    const anderen = maak("span", "ac-lijnmerk rg-anderen", "+");
    anderen.setAttribute("aria-hidden", "true");
    return anderen;
  }
  const merk = maak("span", `ac-lijnmerk ac-lijn-${lijn}`);
  merk.append(maak("span", "ac-vh", "Programmalijn "), String(lijn));
  return merk;
}

function optie({ w, t, l, b }) {
  const label = maak("label", "rg-optie");
  const keuze = maak("input");
  Object.assign(keuze, { type: "radio", name: "wat", value: w });
  const tekst = maak("span", "ac-groei", t);
  if (b) tekst.append(maak("small", "ac-klein ac-zacht ac-blokbreed", b));
  label.append(keuze, lijnmerk(l), tekst);
  return label;
}

function toonGevonden() {
  const q = zoekveld.value.trim();
  const gevonden = zoek(q);
  vak.hidden = gevonden === null;
  vak.replaceChildren();
  uitleg.textContent = UITLEG;
  if (gevonden === null) return;
  const zelf = { w: `platform:${q}`, t: q, l: null, b: "Van anderen, in de bibliotheek" };
  vak.append(...[...gevonden, zelf].map(optie));
  uitleg.textContent = gevonden.length === 1 ? "1 activiteit gevonden." : `${gevonden.length} activiteiten gevonden.`;
}

zoekveld.addEventListener("input", toonGevonden);
zoekveld.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // searching is done while typing; Enter would save
  if (event.key === "ArrowDown" && vak.querySelector("input")) {
    event.preventDefault();
    vak.querySelector("input").focus();
  }
});

// With a choice made, the others make room.
form.addEventListener("change", (event) => {
  if (event.target.name !== "wat") return;
  if (!vak.contains(event.target)) {
    zoekveld.value = "";
    vak.hidden = true;
    vak.replaceChildren();
  }
  uitleg.textContent = UITLEG;
});
vak.addEventListener("click", (event) => {
  // A click comes from a finger or a mouse; with arrow keys one is still looking (those have no place on the screen).
  if (event.target.name !== "wat" || !event.detail) return;
  for (const label of vak.querySelectorAll(".rg-optie")) if (!label.contains(event.target)) label.remove();
});

// ---------------------------------------------------------------- place
const plek = document.getElementById("plek");
const plekNaam = () => plek.selectedOptions[0]?.textContent ?? "";

plek.addEventListener("change", () => {
  document.getElementById("plek-naam").textContent = plekNaam();
  const leeg = !form.elements.wat.value && !form.elements.deelnames.value;
  if (leeg && navigator.onLine && plek.value) location.assign(`${location.pathname}?plek=${encodeURIComponent(plek.value)}`);
});

// ---------------------------------------------------------------- a clean form, or one as it was
function maakLeeg() {
  for (const keuze of form.querySelectorAll("input[name=wat]:checked, #meer input:checked, #onbekend")) keuze.checked = false;
  for (const veld of form.querySelectorAll("#deelnames, #q, #reden, #meer input:not([type=checkbox]), #meer textarea, #meer select"))
    veld.value = "";
  document.getElementById("reden-vak")?.setAttribute("hidden", "");
  document.getElementById("meer").open = false;
  for (const fout of form.querySelectorAll("[aria-invalid]")) fout.removeAttribute("aria-invalid");
  for (const fout of form.querySelectorAll(".utrecht-form-field-error-message")) fout.remove();
  for (const veld of form.querySelectorAll(".utrecht-form-field--invalid")) veld.classList.remove("utrecht-form-field--invalid");
  document.getElementById("foutmelding")?.remove();
  vak.hidden = true;
  vak.replaceChildren();
  uitleg.textContent = UITLEG;
}

function zetTerug(item) {
  maakLeeg();
  for (const [naam, waarde] of item.velden) {
    const velden = [...form.querySelectorAll(`[name="${CSS.escape(naam)}"]`)];
    if (naam === "wat" && !velden.some((veld) => veld.value === waarde)) {
      vak.append(optie({ w: waarde, t: item.titel, l: item.lijn, b: "" }));
      vak.hidden = false;
      velden.push(vak.lastElementChild.querySelector("input"));
    }
    for (const veld of velden) {
      if (["radio", "checkbox"].includes(veld.type)) veld.checked ||= veld.value === waarde;
      else if (veld.type !== "hidden") veld.value = waarde;
    }
  }
  if (item.velden.some(([naam, waarde]) => /^(vrijwilligersuren|verslag|doelgroep|campagne|aanbieder|met)$/.test(naam) && waarde))
    document.getElementById("meer").open = true;
}

// The queue (toestel.js) says when the form may be emptied, and brings back what has to be mended.
document.addEventListener("registratie:leeg", maakLeeg);
document.addEventListener("registratie:terug", (event) => zetTerug(event.detail));
dagenBij();
document.addEventListener("visibilitychange", dagenBij);
try {
  const antwoord = await fetch(form.dataset.gegevens, { headers: { Accept: "application/json" } });
  if (antwoord.ok && !antwoord.redirected) aanbod = (await antwoord.json()).aanbod;
  if (zoekveld.value && !vak.querySelector(":checked")) toonGevonden();
} catch {
  uitleg.textContent = "Zoeken kan nu niet. Kies een knop hierboven, of probeer het straks opnieuw.";
}
