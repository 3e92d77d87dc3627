// Says it when the server cannot be reached, and when it can again. send.js tells; the fields stay as they are.
import { announce } from "./announce.js";

const place = document.getElementById("banner");

function lost() {
  if (!place || place.firstChild) return;
  const words = document.createElement("p");
  words.className = "banner";
  words.textContent = "No connection. Keep writing: nothing is lost, it is saved as soon as the server answers.";
  place.append(words);
}

function back() {
  if (!place?.firstChild) return;
  place.replaceChildren();
  announce("The connection is back.");
}

document.addEventListener("connection:lost", lost);
document.addEventListener("connection:back", back);
addEventListener("offline", lost);
addEventListener("online", back);
