/* A pad to sign on with finger, pen or mouse. What is drawn goes into the hidden field as a PNG; without this file
   the pad stays hidden and the page offers the other ways to sign. */
"use strict";

for (const pad of document.querySelectorAll("[data-sign-pad]")) {
  const part = pad.parentElement;
  const canvas = pad.querySelector("canvas");
  const field = part.querySelector('input[type="hidden"]');
  const pen = canvas.getContext("2d");
  let last = null;

  /* as many points as the pad has on this screen, so that a line is as wide as it looks */
  canvas.height = Math.round(canvas.width * (window.matchMedia("(max-width: 36rem)").matches ? 0.5 : 1 / 3));

  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#000";
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.x) * canvas.width) / box.width,
      ((event.clientY - box.y) * canvas.height) / box.height,
    ];
  };
  const stop = () => {
    if (!last) return;
    last = null;
    field.value = canvas.toDataURL("image/png");
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...next);
    pen.stroke();
    last = next;
  });
  canvas.addEventListener("pointerup", stop);
  canvas.addEventListener("pointercancel", stop);
  pad.querySelector("[data-sign-clear]").addEventListener("click", () => {
    wipe();
    field.value = "";
  });

  wipe();
  if (field.value.startsWith("data:image/png;base64,")) {
    const drawn = new Image();
    drawn.addEventListener("load", () => pen.drawImage(drawn, 0, 0));
    drawn.src = field.value; /* the page came back with a word about another field */
  }
  pad.hidden = false;
  part.querySelector("[data-sign-instead]").hidden = true;
}
