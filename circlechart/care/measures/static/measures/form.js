// A form that saves itself as it is answered, keeps trying when the connection is gone, and is sent once.
import { send } from "../ui/send.js";

const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const WORDS = {
  saving: "Saving…",
  saved: "Your answers are kept.",
  lost: "No connection. Your answers stay on this page and are sent as soon as it is back.",
  sending: "Sending…",
};

const form = document.querySelector("form.sheet");
const place = form.querySelector("[data-save-words]");
let count = Number(form.dataset.count);
let kept = true;
let busy = false;
let tries = 0;
let timer = 0;
let leaving = false;

document.querySelector("[data-focus]")?.focus();
// what other tabs of this device show is not for the client who holds it now
if (form.dataset.lent && "BroadcastChannel" in window) new BroadcastChannel("circlechart-idle").postMessage("lent");

function say(state, words = WORDS[state]) {
  place.dataset.state = state;
  if (place.textContent !== words) place.textContent = words;
}

function body() {
  const fields = new FormData(form);
  fields.set("count", String(count));
  return fields;
}

function later(what) {
  clearTimeout(timer);
  timer = setTimeout(what, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
  tries += 1;
}

// One save at a time; what was answered meanwhile goes with the next one, under a higher count.
async function save() {
  if (busy || leaving) return;
  busy = true;
  const sent = count;
  say("saving");
  const answer = await send(form.dataset.save, { body: body() });
  busy = false;
  if (leaving) return;
  if (answer.ok) {
    tries = 0;
    kept = sent === count;
    if (kept) say("saved"); else save();
  } else if (answer.status === 0 || answer.status >= 500) {
    say("lost");
    later(save);
  } else {
    say("lost", answer.data?.error?.sentence ?? "This could not be kept. Ask a staff member.");
  }
}

async function submit(asItIs) {
  leaving = true;
  say("sending");
  const fields = body();
  if (asItIs) fields.set("as_it_is", "on");
  const answer = await send(form.action, { body: fields });
  if (answer.ok) {
    kept = true;
    location.replace(form.dataset.next);
  } else if (answer.status === 0 || answer.status >= 500) {
    say("lost");
    later(() => submit(asItIs));
  } else if (answer.status === 422 && answer.html) {
    kept = true;
    form.dispatchEvent(new CustomEvent("sheet:left"));
    form.submit(); // the page with what is missing comes from the server, as without a script
  } else {
    leaving = false;
    say("lost", answer.data?.error?.sentence ?? "This could not be sent. Ask a staff member.");
  }
}

function changed() { count += 1; kept = false; save(); }

form.addEventListener("change", changed);
// what was answered before this script was there, or put back by the browser
if ([...form.querySelectorAll("input[type=radio]")].some((each) => each.checked !== each.defaultChecked)) changed();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!leaving) { clearTimeout(timer); tries = 0; submit(event.submitter?.name === "as_it_is"); }
});
addEventListener("online", () => { if (leaving) return; clearTimeout(timer); if (!kept) save(); });
addEventListener("beforeunload", (event) => { if (!kept) event.preventDefault(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
