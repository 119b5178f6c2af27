/* The back office: focus for the keyboard in lines that are added, and names for the parts of choice lists that search. */
"use strict";

// A new line: on to its first field.
document.addEventListener("formset:added", (event) => {
  const veld = event.target.querySelector("input:not([type=hidden]), select:not(.select2-hidden-accessible), textarea, .select2-selection");
  if (veld) veld.focus();
});

// A link that is a button works with the space bar too.
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});

// Select2 leaves its boxes without a name: give them that of the field.
function naam(select) {
  const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  return label ? label.textContent.trim() : "Kies";
}

function noem(wortel) {
  for (const select of wortel.querySelectorAll("select.admin-autocomplete")) {
    const doos = select.nextElementSibling;
    if (!doos || !doos.classList.contains("select2")) continue;
    const keuze = doos.querySelector(".select2-selection");
    const tekst = doos.querySelector(".select2-selection__rendered");
    keuze.setAttribute("aria-label", `${naam(select)}: ${tekst ? tekst.title || tekst.textContent.trim() || "nog niets" : ""}`);
    keuze.removeAttribute("aria-labelledby");
    if (tekst) {
      tekst.removeAttribute("role");
      tekst.removeAttribute("aria-readonly");
    }
    for (const zoek of doos.querySelectorAll(".select2-search__field")) zoek.setAttribute("aria-label", naam(select));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const fout = document.getElementById("foutmelding");
  if (fout) fout.focus();
  const $ = window.django && window.django.jQuery;
  if (!$) return;
  $(() => noem(document)); // after Django made its choice lists
  $(document).on("select2:open", () => {
    for (const zoek of document.querySelectorAll(".select2-container--open .select2-search__field")) {
      zoek.setAttribute("aria-label", "Zoek");
      zoek.focus();
    }
  });
  $(document).on("select2:select select2:unselect select2:close", () => noem(document));
  document.addEventListener("formset:added", (event) => noem(event.target));
});
