/* Text from Word and other word processors as plain paragraphs, headings and lists, nested ones too; no looks of its own. */
"use strict";

const LIJSTALINEA = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMMER = /^\s*(\d+|[a-z]{1,4})[.)]/i;

/** The html that was pasted, as html that the editor understands. */
function vanWord(html) {
  // The content security policy stops styles, also in a document that is only read: they are kept under another name.
  const gelezen = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^<>]*?\s)style=/gi, "$1data-stijl=");
  const blad = new DOMParser().parseFromString(gelezen, "text/html");
  for (const los of blad.querySelectorAll("script, meta, link, title, xml")) los.remove();
  for (const los of [...blad.body.querySelectorAll("*")].filter((e) => e.tagName.includes(":"))) los.replaceWith(...los.childNodes);
  tabellen(blad);
  koppen(blad);
  lijsten(blad);
  for (const element of blad.body.querySelectorAll("*")) opgeruimd(element);
  return blad.body.innerHTML;
}

/** Rows become paragraphs: the report has tables of figures only. */
function tabellen(blad) {
  for (const tabel of [...blad.querySelectorAll("table")].reverse()) {
    const rijen = [...tabel.rows].map((rij) => {
      const alinea = blad.createElement("p");
      alinea.textContent = [...rij.cells].map((cel) => cel.textContent.trim()).filter(Boolean).join(" – ");
      return alinea;
    });
    tabel.replaceWith(...rijen.filter((alinea) => alinea.textContent));
  }
}

/** A text has one level of headings, below that of its block. */
function koppen(blad) {
  for (const kop of blad.querySelectorAll("h1, h2, h4, h5, h6, p.MsoTitle, p.MsoSubtitle")) {
    const nieuw = blad.createElement("h3");
    nieuw.append(...kop.childNodes);
    kop.replaceWith(nieuw);
  }
}

function niveau(alinea) {
  const gevonden = LIJSTALINEA.exec(alinea.dataset.stijl || "");
  return gevonden ? Number(gevonden[1]) : 0;
}

/** The sign before an item ('·', '1.'), which Word writes as text; it is taken out. */
function teken(alinea) {
  const los = alinea.querySelector("[data-stijl*='mso-list:Ignore' i], [data-stijl*='mso-list: Ignore' i]");
  if (los) {
    const tekst = los.textContent;
    los.remove();
    return tekst;
  }
  const eerste = /^[\s\u00a0]*([·•o§–-]|\d+[.)]|[a-z][.)])[\s\u00a0]+/i.exec(alinea.textContent);
  if (!eerste) return "";
  const loper = alinea.ownerDocument.createTreeWalker(alinea, NodeFilter.SHOW_TEXT);
  for (let rest = eerste[0].length; rest > 0 && loper.nextNode(); ) {
    const weg = Math.min(rest, loper.currentNode.data.length);
    loper.currentNode.data = loper.currentNode.data.slice(weg);
    rest -= weg;
  }
  return eerste[1];
}

/** Word's paragraphs that look like a list become lists; a deeper level goes into the item before it. */
function lijsten(blad) {
  let open = [];
  for (const alinea of [...blad.querySelectorAll("p, h3")]) {
    const diepte = niveau(alinea);
    if (!diepte || alinea.tagName === "H3") {
      open = [];
      continue;
    }
    if (open.length && alinea.previousElementSibling !== open[0].lijst) open = [];
    const soort = NUMMER.test(teken(alinea)) ? "ol" : "ul";
    while (open.length && open.at(-1).diepte > diepte) open.pop();
    if (open.length === 1 && open[0].diepte === diepte && open[0].lijst.tagName.toLowerCase() !== soort) open = [];
    if (!open.length || open.at(-1).diepte < diepte) {
      const lijst = blad.createElement(soort);
      if (open.length) open.at(-1).lijst.lastElementChild.append(lijst);
      else alinea.before(lijst);
      open.push({ diepte, lijst });
    }
    const punt = blad.createElement("li");
    punt.append(...alinea.childNodes);
    open.at(-1).lijst.append(punt);
    alinea.remove();
  }
}

/** Bold and italic that were said by a style stay; all other looks go. */
function opgeruimd(element) {
  const stijl = element.dataset.stijl || "";
  if (element.tagName === "SPAN" && !element.hasAttribute("data-veld")) {
    let binnen = [...element.childNodes];
    for (const [naam, hoort] of [["em", /font-style:\s*italic/i.test(stijl)], ["strong", /font-weight:\s*(bold|[6-9]00)/i.test(stijl)]]) {
      if (!hoort) continue;
      const nieuw = element.ownerDocument.createElement(naam);
      nieuw.append(...binnen);
      binnen = [nieuw];
    }
    element.replaceWith(...binnen);
    return;
  }
  for (const naam of element.getAttributeNames())
    if (!["href", "data-veld", "start"].includes(naam)) element.removeAttribute(naam);
}
