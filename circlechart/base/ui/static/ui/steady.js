// A plain form that has stood for a while asks first whether the server is there and still knows who this is: a password
// is then asked for over the page, and a lost connection leaves the page, so that what was typed stays where it is.
import { send } from "./send.js";

const STALE_MS = 60000;
const dialog = document.getElementById("reauth");
let heard = Date.now();

async function ask(form, submitter) {
  const reply = await send(dialog.dataset.aliveUrl);
  if (reply.status === 0 || reply.status === 401) return;
  heard = Date.now();
  form.requestSubmit(submitter);
}

if (dialog) {
  document.addEventListener("connection:back", () => { heard = Date.now(); });
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post" || Date.now() - heard < STALE_MS) return;
    event.preventDefault();
    ask(form, submitter);
  });
}
