// Words that came after the signature: they stand in no note, and are kept here until their writer has taken them along.
import { announce } from "../ui/announce.js";
import { button, made } from "./clash.js";

export class KeptWords {
  constructor(cell) { this.cell = cell; }

  // late: what was typed; stands: what is signed. Says whether anything of it is in no note.
  say(late, stands) {
    const names = Object.keys(stands).filter((name) => typeof late[name] === "string" && late[name].trim() && late[name] !== stands[name]);
    if (!names.length) return false;
    const title = "Your last words are not in the signed note";
    const words = made("p", "", "The note was signed before they arrived. Take them along into an addendum.");
    const place = made("div", "notice clash", made("div", "notice-body", made("p", "notice-title", title), words, ...names.map((name) => this.text(name, late[name])), this.buttons(() => place.remove())));
    place.dataset.tone = "warn";
    this.cell.form.append(place);
    announce(`${title}.`);
    return true;
  }

  text(name, words) {
    const box = made("textarea");
    box.readOnly = true;
    box.rows = 2;
    box.value = words;
    const label = this.cell.form.elements.namedItem(name)?.labels?.[0]?.textContent.trim() ?? name;
    return made("label", "field", made("span", "", `${label}, not signed`), box);
  }

  buttons(remove) {
    const done = button("I have them", () => { this.cell.rejected = this.cell.failed = false; remove(); this.cell.tell(); });
    const note = this.cell.form.closest("[data-row]")?.querySelector("[data-signed-words] a");
    if (!note) return made("div", "cluster", done);
    const link = made("a", "button", "Open the signed note");
    [link.href, link.target, link.dataset.size] = [note.href, "_blank", "small"];
    return made("div", "cluster", link, done);
  }
}
