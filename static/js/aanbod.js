/* The catalogue: filters folded on a phone, and facets that stay as they were when new counts come in. */
"use strict";

const open = new Map();
const vakken = () => document.querySelectorAll("#facetten details[id]");

if (window.matchMedia("(max-width: 64rem)").matches) {
  const filters = document.getElementById("filters");
  if (filters) filters.open = false;
}
document.addEventListener("htmx:beforeSwap", () => {
  for (const vak of vakken()) open.set(vak.id, vak.open);
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const vak of vakken()) if (open.has(vak.id)) vak.open = open.get(vak.id);
});

// Adding was refused: send the form again as a page, which explains why.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.elt.matches("form[method=post]")) event.detail.elt.submit();
});

// What was added is also in the list, so the message may go after a while.
let wacht;
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "gemeld") return;
  clearTimeout(wacht);
  wacht = setTimeout(() => document.getElementById("gemeld").replaceChildren(), 10000);
});
