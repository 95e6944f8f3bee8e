// The desk's one address, /embed/v1/desk.js. Every page works without it; with it, they are faster.
import { prepareAnnouncer } from "../widget/announcer.js";
import { Claiming } from "./claiming.js";
import { perform } from "./commands.js";
import { helpWithForms } from "./forms.js";
import { Help } from "./help.js";
import { commandOf } from "./keys.js";
import { Live } from "./live.js";
import { localMoments } from "./local-moments.js";
import { Turning } from "./turning.js";

const WRITING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])";

function startDesk() {
  const base = new URL("../..", import.meta.url).href;
  prepareAnnouncer();
  helpWithForms();
  const help = new Help();
  const claiming = new Claiming(base);
  const live = document.querySelector(".th-tabs") ? new Live(base) : undefined;
  localMoments(document);
  new Turning((isSeenBefore) => {
    localMoments(document);
    claiming.opened(isSeenBefore);
    // A page that was fetched just now knows more than what was heard before it.
    if (isSeenBefore) live?.show();
    else live?.forget();
  });
  document.addEventListener("keydown", (event) => {
    if (help.isOpen) return;
    const focused = /** @type {Element} */ (event.target);
    const isWriting = focused.matches(WRITING) || Boolean(focused.closest("details[data-act] form"));
    const command = commandOf(event, { isWriting, areOn: help.areOn });
    if (!command) return;
    if (command !== "close") event.preventDefault();
    if (command === "help") help.open();
    else perform(command);
  });
}

startDesk();
