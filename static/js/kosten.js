/* The cost screen: rows that come and go, hours that take the tariff of the edition, and cells that are wrong. All sums are the
   server's; this only shows what it answers. */
"use strict";

const grid = document.getElementById("grid");
let bewaard = !document.getElementById("foutmelding");

// ------------------------------------------------------------------ rows
function erbij(soort) {
  const totaal = document.getElementById(`id_${soort}-TOTAL_FORMS`);
  const hoogst = Number(document.getElementById(`id_${soort}-MAX_NUM_FORMS`).value);
  const nummer = Number(totaal.value);
  if (nummer >= hoogst) return null;
  const mal = document.querySelector(`template[data-rij="${soort}"]`).content.firstElementChild.cloneNode(true);
  for (const element of [mal, ...mal.querySelectorAll("*")])
    for (const naam of ["id", "name", "for"])
      if (element.hasAttribute(naam)) element.setAttribute(naam, element.getAttribute(naam).replace("__prefix__", nummer));
  document.querySelector(`table[data-rooster="${soort}"]`).tBodies[0].append(mal);
  totaal.value = nummer + 1;
  return mal;
}

for (const knop of grid.querySelectorAll("[data-erbij]")) {
  knop.hidden = false;
  knop.addEventListener("click", () => {
    const rij = erbij(knop.dataset.erbij);
    if (rij) rij.querySelector("input:not([type=hidden]), textarea, select").focus();
  });
}

grid.addEventListener("rooster:rij", (event) => erbij(event.target.dataset.rooster));

grid.addEventListener("rooster", (event) => {
  const { gevuld, rijen, gemist } = event.detail;
  const niet = gemist.length ? ` Niet herkend: ${[...new Set(gemist)].map((tekst) => `‘${tekst}’`).join(", ")}. Kies die zelf.` : "";
  document.getElementById("plakmelding").textContent = `${gevuld} cellen in ${rijen} ${rijen === 1 ? "regel" : "regels"} geplakt.${niet}`;
  for (const rij of grid.querySelectorAll("table[data-rooster=regel] tbody tr")) bijUren(rij);
  bewaard = false;
});

// ------------------------------------------------------------------ hours, rows that go
function bijUren(rij) {
  const soort = rij.querySelector("select[name$=-soort]");
  if (soort) rij.classList.toggle("is-uren", soort.value.startsWith("uren-"));
}

grid.addEventListener("change", (event) => {
  const rij = event.target.closest("tr");
  if (rij) {
    bijUren(rij);
    if (event.target.name.endsWith("-DELETE")) rij.classList.toggle("is-weg", event.target.checked);
  }
});
for (const vink of grid.querySelectorAll("input[name$=-DELETE]:checked")) vink.closest("tr").classList.add("is-weg");

// ------------------------------------------------------------------ cells that are wrong
function wijsAan() {
  for (const veld of grid.querySelectorAll("[aria-invalid]")) {
    veld.removeAttribute("aria-invalid");
    veld.removeAttribute("aria-describedby");
    const cel = veld.closest("td, th");
    if (cel) cel.classList.remove("is-fout");
  }
  for (const cel of grid.querySelectorAll("td.is-fout")) cel.classList.remove("is-fout");
  for (const fout of document.querySelectorAll("#gridfouten [data-cel]")) {
    const veld = document.getElementById(fout.dataset.cel);
    if (!veld) continue;
    veld.setAttribute("aria-invalid", "true");
    veld.setAttribute("aria-describedby", fout.querySelector("[id]").id);
    veld.closest("td, th")?.classList.add("is-fout");
  }
}
wijsAan();
document.body.addEventListener("htmx:afterSettle", wijsAan);

// ------------------------------------------------------------------ nothing is lost
grid.addEventListener("input", () => { bewaard = false; });
grid.addEventListener("submit", () => { bewaard = true; });
window.addEventListener("beforeunload", (event) => {
  if (!bewaard) event.preventDefault();
});
// What is typed is worked out by itself.
grid.querySelector("[data-reken]").hidden = true;

const fout = document.getElementById("foutmelding");
if (fout) fout.focus();
