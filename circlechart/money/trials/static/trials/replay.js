// A replay goes on week by week while its page is open; what was replayed is kept, so leaving loses nothing.
import { send } from "../ui/send.js";

const form = document.querySelector("[data-replay]");
const bar = form.querySelector("progress");
const words = form.querySelector("[data-replay-words]");
const counted = form.querySelector(".progress-label span:last-child");
const button = form.querySelector("button");
const ONE_STEP = 60000;

async function goOn() {
  button.setAttribute("aria-disabled", "true");
  for (;;) {
    const reply = await send(form.action, { timeout: ONE_STEP });
    if (!reply.ok) break;
    bar.value = reply.data.done;
    counted.textContent = `${reply.data.done} of ${form.dataset.of}`;
    if (reply.data.finished) {
      window.location.reload();
      return;
    }
  }
  button.removeAttribute("aria-disabled");
  words.textContent = "It stopped: the server could not be reached. What was replayed is kept; press the button to go on.";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") !== "true") goOn();
});
goOn();
