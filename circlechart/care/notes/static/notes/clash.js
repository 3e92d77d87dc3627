// Two people changed the same sentence, or chose differently, at the same time: said in the cell, until somebody has looked.
import { announce } from "../ui/announce.js";

export class Clash {
  constructor(cell) { this.cell = cell; }

  // other: who wrote; clashed: the names of the fields in which both changed the same place.
  say(other, clashed) {
    const texts = clashed.filter((name) => name !== "participation");
    const who = other || "Somebody else";
    const title = texts.length ? `${who} changed the same sentence` : `${who} chose at the same time`;
    const words = texts.length
      ? "Nothing is lost: both versions stand in the text, theirs first. Read it and strike what is not right."
      : "Their choice stands. Choose again if it is not right.";
    this.place?.remove();
    this.place = made("div", "notice clash", made("div", "notice-body", made("p", "notice-title", title), made("p", "", words), this.buttons(texts[0])));
    this.place.dataset.tone = "warn";
    this.cell.form.append(this.place);
    announce(`${title}. ${words}`);
  }

  buttons(name) {
    const done = button("Done", () => { this.place.remove(); if (name) this.box(name).focus(); });
    if (!name) return made("div", "cluster", done);
    return made("div", "cluster", button("Show both", () => this.show(name)), done);
  }

  box(name) { return this.cell.form.elements.namedItem(name); }

  async show(name) {
    await this.cell.save();
    this.cell.reveal(true);
    const box = this.box(name);
    box.closest("details")?.setAttribute("open", "");
    box.focus();
  }
}

export function made(tag, look, ...inside) {
  const element = document.createElement(tag);
  if (look) element.className = look;
  element.append(...inside);
  return element;
}

export function button(words, act) {
  const element = made("button", "button", words);
  element.type = "button";
  element.dataset.size = "small";
  element.addEventListener("click", act);
  return element;
}
