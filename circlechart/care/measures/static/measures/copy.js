// A button that copies the text of a field; without the right to the clipboard the text is selected, to be copied by hand.
import { announce } from "../ui/announce.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  const field = button && document.getElementById(button.dataset.copies);
  if (!field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    announce("Copied");
  } catch {
    announce("Selected: copy it with your keyboard");
  }
});
