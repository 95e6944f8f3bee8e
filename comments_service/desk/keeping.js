// What was typed into a form and not sent is kept while one looks at other comments, and stands there again afterwards.

/** @typedef {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement} Field */

export class Keeping {
  /** @type {Map<string, {fields: Map<string, string>, open: string[]}>} */
  #kept = new Map();

  /**
   * Takes down what differs from what the page came with.
   *
   * @param {ParentNode} part
   */
  take(part) {
    const item = itemIn(part);
    if (!item) return;
    const fields = new Map(fieldsOf(item).flatMap((field) => (isChanged(field) ? [[nameOf(field), valueOf(field)]] : [])));
    const open = [...item.querySelectorAll("details[data-act][open]")].map((one) => one.getAttribute("data-act") ?? "");
    if (fields.size) this.#kept.set(item.dataset.item ?? "", { fields, open });
    else this.#kept.delete(item.dataset.item ?? "");
  }

  /**
   * Puts back what was taken down about the comment that is opened now.
   *
   * @param {ParentNode} part
   */
  give(part) {
    const item = itemIn(part);
    const kept = this.#kept.get(item?.dataset.item ?? "");
    if (!item || !kept) return;
    for (const field of fieldsOf(item)) {
      const value = kept.fields.get(nameOf(field));
      if (value === undefined) continue;
      if (isChoice(field)) field.checked = value === "on";
      else field.value = value;
    }
    for (const act of kept.open) item.querySelector(`details[data-act="${act}"]`)?.setAttribute("open", "");
  }

  /** @param {string} comment */
  forget(comment) {
    this.#kept.delete(comment);
  }
}

/**
 * @param {ParentNode} part
 * @returns {HTMLElement | null}
 */
function itemIn(part) {
  return part.querySelector("[data-item]");
}

/**
 * @param {Element} item
 * @returns {Field[]}
 */
function fieldsOf(item) {
  return [...item.querySelectorAll("textarea, select, input:not([type=hidden])")].map((one) => /** @type {Field} */ (one));
}

/**
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
function isChoice(field) {
  return field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
}

/** @param {Field} field */
function isChanged(field) {
  if (isChoice(field)) return field.checked !== field.defaultChecked;
  return field instanceof HTMLSelectElement ? field.selectedIndex > 0 : field.value !== field.defaultValue;
}

/** @param {Field} field */
function valueOf(field) {
  return isChoice(field) ? (field.checked ? "on" : "off") : field.value;
}

/** @param {Field} field */
function nameOf(field) {
  const act = field.closest("[data-act]")?.getAttribute("data-act") ?? field.form?.getAttribute("action") ?? "";
  return [act, field.name, isChoice(field) ? field.value : ""].join(" ");
}
