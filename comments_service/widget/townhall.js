// The widget's one address, /embed/v1/townhall.js: the service puts this and all it imports together into one module.
import { TownhallDiscussion } from "./townhall-discussion.js";

if (!customElements.get("townhall-discussion")) customElements.define("townhall-discussion", TownhallDiscussion);
