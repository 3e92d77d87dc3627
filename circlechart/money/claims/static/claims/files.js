// File after file is written while this page is open; each has left once it is written, so stopping loses nothing.
import { steps } from "../ui/steps.js";

const form = document.querySelector("[data-files]");
steps(form, {
  words: form.querySelector("[data-files-words]"),
  during: "Each file is kept as soon as it is written. You may leave; the rest stays ready.",
  stopped: "It stopped: the server could not be reached. Written files are kept; press the button to go on.",
  body: () => new FormData(form),
  count: (before, written) => before + written,
  timeout: 300000,
});
