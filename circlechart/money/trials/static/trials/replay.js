// A replay goes on week by week while its page is open; what was replayed is kept, so leaving loses nothing.
import { steps } from "../ui/steps.js";

const form = document.querySelector("[data-replay]");
const goOn = steps(form, {
  words: form.querySelector("[data-replay-words]"),
  stopped: "It stopped: the server could not be reached. What was replayed is kept; press the button to go on.",
  count: (_, done) => done,
  timeout: 60000,
});
goOn();
