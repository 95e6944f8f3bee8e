// Talks to the service about one thread. Whatever happens is an answer: status 0 means that none came.

import { speaks } from "./language-words.js";

/**
 * What `GET /api/v1/threads/{uid}/me` tells of one of my comments.
 * @typedef {{id: string, parent: string | null, state: string, body: string, html: string, anonymous: boolean}} Mine
 */
/**
 * All of it; `reactions` are mine, by comment.
 * @typedef {object} Me
 * @property {{handle: string, name: string, language: string} | null} person
 * @property {string} token
 * @property {{comment: boolean}} may
 * @property {string} composer
 * @property {Record<string, string[]>} reactions
 * @property {Mine[]} mine
 */
/** @typedef {{message: string, start?: number, end?: number, mask?: boolean}} Finding `mask`: the text can do without */
/** @typedef {{status: number, body: any}} Answer */

const PATIENCE = 15_000;

export class Service {
  #base;
  #thread;
  #token;

  /**
   * @param {string} thread the page's uid
   * @param {string} [base] where the service is mounted; from where this module came, unless told otherwise
   * @param {string} [token] whom what is sent is from
   */
  constructor(thread, base = new URL("../..", import.meta.url).href, token = "") {
    this.#thread = encodeURIComponent(thread);
    this.#base = base;
    this.#token = token;
  }

  /**
   * The same for what one person sends. Should another be signed in by then, it is refused.
   *
   * @param {string} token as it came with what was shown to that person
   */
  from(token) {
    return new Service(decodeURIComponent(this.#thread), this.#base, token);
  }

  /**
   * @param {{sort: string, only: string, about: string}} view
   * @param {string} after the last root of the page before; "" for the first page
   */
  fragment({ sort, only, about }, after) {
    const asked = { ...(speaks.lang !== "en" && { lang: speaks.lang }), ...(sort !== "oldest" && { sort }), ...(only && { only }), ...(about && { about }), ...(after && { after }) };
    const query = new URLSearchParams(asked).toString();
    return this.ask("GET", `t/${this.#thread}/fragment${query && "?"}${query}`);
  }

  me() {
    return this.ask("GET", `api/v1/threads/${this.#thread}/me`);
  }

  /** Where it is told that readers would see something else. */
  live() {
    return `${this.#base}api/v1/threads/${this.#thread}/live`;
  }

  /** @param {string} id */
  comment(id) {
    return this.ask("GET", `api/v1/comments/${id}`);
  }

  /**
   * @param {string} id
   * @param {{body: string, parent: string | null, review: boolean, official?: boolean, cooled?: boolean, guidelines?: string, anchor?: {block: string, quote: string}}} comment
   */
  post(id, comment) {
    return this.ask("PUT", `api/v1/comments/${id}`, { thread: decodeURIComponent(this.#thread), ...comment });
  }

  /**
   * @param {string} id
   * @param {{body: string, review: boolean, cooled?: boolean}} change
   */
  edit(id, change) {
    return this.ask("PATCH", `api/v1/comments/${id}`, change);
  }

  /**
   * What a form of the page's own says of the person in this thread.
   *
   * @param {string} method
   * @param {string} name
   * @param {object} [sent]
   */
  say(method, name, sent) {
    return this.ask(method, `api/v1/threads/${this.#thread}/${name}`, sent);
  }

  /** @param {string} id */
  withdraw(id) {
    return this.ask("DELETE", `api/v1/comments/${id}`);
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {boolean} on false takes it back
   */
  react(id, name, on) {
    return this.ask(on ? "PUT" : "DELETE", `api/v1/comments/${id}/reactions/${name}`);
  }

  /**
   * @param {string} method
   * @param {string} path below where the service is mounted
   * @param {object} [sent]
   * @param {AbortSignal} [stop] when nobody waits for the answer any more
   * @returns {Promise<Answer>}
   */
  async ask(method, path, sent, stop) {
    try {
      const response = await fetch(this.#base + path, {
        method,
        credentials: "include",
        signal: stop ?? AbortSignal.timeout(PATIENCE),
        ...(sent && { body: JSON.stringify(sent) }),
        headers: {
          "accept-language": speaks.lang,
          ...(sent && { "content-type": "application/json" }),
          ...(this.#token && { "x-townhall-token": this.#token }),
        },
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return { status: response.status, body: isJson ? JSON.parse(text) : text };
    } catch {
      return { status: 0, body: null };
    }
  }
}

/**
 * The stable end of a problem's type (RFC 9457): "thread-is-closed".
 * @param {Answer} answer
 */
export function problemCode(answer) {
  return String(answer.body?.type ?? "").split("/").pop();
}
