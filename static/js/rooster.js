/* A grid of entry fields, `table[data-rooster]`: Enter and the arrows move, Escape restores, a block from a spreadsheet is pasted.
   Tab is left to the browser. Who needs more rows than there are listens to `rooster:rij`; after a paste `rooster` is sent. */
"use strict";

const veldVan = (cel) => cel.querySelector("input:not([type=hidden], [type=checkbox]), textarea, select");
const isZichtbaar = (veld) => veld && veld.offsetParent !== null;

function rijen(tabel) {
  return [...tabel.tBodies].flatMap((lichaam) => [...lichaam.rows]);
}

function plek(veld) {
  const cel = veld.closest("th, td");
  const tabel = cel.closest("table");
  return { tabel, rij: rijen(tabel).indexOf(cel.parentElement), kolom: cel.cellIndex };
}

function ga(tabel, rij, kolom) {
  const doel = rijen(tabel)[rij];
  const veld = doel && doel.cells[kolom] && veldVan(doel.cells[kolom]);
  if (!isZichtbaar(veld)) return false;
  veld.focus();
  if (veld.select) veld.select();
  return true;
}

function opzij(tabel, rij, kolom, stap) {
  const cellen = rijen(tabel)[rij].cells;
  for (let k = kolom + stap; k >= 0 && k < cellen.length; k += stap) if (ga(tabel, rij, k)) return;
}

function omlaag(tabel, rij, kolom, stap) {
  const aantal = rijen(tabel).length;
  for (let r = rij + stap; r >= 0 && r < aantal; r += stap) if (ga(tabel, r, kolom)) return true;
  return false;
}

function aanHetEind(veld, kant) {
  if (veld.tagName === "SELECT") return true;
  const alles = veld.selectionStart === 0 && veld.selectionEnd === veld.value.length;
  return alles || (kant < 0 ? veld.selectionEnd === 0 : veld.selectionStart === veld.value.length);
}

function meerRijen(tabel) {
  tabel.dispatchEvent(new CustomEvent("rooster:rij", { bubbles: true }));
}

// What a cell held when the focus came: Escape brings it back.
document.addEventListener("focusin", (event) => {
  const veld = event.target;
  if (veld.matches && veld.matches("table[data-rooster] :is(input, textarea, select)")) veld.dataset.eerst = veld.value;
});

document.addEventListener("keydown", (event) => {
  const veld = event.target;
  if (!veld.matches || !veld.matches("table[data-rooster] :is(input:not([type=checkbox]), textarea, select)")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { tabel, rij, kolom } = plek(veld);
  const kies = veld.tagName === "SELECT";
  if (event.key === "Enter") {
    event.preventDefault();
    if (!omlaag(tabel, rij, kolom, event.shiftKey ? -1 : 1) && !event.shiftKey) {
      meerRijen(tabel);
      omlaag(tabel, rij, kolom, 1);
    }
  } else if (event.key === "Escape" && veld.dataset.eerst !== undefined && veld.value !== veld.dataset.eerst) {
    event.preventDefault();
    veld.value = veld.dataset.eerst;
    if (veld.select) veld.select();
    for (const soort of ["input", "change"]) veld.dispatchEvent(new Event(soort, { bubbles: true }));
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !kies) {
    event.preventDefault();
    omlaag(tabel, rij, kolom, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "ArrowLeft" && aanHetEind(veld, -1)) {
    event.preventDefault();
    opzij(tabel, rij, kolom, -1);
  } else if (event.key === "ArrowRight" && aanHetEind(veld, 1)) {
    event.preventDefault();
    opzij(tabel, rij, kolom, 1);
  }
});

// ------------------------------------------------------------------ paste
const plat = (tekst) => tekst.trim().toLowerCase();

// Rows and cells of a block; a cell with a line break or a tab stands between quotes.
function blok(tekst) {
  const uit = [[""]];
  let aangehaald = false;
  const regels = tekst.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < regels.length; i += 1) {
    const teken = regels[i];
    const rij = uit[uit.length - 1];
    if (aangehaald && teken === '"' && regels[i + 1] === '"') {
      rij[rij.length - 1] += '"';
      i += 1;
    } else if (aangehaald && teken === '"') aangehaald = false;
    else if (aangehaald) rij[rij.length - 1] += teken === "\n" ? " " : teken;
    else if (teken === '"' && rij[rij.length - 1] === "") aangehaald = true;
    else if (teken === "\t") rij.push("");
    else if (teken === "\n") uit.push([""]);
    else rij[rij.length - 1] += teken;
  }
  return uit;
}

// The choice that is meant: its whole text, the part after the colon, or the only one that begins so.
function keuze(select, tekst) {
  const gezocht = plat(tekst);
  const opties = [...select.options].filter((optie) => optie.value);
  const begint = opties.filter((optie) => plat(optie.text).startsWith(gezocht) || plat(optie.text.split(":").pop()).startsWith(gezocht));
  return (
    opties.find((optie) => plat(optie.text) === gezocht) ||
    opties.find((optie) => plat(optie.text.split(":").pop()) === gezocht) ||
    (begint.length === 1 ? begint[0] : null)
  );
}

function vul(veld, tekst) {
  if (veld.tagName !== "SELECT") {
    veld.value = tekst.trim();
    return true;
  }
  const optie = tekst.trim() === "" ? null : keuze(veld, tekst);
  if (optie) veld.value = optie.value;
  return Boolean(optie) || tekst.trim() === "";
}

document.addEventListener("paste", (event) => {
  const veld = event.target;
  if (!veld.matches || !veld.matches("table[data-rooster] :is(input:not([type=checkbox]), textarea, select)")) return;
  const tekst = event.clipboardData.getData("text/plain");
  const cellen = blok(tekst);
  const kies = veld.tagName === "SELECT";
  if (!kies && cellen.length === 1 && cellen[0].length === 1) return;
  event.preventDefault();
  const { tabel, rij, kolom } = plek(veld);
  const gemist = [];
  let gevuld = 0;
  cellen.forEach((waarden, r) => {
    while (rijen(tabel).length <= rij + r) {
      const voor = rijen(tabel).length;
      meerRijen(tabel);
      if (rijen(tabel).length === voor) return;
    }
    waarden.forEach((waarde, k) => {
      const cel = rijen(tabel)[rij + r].cells[kolom + k];
      const doel = cel && veldVan(cel);
      if (!doel) return;
      if (vul(doel, waarde)) gevuld += 1;
      else gemist.push(waarde.trim());
    });
  });
  tabel.dispatchEvent(new CustomEvent("rooster", { bubbles: true, detail: { gevuld, rijen: cellen.length, gemist } }));
});
