// File after file is written while this page is open; each has left once it is written, so stopping loses nothing.
import { send } from "../ui/send.js";

const form = document.querySelector("[data-files]");
const bar = form.querySelector("progress");
const words = form.querySelector("[data-files-words]");
const counted = form.querySelector(".progress-label span:last-child");
const button = form.querySelector("button");
const ONE_FILE = 300000;

async function goOn() {
  button.setAttribute("aria-disabled", "true");
  words.textContent = "Each file is kept as soon as it is written. You may leave; the rest stays ready.";
  for (;;) {
    const reply = await send(form.action, { body: new FormData(form), timeout: ONE_FILE });
    if (!reply.ok) {
      words.textContent = reply.data?.error?.sentence ?? "It stopped: the server could not be reached. Written files are kept; press the button to go on.";
      break;
    }
    bar.value += reply.data.done;
    counted.textContent = `${bar.value} of ${form.dataset.of}`;
    if (reply.data.finished) {
      window.location.reload();
      return;
    }
  }
  button.removeAttribute("aria-disabled");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") !== "true") goOn();
});
