// Native dialogs. <button data-opens="id"> opens, <button data-closes> inside closes, <dialog data-open> is open at once.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog && !dialog.open) dialog.showModal();
    return;
  }
  // a link that leads back to the page below only closes the dialog; without one, or without a script, it is a link
  const dialog = event.target.closest("[data-closes]")?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();

export function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}

// A locked button stays reachable by keyboard, so that its reason can be read; it must not act.
document.addEventListener("click", (event) => {
  if (event.target.closest('[aria-disabled="true"]')) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
