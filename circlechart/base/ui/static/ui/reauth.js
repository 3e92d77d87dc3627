// The password dialog over a locked page. reauthenticate() resolves true once the same person has signed in again.
import { announce } from "./announce.js";
import { cookie } from "./cookie.js";

const dialog = document.getElementById("reauth");
const form = dialog?.querySelector("form");
const complaint = document.getElementById("reauth-error");
let waiting = null;
let settle = null;

export function locked() {
  return waiting !== null;
}

export function reauthenticate() {
  if (!dialog) return Promise.resolve(false);
  waiting ??= new Promise((resolve) => { settle = resolve; open(); });
  return waiting;
}

function open() {
  document.documentElement.dataset.locked = "";
  complain("");
  form.password.value = "";
  if (!dialog.open) dialog.showModal();
  form.password.focus();
}

function done() {
  delete document.documentElement.dataset.locked;
  form.password.value = "";
  // signing in turns the token: forms drawn before it must carry the new one
  const token = cookie("csrftoken");
  if (token) {
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  }
  dialog.close();
  announce("Signed in again. Go on.");
  const resolve = settle;
  waiting = settle = null;
  document.dispatchEvent(new CustomEvent("reauth:done"));
  resolve?.(true);
}

function complain(text) {
  complaint.textContent = text;
  complaint.hidden = !text;
  form.password.toggleAttribute("aria-invalid", Boolean(text));
}

async function attempt() {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ username: form.username.value, password: form.password.value }),
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Page-Owner": document.body.dataset.owner ?? "" },
      credentials: "same-origin",
    });
    if (answer.ok) return done();
    const said = await answer.json().catch(() => null);
    complain([said?.error?.because, said?.error?.mend].filter(Boolean).join(" ") || "That was not accepted. Try once more.");
  } catch {
    complain("The server cannot be reached. Your text is still here; try again when the connection is back.");
  } finally {
    button.disabled = false;
  }
  if (waiting) form.password.select();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt();
});
// Escape must not unlock; Chromium closes on a second Escape, hence the reopening
dialog?.addEventListener("cancel", (event) => event.preventDefault());
dialog?.addEventListener("close", () => { if (waiting) dialog.showModal(); });
