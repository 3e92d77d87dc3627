// What every page does. Each module says what it needs from the markup; none stores anything about a person.
import "./theme.js";
import "./privacy.js";
import "./dialog.js";
import "./menu.js";
import "./connection.js";
import "./idle.js";
import "./steady.js";

document.querySelector("[data-focus]")?.focus();
