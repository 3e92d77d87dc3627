// The signing dialog: the read-through, one credential, and what was signed or left.
import { send } from "../ui/send.js";
import { announce } from "../ui/announce.js";

export class Signing {
  constructor(screen) {
    this.screen = screen;
    this.dialog.addEventListener("close", () => { if (this.lands) { this.lands = false; screen.loadOutcome(true); } else this.back(); });
  }

  // The bar may have been drawn anew under the dialog: whoever pressed its button stands on the new one.
  back() {
    const nowhere = document.activeElement === document.body || this.dialog.contains(document.activeElement);
    if (nowhere) this.screen.querySelector("[data-sign] button")?.focus();
  }

  get dialog() { return this.screen.querySelector("#signing"); }

  get body() { return this.dialog.querySelector("[data-signing]"); }

  async open(address) {
    this.address = address;
    this.lands = false;
    await Promise.all([...this.screen.cells.values(), ...this.screen.marks].map((each) => each.save()));
    if (!this.screen.marked) return this.unmarked();
    const answer = await send(`${address}?fragment=1`, { method: "GET", headers: { Accept: "text/html" } });
    if (answer.ok) {
      this.body.innerHTML = answer.html;
      this.body.prepend(this.titled(words("h2", "Read and sign")));
    } else this.fill([words("h2", "Read and sign"), words("p", "The notes could not be fetched. Check the connection and press Sign my notes again."), this.closing()]);
    if (answer.ok && !this.screen.kept) this.body.querySelector("h2").after(this.unsaved());
    if (!this.dialog.open) this.dialog.showModal();
    this.begin();
  }

  // What would be read through is not what happened in the room.
  unmarked() {
    this.fill([words("h2", "Read and sign"), words("p", "A mark of attendance is not saved yet. Check the connection and press Sign my notes again."), this.closing()]);
    if (!this.dialog.open) this.dialog.showModal();
    this.begin();
  }

  // Where all of it fits, the password is at hand; where it scrolls or a keyboard would rise over it, reading comes first.
  begin() {
    const password = matchMedia("(pointer: fine) and (min-height: 33rem) and (min-width: 30rem)").matches;
    const first = password ? this.body.querySelector("[type=password]") : this.body.querySelector("h2");
    (first ?? this.body.querySelector("button, a.button") ?? this.body.querySelector("h2"))?.focus();
    if (first?.matches("h2")) this.dialog.scrollTop = 0;
  }

  async sign(form) {
    const button = form.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    const answer = await send(form.action, { body: new FormData(form) });
    button.disabled = false;
    if (answer.status !== 200) {
      this.screen.trouble(form.querySelector("[data-credential]") ?? form, answer.data?.error?.sentence ?? "There is no connection; nothing was signed. Try again.");
      form.querySelector("[type=password]")?.select();
      return;
    }
    const { signed, part_signed: part, refused } = answer.data;
    const done = [signed ? `${signed} ${signed === 1 ? "note" : "notes"} signed` : "", part ? "your part signed" : ""].filter(Boolean).join(", ") || "Nothing was signed";
    announce(done.charAt(0).toUpperCase() + done.slice(1));
    if (refused.length) this.left(done, refused);
    else this.dialog.close();
    await this.screen.refresh();
    if (!refused.length) await this.screen.loadOutcome(true);
    else this.lands = Boolean(signed || part);
  }

  left(done, refused) {
    const list = document.createElement("ul");
    list.className = "refused";
    for (const each of refused) {
      const item = document.createElement("li");
      item.append(words("strong", each.client), ": ", each.sentences.join(" "));
      list.append(item);
    }
    const again = words("button", "Read again");
    again.type = "button";
    again.className = "button";
    again.dataset.kind = "primary";
    again.addEventListener("click", () => this.open(this.address));
    const actions = document.createElement("div");
    actions.className = "form-actions";
    actions.append(again, this.closing());
    this.fill([words("h2", `${done.charAt(0).toUpperCase()}${done.slice(1)}, ${refused.length} left unsigned`), list, actions]);
    again.focus();
  }

  unsaved() {
    const place = words("p", "Some words on the page are not saved yet. They are not in what you sign here.");
    place.className = "error-text";
    return place;
  }

  closing() {
    const close = words("button", "Back to the session");
    close.className = "button";
    close.type = "button";
    close.addEventListener("click", () => this.dialog.close());
    return close;
  }

  fill(parts) {
    this.titled(parts[0]);
    this.body.replaceChildren(...parts);
  }

  titled(heading) {
    heading.id = "signing-title";
    heading.tabIndex = -1;
    return heading;
  }
}

function words(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
