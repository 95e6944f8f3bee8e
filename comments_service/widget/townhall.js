// The widget's one address, /embed/v1/townhall.js: the service puts this and all it imports together into one module.
import { browserStorage } from "./storage.js";
import { TownhallDiscussion } from "./townhall-discussion.js";
// No part may have of its own what another has: what several need is here.
import "./typing.js";

// The script that speaks the language which somebody chose on the page of their account: the site's header notes its name
// (theme/static/js/person.js). It comes in this one's place; where it does not, this one is better than none.
const chosen = browserStorage()?.getItem("townhall:script") ?? "";
const begin = () => customElements.get("townhall-discussion") ?? customElements.define("townhall-discussion", TownhallDiscussion);
if (import.meta.url.endsWith(chosen)) begin();
else import(`./${chosen}`).catch(begin);
