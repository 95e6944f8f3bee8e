// The widget's one address, /embed/v1/townhall.js: the service puts this and all it imports together into one module.
import { TownhallDiscussion } from "./townhall-discussion.js";
// No part may have of its own what another has: what several need is here.
import "./typing.js";

if (!customElements.get("townhall-discussion")) customElements.define("townhall-discussion", TownhallDiscussion);
