/* A form that survives a lost connection. What is typed is kept on this device, under the name of whoever typed it,
   until the server has it; the same token makes two sendings one. Without this file the form is an ordinary one. */
"use strict";

const PREFIX = "mithaq:";
const LONGEST_SIDE = 1600;
const UNKEPT = ["csrfmiddlewaretoken"];

const start = (note) => {
  const { key, whose, done, most } = note.dataset;
  const form = document.querySelector("main form");
  const picker = form.querySelector('input[type="file"]');
  const shelf = form.querySelector("[data-kept-photos]");
  const drop = form.querySelector("[data-kept-drop]");
  const place = `${PREFIX}${whose}:${key}`;
  let kept = { fields: [], photos: [], waits: false };
  let isSending = false;

  const say = (word, kind = "") => {
    note.textContent = note.dataset[word];
    note.dataset.state = word;
    note.className = `notice kept ${kind}`;
    note.hidden = false;
  };
  const store = () => {
    try {
      localStorage.setItem(place, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  };
  const forget = () => {
    localStorage.removeItem(place);
    kept = { fields: [], photos: [], waits: false };
  };
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !UNKEPT.includes(name));
  const save = () => {
    kept.fields = typed();
    const fits = store();
    drop.hidden = false;
    say(kept.waits ? "waits" : "saved", kept.waits ? "warning" : "");
    return fits;
  };

  const show = () => {
    shelf.replaceChildren(
      ...kept.photos.map((photo, at) => {
        const figure = document.createElement("figure");
        const picture = document.createElement("img");
        const button = document.createElement("button");
        picture.src = photo;
        picture.alt = String(at + 1);
        button.type = "button";
        button.className = "btn quiet";
        button.textContent = note.dataset.remove;
        button.addEventListener("click", () => {
          kept.photos.splice(at, 1);
          save();
          show();
        });
        figure.append(picture, button);
        return figure;
      }),
    );
  };
  /* smaller before it is kept: the device has little room, and the server writes it anew anyway */
  const smaller = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8);
  };
  const take = async () => {
    const left = []; /* what is no picture goes as it is, for the server to say why it is not taken */
    for (const file of [...picker.files]) {
      if (kept.photos.length >= Number(most)) {
        say("enough", "warning");
        break;
      }
      try {
        kept.photos.push(await smaller(file));
      } catch {
        left.push(file);
        continue;
      }
      if (!save()) {
        kept.photos.pop();
        say("full", "warning");
        break;
      }
    }
    const rest = new DataTransfer();
    for (const file of left) rest.items.add(file);
    picker.files = rest.files;
    show();
  };

  const parcel = () => {
    const data = new FormData(form);
    for (const [at, photo] of kept.photos.entries()) {
      const bytes = Uint8Array.from(atob(photo.split(",")[1]), (letter) => letter.charCodeAt(0));
      data.append(picker.name, new Blob([bytes], { type: "image/jpeg" }), `photo-${at + 1}.jpg`);
    }
    return data;
  };
  const send = async () => {
    if (isSending) return;
    isSending = true;
    kept.waits = true;
    save();
    say("sending");
    try {
      const response = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body: parcel(),
        credentials: "same-origin",
      });
      if (response.redirected && new URL(response.url).pathname === done) {
        forget();
        say("sent", "success");
        location.replace(response.url);
      } else if (response.redirected) {
        kept.waits = false;
        store();
        say("door", "warning");
      } else {
        kept.waits = false;
        store();
        refused(await response.text());
      }
    } catch {
      say("waits", "warning"); /* no connection: it stays here */
    } finally {
      isSending = false;
    }
  };
  /* the page that says what is wrong takes the place of this one; what was typed is in it */
  const refused = (text) => {
    const answer = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    if (!answer) return say("waits", "warning");
    document.querySelector("main").replaceWith(document.importNode(answer, true));
    const next = document.querySelector("[data-kept]");
    if (next) start(next);
    document.querySelector(".error-summary")?.focus();
  };

  const put = ([name, value]) => {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "file") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else field.value = value;
      if (field.checked) break;
    }
  };
  const restore = () => {
    /* what another person left on this device is not for this one */
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}${whose}:`)) localStorage.removeItem(name);
    }
    const text = localStorage.getItem(place);
    if (!text) return say("fresh");
    kept = { ...kept, ...JSON.parse(text) };
    kept.fields.forEach(put);
    show();
    drop.hidden = false;
    say(kept.waits ? "waits" : "saved", kept.waits ? "warning" : "");
    if (kept.waits && navigator.onLine) send();
  };

  form.addEventListener("input", (event) => {
    if (event.target !== picker) save();
  });
  picker.addEventListener("change", take);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  drop.addEventListener("click", () => {
    forget();
    location.reload();
  });
  online = () => kept.waits && send();
  restore();
};

let online = () => {};
window.addEventListener("online", () => online());
const first = document.querySelector("[data-kept]");
if (first) start(first);
