/* The grid of figures: moving with the keyboard, pasting a block, saving each cell or block at once, and where a figure comes from. */
"use strict";

const rooster = document.getElementById("rooster");
const paneel = document.getElementById("paneel");
const stand = () => document.getElementById("stand");
const veldOp = (r, k) => rooster.querySelector(`td[data-r="${r}"][data-k="${k}"] input:not([type=hidden])`);
const plek = (veld) => { const vak = veld.closest("td"); return [Number(vak.dataset.r), Number(vak.dataset.k)]; };
const isCel = (element) => element instanceof HTMLInputElement && element.id.startsWith("c-");
const anders = (veld) => veld.value.trim() !== veld.dataset.was;
let blokken = []; // blocks that were refused: they are sent again as a whole
let uitleg = 0;

// One request at a time: what is saved later builds on the answer to what was saved before.
let wachtrij = Promise.resolve();
function achteraan(doe) {
  wachtrij = wachtrij.then(doe).catch(() => {});
}

// ---------------------------------------------------------------- saving
function stuur(namen) {
  const waarden = {};
  for (const veld of rooster.querySelectorAll("fieldset [name], [name=csrfmiddlewaretoken]")) waarden[veld.name] = veld.value;
  for (const veld of namen.map((id) => document.getElementById(id))) {
    const sleutel = veld.name.slice(2);
    waarden[`w.${sleutel}`] = veld.value;
    waarden[`h.${sleutel}`] = veld.previousElementSibling.value;
  }
  // Sent from outside the form, so that only these cells go along.
  return window.htmx.ajax("POST", rooster.getAttribute("action"), { source: paneel, swap: "none", values: waarden });
}

function bewaar(velden) {
  const namen = velden.map((veld) => veld.id);
  for (const veld of velden) veld.closest("td").classList.add("is-wacht");
  blokken = blokken.filter((blok) => !blok.some((id) => namen.includes(id)));
  if (namen.length > 1) blokken.push(namen);
  achteraan(() => stuur(namen));
}

// Who types on in a cell that is being saved, goes on typing.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const veld = document.activeElement;
  if (!isCel(veld) || !target.contains(veld)) return;
  const nieuw = fragment.querySelector(`[id="${target.id}"]`) || fragment.firstElementChild;
  const invoer = nieuw.querySelector("input:not([type=hidden])");
  veld.previousElementSibling.value = invoer.previousElementSibling.value;
  veld.dataset.was = invoer.dataset.was;
  target.className = nieuw.className;
  event.detail.shouldSwap = false;
});

rooster.addEventListener("change", (event) => {
  if (!isCel(event.target)) return;
  const blok = blokken.find((namen) => namen.includes(event.target.id));
  const velden = (blok || [event.target.id]).map((id) => document.getElementById(id)).filter((veld) => veld && anders(veld));
  if (velden.length) bewaar(velden);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if ([403, 409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.verb !== "post") return;
  if (xhr.status === 0) stand().textContent = "Niet bewaard: er is geen verbinding. Wat je typte, staat er nog.";
  else if (xhr.status >= 500) stand().textContent = "Niet bewaard: het ging mis aan onze kant. Wat je typte, staat er nog.";
  else if (![200, 403, 409, 422].includes(xhr.status) || !xhr.getResponseHeader("Content-Type").startsWith("text/html"))
    stand().textContent = "Niet bewaard: je bent niet meer ingelogd. Open deze pagina opnieuw.";
  else if (xhr.status !== 200) stand().textContent = "Niet bewaard. Boven de tabel staat waarom.";
  if (xhr.status === 409) document.getElementById("bts").focus();
  if (xhr.status === 200) blokken = blokken.filter((namen) => namen.some((id) => anders(document.getElementById(id))));
});

window.addEventListener("beforeunload", (event) => {
  if ([...rooster.querySelectorAll("td input:not([type=hidden])")].some(anders)) event.preventDefault();
});
rooster.addEventListener("submit", () => { for (const veld of rooster.querySelectorAll("td input")) veld.dataset.was = veld.value.trim(); });

// ---------------------------------------------------------------- keyboard
function ga(veld, dr, dk) {
  let [r, k] = plek(veld);
  for (let stap = 0; stap < 60; stap += 1) {
    r += dr;
    k += dk;
    if (!rooster.querySelector(`td[data-r="${r}"][data-k="${k}"]`)) return false;
    const doel = veldOp(r, k);
    if (doel && doel.offsetParent) {
      doel.focus();
      doel.select();
      return true;
    }
  }
  return false;
}

rooster.addEventListener("keydown", (event) => {
  const veld = event.target;
  if (!isCel(veld) || event.ctrlKey || event.metaKey || event.altKey) return;
  const alles = veld.selectionEnd - veld.selectionStart === veld.value.length;
  const begin = alles || (veld.selectionStart === 0 && veld.selectionEnd === 0);
  const eind = alles || veld.selectionStart === veld.value.length;
  const stappen = {
    Enter: [event.shiftKey ? -1 : 1, 0],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowLeft: begin && !event.shiftKey ? [0, -1] : null,
    ArrowRight: eind && !event.shiftKey ? [0, 1] : null,
  };
  if (event.key === "Escape") {
    veld.value = veld.dataset.was;
    veld.select();
  } else if (stappen[event.key]) {
    event.preventDefault();
    if (!ga(veld, ...stappen[event.key])) veld.blur();
  }
});

// ---------------------------------------------------------------- a block from a spreadsheet
rooster.addEventListener("paste", (event) => {
  if (!isCel(event.target)) return;
  const tekst = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!/[\t\n]/.test(tekst)) return;
  event.preventDefault();
  const [r0, k0] = plek(event.target);
  const velden = [];
  let over = 0;
  tekst.split("\n").forEach((regel, r) => regel.split("\t").forEach((waarde, k) => {
    const veld = veldOp(r0 + r, k0 + k);
    if (!veld) over += waarde.trim() ? 1 : 0;
    else {
      veld.value = waarde.trim();
      if (anders(veld)) velden.push(veld);
    }
  }));
  const weg = over ? ` ${over} ${over === 1 ? "waarde past" : "waarden passen"} niet in de tabel, of staan op een berekend cijfer.` : "";
  if (velden.length) {
    bewaar(velden);
    document.addEventListener("htmx:afterSettle", () => { stand().textContent += weg; }, { once: true });
  } else stand().textContent = `Er is niets veranderd.${weg}`;
});

// ---------------------------------------------------------------- where a figure comes from
rooster.addEventListener("focusin", (event) => {
  clearTimeout(uitleg);
  if (!isCel(event.target)) return;
  event.target.select();
  const adres = event.target.dataset.uitleg;
  uitleg = setTimeout(() => achteraan(() => window.htmx.ajax("GET", adres, { target: "#paneel", swap: "innerHTML" })), 400);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === paneel && event.detail.requestConfig.elt.matches("a.r")) document.getElementById("cel").focus();
});

// ---------------------------------------------------------------- one gemeente on a phone
const keuze = document.getElementById("gk");
if (keuze) {
  keuze.form.querySelector("button").hidden = true;
  keuze.addEventListener("change", () => {
    const { k } = keuze.selectedOptions[0].dataset;
    const kolommen = new Set([...keuze.options].map((optie) => optie.dataset.k));
    for (const vak of rooster.querySelectorAll("[data-k]"))
      if (kolommen.has(vak.dataset.k)) vak.classList.toggle("ac-kies-smal", vak.dataset.k !== k);
    const adres = new URL(window.location.href);
    adres.searchParams.set("gemeente", keuze.value);
    window.history.replaceState(null, "", adres);
    rooster.setAttribute("action", adres.pathname + adres.search);
  });
}

const fout = document.getElementById("foutmelding") || document.getElementById("bts");
if (fout) fout.focus();
