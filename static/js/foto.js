/* The point of a photo that stays in sight: clicking sets the fields, and the cut-outs follow. The fields work without this. */
"use strict";

const foto = document.getElementById("foto");

if (foto) {
  const breed = Number(foto.dataset.breed);
  const hoog = Number(foto.dataset.hoog);
  const velden = [document.getElementById("id_focus_x"), document.getElementById("id_focus_y")];
  const procent = (veld) => Math.min(100, Math.max(0, Number(veld.value) || 0));

  const toon = () => {
    const [x, y] = velden.map(procent);
    const punt = foto.querySelector("circle");
    punt.setAttribute("cx", (breed * x) / 100);
    punt.setAttribute("cy", (hoog * y) / 100);
    for (const vorm of document.querySelectorAll(".rd-vorm")) {
      const verhouding = Number(vorm.dataset.verhouding);
      const over = breed / hoog > verhouding;
      const w = over ? hoog * verhouding : breed;
      const h = over ? hoog : breed / verhouding;
      vorm.setAttribute("viewBox", `${((breed - w) * x) / 100} ${((hoog - h) * y) / 100} ${w} ${h}`);
    }
  };

  foto.addEventListener("click", (event) => {
    const vlak = foto.querySelector("image").getBoundingClientRect();
    velden[0].value = Math.round((100 * (event.clientX - vlak.left)) / vlak.width);
    velden[1].value = Math.round((100 * (event.clientY - vlak.top)) / vlak.height);
    for (const veld of velden) veld.value = procent(veld);
    toon();
  });
  for (const veld of velden) veld.addEventListener("input", toon);
  toon(); // what was typed before this script was there
}
