// What somebody has selected when they answer: a press takes the selection away, so it is looked at when the press begins.

/** @type {Range | undefined} */
let before;

/** A press begins. */
export function rememberSelection() {
  before = range();
}

/** A press is over, and this is what was selected when it began. */
export function selectionBefore() {
  const then = range() ?? before;
  before = undefined;
  return then;
}

function range() {
  const all = getSelection();
  return all && !all.isCollapsed ? all.getRangeAt(0).cloneRange() : undefined;
}
