/* Writing a text of the report: the editor in place of the text area, saving by itself, and the page beside it.
   What is not saved yet stays on this device, so that a reload or a lost connection costs no words. */
"use strict";

const BEWAAR_NA = 1200; // milliseconds of rest
const TOON_NA = 500;
const OPNIEUW_NA = 8000;

const vorm = document.getElementById("schrijf");
const bron = document.getElementById("id_tekst");
const stand = document.getElementById("stand");
const wijze = document.getElementById("wijze");
const KLUIS = `redactie-${vorm.dataset.sleutel}`;
let editor = null;
let velden = new Map();
let vuil = false;
let bezig = false;
let gestopt = false;
let bewaarklok = 0;
let toonklok = 0;
let onderweg = null;

const huidig = () => (editor ? editor.getHTML() : bron.value);
const slot = () => vorm.elements.slot;

// ------------------------------------------------------------------ on this device
function onthoud() {
  const gegevens = { tekst: huidig(), titel: vorm.elements.titel?.value, wijze: wijze?.value, slot: slot().value, op: Date.now() };
  try { localStorage.setItem(KLUIS, JSON.stringify(gegevens)); } catch { /* full or forbidden: the server has what was saved */ }
}

function vergeet() {
  try { localStorage.removeItem(KLUIS); } catch { /* nothing was kept */ }
}

function bewaardHier() {
  try { return JSON.parse(localStorage.getItem(KLUIS)); } catch { return null; }
}

function biedTerugAan() {
  const hier = bewaardHier();
  if (!hier) return;
  const gelijk = hier.tekst === huidig() && (hier.titel ?? "") === (vorm.elements.titel?.value ?? "");
  if (gelijk) return vergeet();
  const vak = document.getElementById("bewaard-hier");
  const op = new Date(hier.op);
  vak.querySelector("[data-wanneer]").textContent = op.toLocaleString("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  vak.hidden = false;
  vak.querySelector("[data-terug]").addEventListener("click", () => {
    vak.hidden = true;
    slot().value = hier.slot; // written on that version: who was faster in the meantime is then seen
    if (vorm.elements.titel && hier.titel !== undefined) vorm.elements.titel.value = hier.titel;
    if (wijze && hier.wijze) wijze.value = hier.wijze;
    editor.commands.setContent(hier.tekst, { emitUpdate: true });
    gewijzigd();
    editor.commands.focus();
  });
  vak.querySelector("[data-weg]").addEventListener("click", () => { vak.hidden = true; vergeet(); editor.commands.focus(); });
}

// ------------------------------------------------------------------ saving
function gewijzigd() {
  vuil = true;
  bron.value = huidig();
  if (wijze && !wijze.value && !editor.isEmpty && document.activeElement !== wijze) wijze.value = "aanvullen-na";
  werkWijzeBij();
  onthoud();
  zeg("Nog niet bewaard");
  clearTimeout(bewaarklok);
  bewaarklok = setTimeout(bewaar, BEWAAR_NA);
  straksTonen();
}

function werkWijzeBij() {
  vorm.classList.toggle("is-weglaten", wijze?.value === "weglaten");
}

function zeg(tekst) {
  if (stand.textContent !== tekst) stand.textContent = tekst;
}

async function bewaar({ weggaan = false } = {}) {
  clearTimeout(bewaarklok);
  if (!vuil || bezig || gestopt) return;
  if (wijze?.value && wijze.value !== "weglaten" && editor.isEmpty) return zeg("Schrijf de eigen tekst. Dan wordt hij bewaard.");
  bezig = true;
  const gestuurd = huidig();
  const titel = vorm.elements.titel?.value;
  const gegevens = new FormData(vorm);
  gegevens.set("tekst", gestuurd);
  gegevens.set("doen", "bewaar");
  try {
    const antwoord = await fetch(vorm.action, { method: "POST", body: gegevens, headers: { Accept: "application/json" }, keepalive: weggaan && gestuurd.length < 50000 });
    if (antwoord.redirected) return zeg("Niet bewaard: je bent uitgelogd. Log in op een ander tabblad. Je tekst staat op dit apparaat.");
    if (!(antwoord.headers.get("Content-Type") || "").includes("json")) throw new Error("geen antwoord");
    verwerk(antwoord.status, await antwoord.json(), gestuurd === huidig() && titel === vorm.elements.titel?.value);
  } catch {
    zeg("Niet bewaard: geen verbinding. Je tekst staat op dit apparaat.");
    bewaarklok = setTimeout(bewaar, OPNIEUW_NA);
  } finally {
    bezig = false;
  }
}

function verwerk(status, uitslag, alles) {
  const foutvak = document.getElementById("foutvak");
  if (status === 200) {
    slot().value = uitslag.slot ?? "";
    vorm.elements.tekstversie.value = uitslag.tekstversie;
    foutvak.replaceChildren();
    wijsFoutAan("");
    if (alles) {
      zeg(uitslag.gezegd);
      vuil = false;
      vergeet();
    } else {
      onthoud();
      bewaarklok = setTimeout(bewaar, BEWAAR_NA);
    }
  } else if (uitslag.paneel) {
    gestopt = true;
    editor.setEditable(false);
    const vak = document.getElementById("botsing");
    vak.innerHTML = uitslag.paneel;
    zeg("Niet bewaard: iemand anders was je voor.");
    document.getElementById("botskop").focus();
    vak.scrollIntoView({ block: "nearest" });
  } else {
    toonFout(foutvak, uitslag.fout);
    wijsFoutAan(uitslag.veld === "titel" ? "titel" : "tekst");
    zeg("Niet bewaard");
  }
}

function toonFout(vak, tekst) {
  if (vak.textContent.includes(tekst)) return;
  const regel = document.createElement("p");
  regel.id = "tekstfout";
  regel.textContent = tekst;
  const melding = document.createElement("div");
  melding.className = "utrecht-alert utrecht-alert--error";
  melding.setAttribute("role", "alert");
  const inhoud = document.createElement("div");
  inhoud.className = "utrecht-alert__content";
  inhoud.append(regel);
  melding.append(inhoud);
  vak.replaceChildren(melding);
}

// `veld` is the field that the error is about; none when there is no error any more.
function wijsFoutAan(veld) {
  for (const [naam, vak] of [["titel", vorm.elements.titel], ["tekst", editor.view.dom]]) {
    if (!vak) continue;
    vak.setAttribute("aria-invalid", String(naam === veld));
    if (naam === veld) vak.setAttribute("aria-describedby", "tekstfout");
    else vak.removeAttribute("aria-describedby");
  }
}

// Whatever was chosen in the panel carries the text itself, or is a choice to let it go.
document.getElementById("botsing").addEventListener("submit", () => { gestopt = true; vergeet(); });
document.getElementById("botsing").addEventListener("click", (event) => {
  if (event.target.closest("[data-neem]")) { gestopt = true; vergeet(); }
});

// ------------------------------------------------------------------ the page beside it
function straksTonen() {
  clearTimeout(toonklok);
  toonklok = setTimeout(toonPagina, TOON_NA);
}

async function toonPagina(blad) {
  const vak = document.getElementById("paginavak");
  onderweg?.abort();
  onderweg = new AbortController();
  const gegevens = new FormData(vorm);
  gegevens.set("tekst", huidig());
  if (blad) gegevens.set("blad", blad);
  try {
    const antwoord = await fetch(vak.dataset.adres, { method: "POST", body: gegevens, signal: onderweg.signal });
    if (!antwoord.ok || antwoord.redirected) throw new Error("geen pagina");
    vak.innerHTML = await antwoord.text();
  } catch (fout) {
    if (fout.name !== "AbortError") vak.querySelector("[data-wacht]")?.replaceChildren("De pagina is nu niet te tonen. Typ verder; hij komt terug.");
  }
}

document.getElementById("paginavak").addEventListener("click", (event) => {
  const knop = event.target.closest("button[name=blad]");
  if (!knop) return;
  event.preventDefault();
  toonPagina(knop.value);
});

// ------------------------------------------------------------------ the tool bar
const KNOPPEN = [
  ["vet", "Vet", "B", (e) => e.toggleBold(), (e) => e.isActive("bold")],
  ["schuin", "Schuin", "I", (e) => e.toggleItalic(), (e) => e.isActive("italic")],
  ["kop", "Tussenkop", "K", (e) => e.toggleHeading({ level: 3 }), (e) => e.isActive("heading")],
  ["lijst", "Lijst", "•", (e) => e.toggleBulletList(), (e) => e.isActive("bulletList")],
  ["nummers", "Genummerde lijst", "1.", (e) => e.toggleOrderedList(), (e) => e.isActive("orderedList")],
  ["citaat", "Citaat", "”", (e) => e.toggleBlockquote(), (e) => e.isActive("blockquote")],
  ["link", "Link", "↗", null, (e) => e.isActive("link")],
  ["terug", "Maak ongedaan", "↶", (e) => e.undo(), null],
  ["opnieuw", "Doe opnieuw", "↷", (e) => e.redo(), null],
];

function maakBalk(balk, kiezer) {
  for (const [naam, woord, teken, doe] of KNOPPEN) {
    const knop = document.createElement("button");
    knop.type = "button";
    knop.dataset.naam = naam;
    knop.title = woord;
    knop.setAttribute("aria-label", woord);
    knop.textContent = teken;
    knop.addEventListener("click", () => (doe ? doe(editor.chain().focus()).run() : vraagLink()));
    balk.append(knop);
  }
  const invoegen = document.createElement("button");
  invoegen.type = "button";
  invoegen.className = "utrecht-button utrecht-button--secondary-action ac-knop-klein";
  invoegen.textContent = "Cijfer of woord invoegen";
  invoegen.addEventListener("click", () => kiezer.open());
  balk.append(invoegen);
  const knoppen = [...balk.querySelectorAll("button")];
  for (const [nummer, knop] of knoppen.entries()) knop.tabIndex = nummer ? -1 : 0;
  balk.addEventListener("keydown", (event) => {
    const stap = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const hier = knoppen.indexOf(document.activeElement);
    if (!stap || hier < 0) return;
    const doel = knoppen[(hier + stap + knoppen.length) % knoppen.length];
    for (const knop of knoppen) knop.tabIndex = knop === doel ? 0 : -1;
    doel.focus();
    event.preventDefault();
  });
  balk.hidden = false;
}

function werkBalkBij(balk) {
  for (const [naam, , , , aan] of KNOPPEN)
    if (aan) balk.querySelector(`[data-naam=${naam}]`).setAttribute("aria-pressed", String(aan(editor)));
}

function vraagLink() {
  const nu = editor.getAttributes("link").href || "";
  const vak = document.getElementById("linkvak");
  const invoer = vak.querySelector("input");
  invoer.value = nu;
  vak.showModal();
  vak.onclose = () => {
    const adres = invoer.value.trim();
    const keten = editor.chain().focus().extendMarkRange("link");
    if (vak.returnValue === "weg") keten.unsetLink().run();
    else if (vak.returnValue === "zet" && adres) {
      const heel = /^(https?:|mailto:)/i.test(adres) ? adres : adres.includes("@") ? `mailto:${adres}` : `https://${adres}`;
      if (editor.state.selection.empty && !nu) keten.insertContent({ type: "text", text: adres, marks: [{ type: "link", attrs: { href: heel } }] }).run();
      else keten.setMark("link", { href: heel }).run();
    }
    vak.returnValue = "";
  };
}

// ------------------------------------------------------------------ placeholders
function maakVeld(Node) {
  return Node.create({
    name: "veld",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ veld: { default: "", parseHTML: (e) => e.getAttribute("data-veld"), renderHTML: (a) => ({ "data-veld": a.veld }) } }),
    parseHTML: () => [{ tag: "span[data-veld]" }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
    renderText: ({ node }) => velden.get(node.attrs.veld)?.waarde || `{${node.attrs.veld}}`,
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("span");
      dom.dataset.veld = node.attrs.veld;
      kleedAan(dom);
      return { dom };
    },
  });
}

function kleedAan(dom) {
  const veld = velden.get(dom.dataset.veld);
  const naam = document.createElement("small");
  naam.textContent = veld ? veld.naam : dom.dataset.veld;
  const waarde = veld?.waarde || (velden.size ? (veld ? "nog leeg" : "bestaat niet") : "…");
  dom.className = `ac-plek${veld?.waarde || !velden.size ? "" : " is-leeg"}`;
  dom.title = veld?.reden || (veld ? `${veld.groep}: ${veld.naam}` : "");
  dom.replaceChildren(naam, ` ${waarde}`);
}

async function haalVelden(kiezer) {
  try {
    const antwoord = await fetch(vorm.dataset.velden, { headers: { Accept: "application/json" } });
    const lijst = (await antwoord.json()).velden;
    velden = new Map(lijst.map((veld) => [veld.veld, veld]));
    kiezer.vul(lijst);
    for (const dom of document.querySelectorAll("#editor .ac-plek")) kleedAan(dom);
  } catch { zeg("De lijst met cijfers is nu niet te laden. Ververs de pagina."); }
}

// ------------------------------------------------------------------ start
async function begin() {
  const p = await import(vorm.dataset.editor);
  const kiezer = maakKiezer(document.getElementById("kiezer"), {
    // The view takes the focus at once; the command of the same name a moment later, and what is typed meanwhile is gone.
    gekozen: (veld) => {
      editor.view.focus();
      editor.commands.insertContent({ type: "veld", attrs: { veld: veld.veld } });
    },
    dicht: () => editor.view.focus(),
  });
  const balk = vorm.querySelector(".sr-balk");
  const plaats = document.createElement("div");
  bron.after(plaats);
  editor = new p.Editor({
    element: plaats,
    injectCSS: false,
    extensions: [
      p.Document, p.Paragraph, p.Text, p.HardBreak, p.History, p.Bold, p.Italic, p.BulletList, p.OrderedList, p.ListItem,
      p.Blockquote, p.Dropcursor, p.Gapcursor, p.Heading.configure({ levels: [3] }), p.Link.configure({ openOnClick: false }), maakVeld(p.Node),
    ],
    content: bron.value,
    editorProps: {
      attributes: { id: "editor", class: "ac-schrijf", role: "textbox", "aria-multiline": "true", "aria-label": vorm.querySelector("label[for=id_tekst]").textContent, lang: "nl", spellcheck: "true" },
      transformPastedHTML: vanWord,
      handleTextInput: (view, van, tot, tekst) => {
        if (tekst !== "{") return false;
        kiezer.open();
        return true;
      },
    },
    onUpdate: gewijzigd,
    onTransaction: () => editor && werkBalkBij(balk),
  });
  bron.hidden = true;
  vorm.classList.add("is-editor");
  maakBalk(balk, kiezer);
  werkBalkBij(balk);
  for (const veld of [vorm.elements.titel, wijze]) veld?.addEventListener("input", gewijzigd);
  vorm.addEventListener("submit", () => { gestopt = true; bron.value = huidig(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") bewaar({ weggaan: true }); });
  window.addEventListener("pagehide", () => bewaar({ weggaan: true }));
  werkWijzeBij();
  biedTerugAan();
  await haalVelden(kiezer);
  toonPagina();
}
begin();
