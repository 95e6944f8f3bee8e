// Which key means which command. Pure: what a command presses is in commands.js.

/** @type {Readonly<Record<string, string>>} */
const COMMANDS = {
  j: "next",
  k: "previous",
  a: "approve",
  r: "remove",
  b: "return",
  e: "escalate",
  h: "hide",
  n: "note",
  u: "undo",
  x: "select",
  "/": "search",
  "?": "help",
  1: "queue-1",
  2: "queue-2",
  3: "queue-3",
  4: "queue-4",
  5: "queue-5",
  6: "queue-6",
};
// Held down, these go on; a decision never does.
const REPEATED = ["next", "previous"];

/**
 * @typedef {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, repeat: boolean, isComposing: boolean}} Stroke
 */

/**
 * The command that a stroke gives, or "" for none.
 *
 * @param {Stroke} stroke
 * @param {{isWriting: boolean, areOn: boolean}} circumstances whether somebody is writing, or has turned keys off
 */
export function commandOf(stroke, { isWriting, areOn }) {
  if (stroke.isComposing) return "";
  const isHeld = stroke.ctrlKey || stroke.metaKey;
  if (stroke.key === "Enter" && isHeld && !stroke.altKey && isWriting) return "send";
  if (stroke.key === "Escape" && !isHeld && !stroke.altKey) return "close";
  if (isWriting || !areOn || isHeld || stroke.altKey) return "";
  const command = COMMANDS[stroke.key] ?? "";
  return stroke.repeat && !REPEATED.includes(command) ? "" : command;
}
