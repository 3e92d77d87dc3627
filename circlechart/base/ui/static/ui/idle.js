// Warns a minute before the idle time is over, then locks the page in place. Tabs tell each other that someone is here.
import { cookie } from "./cookie.js";
import { locked, reauthenticate } from "./reauth.js";

const dialog = document.getElementById("reauth");
const warning = document.getElementById("idle-warning");
const limit = Number(dialog?.dataset.idleMinutes ?? 0) * 60000;
const WARN = 60000;
const TELL_SERVER = 60000;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("circlechart-idle") : null;
let last = Date.now();
let told = Date.now();

function post(url) {
  if (!url) return;
  fetch(url, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") }, credentials: "same-origin" }).catch(() => {});
}

function here() {
  if (locked() || warning.open) return;
  stay();
}

function stay() {
  const now = Date.now();
  if (now - last > 1000) tabs?.postMessage("here");
  last = now;
  // somebody who reads or types without saving is not idle: the server should know, once a minute at most
  if (now - told > TELL_SERVER) {
    told = now;
    post(dialog.dataset.aliveUrl);
  }
}

function look() {
  if (locked()) return;
  const left = last + limit - Date.now();
  if (left <= 0) {
    warning.close();
    post(dialog.dataset.lockUrl);
    reauthenticate().then(() => { last = told = Date.now(); });
  } else if (left <= WARN) {
    warning.querySelector("[data-idle-seconds]").textContent = String(Math.ceil(left / 1000));
    if (!warning.open) warning.showModal();
  }
}

function cover() {
  if (!locked()) reauthenticate().then(() => { last = told = Date.now(); });
}

async function ask() {
  document.documentElement.dataset.locked = "";
  const answer = await fetch(dialog.dataset.aliveUrl, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") }, credentials: "same-origin" }).catch(() => null);
  if (answer?.ok) delete document.documentElement.dataset.locked; else cover();
}

if (dialog && warning && limit) {
  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) {
    addEventListener(kind, here, { passive: true, capture: true });
  }
  tabs?.addEventListener("message", (event) => {
    if (event.data === "lent") { cover(); return; } // a client holds this device: what other tabs show is not for them
    last = Date.now();
    if (warning.open) warning.close();
  });
  // a page that the browser kept in its memory may be from before the device was handed over
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  warning.addEventListener("close", () => { if (last + limit > Date.now()) { told = 0; stay(); } });
  warning.querySelector("[data-idle-stay]").addEventListener("click", () => warning.close());
  document.addEventListener("reauth:done", () => { last = told = Date.now(); });
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
}
