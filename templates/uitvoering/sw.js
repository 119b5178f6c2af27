/* Keeps the registration page on the device, so that it opens without a connection. What was typed is kept by toestel.js. */
"use strict";

const BEWAARD = "registreren-{{ versie }}";
const PAGINA = "{% url 'registreren' %}";
const GEGEVENS = "{% url 'registreren_gegevens' %}";
const BESTANDEN = [{% for bestand in bestanden %}"{{ bestand|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const WACHT = 4000; // milliseconds before a slow network counts as none

async function bewaar(adres) {
  const antwoord = await fetch(adres, { redirect: "manual", cache: "no-cache" });
  if (antwoord.ok) await (await caches.open(BEWAARD)).put(adres, antwoord);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all([PAGINA, GEGEVENS, ...BESTANDEN].map(bewaar)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const naam of await caches.keys()) if (naam.startsWith("registreren-") && naam !== BEWAARD) await caches.delete(naam);
      await self.clients.claim();
    })(),
  );
});

// The network first; without it, or when it takes too long, what was kept.
async function netEerst(request, sleutel) {
  const kast = await caches.open(BEWAARD);
  const bewaard = await kast.match(sleutel);
  const net = fetch(request).then((antwoord) => {
    if (antwoord.ok && !antwoord.redirected) kast.put(sleutel, antwoord.clone());
    return antwoord;
  });
  if (!bewaard) return net;
  const tijd = new Promise((klaar) => setTimeout(() => klaar(bewaard), WACHT));
  return Promise.race([net.catch(() => bewaard), tijd]);
}

// What was kept at once; the network renews it for the next time.
async function kastEerst(request) {
  const kast = await caches.open(BEWAARD);
  const bewaard = await kast.match(request);
  const net = fetch(request).then((antwoord) => {
    if (antwoord.ok) kast.put(request, antwoord.clone());
    return antwoord;
  });
  if (!bewaard) return net;
  net.catch(() => {});
  return bewaard;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const adres = new URL(request.url);
  if (request.method !== "GET" || adres.origin !== self.location.origin) return;
  if (request.mode === "navigate" && adres.pathname === PAGINA) event.respondWith(netEerst(request, PAGINA));
  else if (adres.pathname === GEGEVENS) event.respondWith(netEerst(request, GEGEVENS));
  else if (["style", "script", "font"].includes(request.destination)) event.respondWith(kastEerst(request));
});
