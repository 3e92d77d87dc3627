// What a correction would do to the charges, asked of the billing side before anything is saved.
import { send } from "../ui/send.js";

class CorrectionEffect extends HTMLElement {
  async connectedCallback() {
    const { url, given, why, rev } = this.dataset;
    const answer = await send(url, { body: { given, why, base_rev: rev }, headers: { Accept: "text/html" } });
    if (answer.ok) this.innerHTML = answer.html;
    else this.textContent = "The charges could not be worked out now; they are derived anew when you save.";
  }
}

customElements.define("correction-effect", CorrectionEffect);
