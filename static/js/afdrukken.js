/* A button that prints the page; without this script the browser's own menu does. */
"use strict";

for (const knop of document.querySelectorAll("[data-druk-af]")) {
  knop.hidden = false;
  knop.addEventListener("click", () => window.print());
}
