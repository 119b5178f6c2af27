/* What was registered waits on this device until the server has it, once: a queue per user, sent as soon as there is a connection. */
"use strict";

const form = document.getElementById("registratie");
const GEBRUIKER = form.dataset.gebruiker;
const VOOR = "registraties:";
const SLEUTEL = VOOR + GEBRUIKER;
const GEDULD = 1500; // milliseconds that the form waits for the server
const WACHT = 15000; // milliseconds before sending counts as failed
const OPNIEUW = 30000;
const MEEST = 20000;
let bezig = false;
let toestand = ""; // why sending stopped
let wekker;

// ---------------------------------------------------------------- the queue
const lees = (sleutel = SLEUTEL) => JSON.parse(localStorage.getItem(sleutel) || "[]");
const schrijf = (rij) => localStorage.setItem(SLEUTEL, JSON.stringify(rij));
const weg = (id) => schrijf(lees().filter((item) => item.id !== id));
const wijzig = (item) => schrijf(lees().map((ander) => (ander.id === item.id ? item : ander)));
const vanAnderen = () =>
  Object.keys(localStorage)
    .filter((sleutel) => sleutel.startsWith(VOOR) && sleutel !== SLEUTEL)
    .reduce((som, sleutel) => som + lees(sleutel).length, 0);

function kenmerk() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return [...b].map((deel) => deel.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---------------------------------------------------------------- what is on the screen
const datumtekst = (dag) => new Date(`${dag}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });

function mensen(item) {
  if (item.deelnames === "") return "aantal niet bekend";
  return item.deelnames === "1" ? "1 deelnemer" : `${item.deelnames} deelnemers`;
}

function vul(sjabloon, teksten) {
  const stuk = document.getElementById(sjabloon).content.cloneNode(true);
  for (const [naam, tekst] of Object.entries(teksten)) {
    const deel = stuk.querySelector(`[data-deel="${naam}"]`);
    deel.textContent = tekst;
    deel.hidden = !tekst;
  }
  return stuk;
}

function toonRij() {
  const lijst = document.getElementById("op-toestel");
  const rij = lees();
  lijst.hidden = !rij.length;
  lijst.replaceChildren(
    ...rij.map((item) => {
      const fout = (item.fouten || []).map((een) => een.tekst).join(" ");
      const staat = fout ? "niet verstuurd" : "staat op dit toestel";
      const stuk = vul("rij-toestel", { titel: item.titel, bij: `${datumtekst(item.dag)} · ${mensen(item)}`, fout, staat });
      const merk = stuk.querySelector(".ac-lijnmerk");
      merk.className = item.lijn ? `ac-lijnmerk ac-lijn-${item.lijn}` : "ac-lijnmerk rg-anderen";
      merk.textContent = item.lijn || "+";
      stuk.querySelector('[data-deel="doe"]').hidden = false;
      for (const knop of stuk.querySelectorAll("[data-doe]")) {
        knop.dataset.id = item.id;
        knop.setAttribute("aria-label", `${knop.textContent} ${item.titel}`);
      }
      return stuk;
    }),
  );
}

function toonStand() {
  const rij = lees();
  const wacht = rij.filter((item) => !item.fouten).length;
  const fouten = rij.length - wacht;
  const delen = [];
  const staan = wacht === 1 ? "1 registratie staat" : `${wacht} registraties staan`;
  if (toestand === "login") delen.push(`Je bent niet meer ingelogd. ${staan} veilig op dit toestel. Log in, dan gaan ze vanzelf weg.`);
  else if (toestand) delen.push(toestand);
  else if (!navigator.onLine || toestand === null)
    delen.push(wacht ? `Geen verbinding. ${staan} veilig op dit toestel. We sturen ze vanzelf op.` : "Geen verbinding. Je kunt gewoon doorgaan.");
  if (fouten) delen.push(fouten === 1 ? "1 registratie kon niet weg. Verbeter haar hieronder." : `${fouten} registraties konden niet weg. Verbeter ze hieronder.`);
  if (vanAnderen()) delen.push(`Van een collega staan er nog ${vanAnderen()} op dit toestel. Die gaan weg als die collega inlogt.`);
  const regel = document.getElementById("verbinding-tekst");
  if (regel.textContent !== delen.join(" ")) regel.textContent = delen.join(" ");
  document.getElementById("verbinding").hidden = !delen.length;
  if (toestand === "login") {
    const link = document.createElement("a");
    Object.assign(link, { href: `/account/login/?next=${location.pathname}`, className: "utrecht-link", textContent: "Log in" });
    regel.append(" ", link);
  }
}

function toon() {
  toonRij();
  toonStand();
}

function meld(tekst, { foto = "", ongedaan = "" } = {}) {
  const stuk = vul("toast", { tekst });
  const link = stuk.querySelector('[data-deel="foto"]');
  link.hidden = !foto;
  link.href = foto;
  const knop = stuk.querySelector("[data-doe]");
  knop.hidden = !ongedaan;
  knop.dataset.adres = ongedaan;
  document.getElementById("gemeld").replaceChildren(stuk);
}

function toonFouten(fouten) {
  const stuk = document.getElementById("fouten").content.cloneNode(true);
  for (const { veld, tekst } of fouten) {
    const regel = document.createElement("li");
    const link = document.createElement("a");
    Object.assign(link, { href: `#${veld}`, className: "utrecht-link", textContent: tekst });
    regel.append(veld ? link : tekst);
    stuk.querySelector("ul").append(regel);
    document.getElementById(veld)?.setAttribute("aria-invalid", "true");
    if (veld === "reden") document.getElementById("reden-vak")?.removeAttribute("hidden");
    if (veld === "plek") document.querySelector(".rg-plek").open = true;
  }
  document.getElementById("melding").replaceChildren(stuk);
  document.getElementById("foutmelding").focus();
}

// ---------------------------------------------------------------- sending
const koekje = (naam) => document.cookie.split("; ").find((deel) => deel.startsWith(`${naam}=`))?.split("=")[1] ?? "";

const post = (adres, lichaam) =>
  fetch(adres, {
    method: "POST",
    body: lichaam,
    headers: { Accept: "application/json", "X-CSRFToken": koekje("csrftoken") },
    redirect: "manual",
    signal: AbortSignal.timeout(WACHT),
  });

/* Sends one; true when the next may go. `gedaan` on the item is the answer, for the message. */
async function stuur(item) {
  const lichaam = new URLSearchParams(item.velden);
  lichaam.set("client_id", item.id);
  lichaam.set("voor", GEBRUIKER);
  let antwoord;
  try {
    antwoord = await post(form.action, lichaam);
  } catch {
    toestand = null; // no connection, whatever the device thinks of it
    return false;
  }
  if (antwoord.type === "opaqueredirect") toestand = "login";
  else if (antwoord.status === 403) toestand = "Versturen lukt nu niet. Open deze pagina opnieuw; wat je schreef blijft bewaard.";
  else if (antwoord.status >= 500) toestand = "Het ging mis aan onze kant. Wat je schreef blijft bewaard; we proberen het opnieuw.";
  else toestand = "";
  if (toestand) return false;
  if (antwoord.ok || antwoord.status === 410) {
    item.gedaan = antwoord.ok ? await antwoord.json() : { tekst: "" };
    weg(item.id);
    return true;
  }
  item.fouten = (await antwoord.json()).fouten;
  wijzig(item);
  return true;
}

async function verstuurAlles() {
  const gedaan = [];
  for (let item = lees().find((een) => !een.fouten); item; item = lees().find((een) => !een.fouten)) {
    if (!(await stuur(item))) break;
    gedaan.push(item);
  }
  return gedaan;
}

/* Sends what waits, in one tab at a time; gives what was answered. */
async function verstuur() {
  clearTimeout(wekker);
  if (bezig || !lees().some((item) => !item.fouten)) return [];
  bezig = true;
  let gedaan = [];
  try {
    const slot = navigator.locks?.request(SLEUTEL, { ifAvailable: true }, (mag) => (mag ? verstuurAlles() : []));
    gedaan = await (slot ?? verstuurAlles());
  } finally {
    bezig = false;
    toon();
    if (lees().some((item) => !item.fouten)) wekker = setTimeout(verstuur, OPNIEUW);
  }
  const goed = gedaan.filter((item) => item.gedaan?.tekst);
  if (goed.length === 1) meld(`Bewaard: ${goed[0].gedaan.tekst}`, goed[0].gedaan);
  else if (goed.length) meld(`${goed.length} registraties zijn verstuurd.`);
  if (goed.length) ververs();
  return gedaan;
}

async function ververs() {
  try {
    const plek = encodeURIComponent(document.getElementById("plek").value);
    const antwoord = await fetch(`${form.dataset.laatst}?plek=${plek}`);
    if (!antwoord.ok || antwoord.redirected) return;
    document.getElementById("laatst").innerHTML = await antwoord.text();
  } catch {
    // the list is as it was; it is right again with the next page
  }
}

// ---------------------------------------------------------------- registering
function eigenFouten(gegevens, dag) {
  const fouten = [];
  const aantal = (gegevens.get("deelnames") || "").replace(/\./g, "").trim();
  if (!gegevens.get("wat")) fouten.push({ veld: "wat", tekst: "Kies wat je hebt gedaan: een knop, of zoek een activiteit." });
  if (!gegevens.get("plek")) fouten.push({ veld: "plek", tekst: "Kies waar het was." });
  if (!/^\d{4}-\d\d-\d\d$/.test(dag)) fouten.push({ veld: "datum", tekst: "Kies een dag." });
  if (!aantal && !gegevens.get("onbekend"))
    fouten.push({ veld: "deelnames", tekst: "Vul in hoeveel mensen er waren, of kies ‘Aantal niet bekend’." });
  else if (aantal && (!/^\d+$/.test(aantal) || Number(aantal) > MEEST))
    fouten.push({ veld: "deelnames", tekst: "Vul een heel getal in, zoals 12." });
  return fouten;
}

function maakItem(gegevens, dag) {
  const keuze = form.querySelector("input[name=wat]:checked");
  const label = keuze.closest("label");
  const klasse = [...label.querySelector(".ac-lijnmerk").classList].find((naam) => naam.startsWith("ac-lijn-"));
  gegevens.set("wanneer", "anders");
  gegevens.set("datum", dag);
  for (const naam of ["csrfmiddlewaretoken", "q", "client_id"]) gegevens.delete(naam);
  return {
    id: form.dataset.verbetert || kenmerk(),
    velden: [...gegevens].map(([naam, waarde]) => [naam, String(waarde)]),
    titel: label.querySelector(".ac-lijnmerk + span").firstChild.textContent.trim(),
    lijn: klasse ? Number(klasse.split("-").at(-1)) : null,
    dag,
    deelnames: gegevens.get("onbekend") ? "" : gegevens.get("deelnames").trim(),
  };
}

form.addEventListener("submit", async (event) => {
  if (event.submitter?.name === "zoek" || event.submitter?.hasAttribute("formaction")) return;
  const gegevens = new FormData(form);
  const dag = gegevens.get("wanneer") === "anders" ? gegevens.get("datum") : gegevens.get("wanneer");
  const fouten = eigenFouten(gegevens, dag || "");
  if (fouten.length) {
    event.preventDefault();
    toonFouten(fouten);
    return;
  }
  const item = maakItem(gegevens, dag);
  try {
    schrijf([...lees().filter((ander) => ander.id !== item.id), item]);
  } catch {
    return; // no room on the device: send the form the plain way
  }
  event.preventDefault();
  delete form.dataset.verbetert;
  document.getElementById("melding").replaceChildren();
  toon();
  const net = verstuur();
  await Promise.race([net, new Promise((klaar) => setTimeout(klaar, GEDULD))]);
  const nu = lees().find((ander) => ander.id === item.id);
  if (nu?.fouten) {
    form.dataset.verbetert = item.id; // it stays in the queue until it is right
    toonFouten(nu.fouten);
    return;
  }
  document.dispatchEvent(new Event("registratie:leeg"));
  if (nu) meld(`Op dit toestel bewaard: ${item.titel}, ${mensen(item)}`);
  window.scrollTo(0, 0);
  form.querySelector("h1").setAttribute("tabindex", "-1");
  form.querySelector("h1").focus();
});

document.getElementById("op-toestel").addEventListener("click", (event) => {
  const knop = event.target.closest("[data-doe]");
  if (!knop) return;
  const item = lees().find((een) => een.id === knop.dataset.id);
  if (knop.dataset.doe === "verwijder") weg(knop.dataset.id);
  else if (item) {
    form.dataset.verbetert = item.id;
    document.dispatchEvent(new CustomEvent("registratie:terug", { detail: item }));
    toonFouten(item.fouten || [{ veld: "", tekst: "Deze registratie is nog niet verstuurd. Verander haar en bewaar opnieuw." }]);
  }
  toon();
});

document.getElementById("gemeld").addEventListener("click", async (event) => {
  const knop = event.target.closest("[data-doe=ongedaan]");
  if (!knop) return;
  try {
    const antwoord = await post(knop.dataset.adres, new URLSearchParams());
    if (antwoord.type === "opaqueredirect") throw new Error("login");
    const inhoud = await antwoord.json();
    meld(antwoord.ok ? inhoud.tekst : inhoud.fouten[0].tekst);
    ververs();
  } catch {
    meld("Dit lukt nu niet. Probeer het met verbinding opnieuw, of open de registratie.");
  }
});

// ---------------------------------------------------------------- when to send
window.addEventListener("online", () => {
  toestand = "";
  verstuur();
});
window.addEventListener("offline", toonStand);
window.addEventListener("storage", toon);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") verstuur();
});
navigator.serviceWorker?.register(form.dataset.sw).catch(() => {});
toon();
verstuur();
