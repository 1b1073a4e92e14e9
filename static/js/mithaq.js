/* Makes nicer what already works without it. No page may depend on this file. */
"use strict";

for (const summary of document.querySelectorAll(".error-summary")) {
  summary.focus();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Menus are <details>: Escape and a click elsewhere close them. */
const menus = document.querySelectorAll("details.menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const inner = [...menus].reverse().find((menu) => menu.open); /* of two, the one inside the other */
  if (!inner) return;
  inner.open = false;
  inner.querySelector("summary").focus();
});

/* From the search box, the arrows walk the people found and back. */
const box = document.getElementById("find");
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!box || !step) return;
  const stops = [box, ...document.querySelectorAll("#found tbody a.more")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});

/* Whoever signs out leaves nothing on this device: what a form kept for a lost connection goes. */
for (const form of document.querySelectorAll('form[action$="/logout/"], form[action$="/sign-out/"]')) {
  form.addEventListener("submit", () => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("mithaq:")) localStorage.removeItem(name);
    }
  });
}
