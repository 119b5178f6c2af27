/* A selection: steppers that save by themselves, errors beside their field, and the truth about what was saved. */
"use strict";

const stand = () => document.getElementById("stand");

// Minus and plus change the field at once; the field then saves itself.
document.addEventListener("click", (event) => {
  const knop = event.target.closest("button[name=stap]");
  if (!knop) return;
  event.preventDefault();
  const veld = knop.parentElement.querySelector("input");
  const nu = Number(veld.value.replace(/\./g, "").replace(",", ".")) || 0;
  veld.value = String(Math.max(0, nu + Number(knop.value))).replace(".", ",");
  veld.dispatchEvent(new Event("change", { bubbles: true }));
});

// The field has the new number already; the button that was clicked does not add to it again.
document.addEventListener("htmx:configRequest", (event) => event.detail.formData.delete("stap"));

// A refused or overtaken change has an answer that must be shown too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([403, 409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

function velden(formulier) {
  return [...formulier.elements].filter((veld) => veld.name && veld.type !== "hidden");
}

document.addEventListener("htmx:afterRequest", (event) => {
  const formulier = event.detail.elt;
  if (!formulier.classList || !formulier.classList.contains("kz-form")) return;
  const { xhr } = event.detail;
  const ergens = xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(formulier.action).pathname;
  if (ergens) stand().textContent = "Niet opgeslagen: je bent niet meer ingelogd. Open deze pagina opnieuw.";
  else if (xhr.status === 0) stand().textContent = "Niet opgeslagen: er is geen verbinding. Probeer het zo opnieuw.";
  else if (xhr.status >= 500) stand().textContent = "Niet opgeslagen: het ging mis aan onze kant. Probeer het zo opnieuw.";
  for (const veld of velden(formulier)) veld.removeAttribute("aria-invalid");
  if (xhr.status === 422) {
    const fout = document.getElementById(formulier.id.replace("f-", "fout-"));
    const veld = velden(formulier).find((v) => v.name === (fout && fout.dataset.veld));
    if (veld) veld.setAttribute("aria-invalid", "true");
  }
  if (xhr.status === 409) {
    const kop = document.getElementById("bts");
    if (kop) kop.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => {
  const fout = document.getElementById("foutmelding") || document.getElementById("bts");
  if (fout) fout.focus();
});
