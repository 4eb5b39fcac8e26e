// The copies of unsaved words in this browser: one for each person, story and page, so that no page overwrites
// another's. Every function throws where the browser keeps nothing.
//
// Reads: data-browser-key of #story-form, the person and the story; the field "page" of the form.
// Writes: localStorage, under "sitting:", the name that earlier copies have.

import { form } from "./typed-words.js"

const PREFIX = "sitting:"
const KEPT_FOR = 30 * 24 * 60 * 60 * 1_000 // milliseconds
const keys = `${PREFIX}${form.dataset.browserKey}:`
const key = `${keys}${form.elements.page.value}`

/**
 * Keep the copy of this page.
 * @param {BrowserCopy} copy
 */
export function storeCopy(copy) {
  localStorage.setItem(key, JSON.stringify(copy))
}

/** Forget a copy, without a name that of this page. */
export function removeCopy(name = key) {
  localStorage.removeItem(name)
}

/**
 * Return this person's copies of other pages of this story by name, the newest first. Throw away what is too old.
 * @returns {[string, BrowserCopy][]}
 */
export function otherCopies() {
  const copies = []
  for (const name of Object.keys(localStorage).filter((item) => item.startsWith(PREFIX))) {
    const copy = JSON.parse(localStorage.getItem(name))
    if (Date.now() - copy.at > KEPT_FOR) localStorage.removeItem(name)
    else if (name.startsWith(keys) && name !== key) copies.push([name, copy])
  }
  return copies.sort(([, one], [, other]) => other.at - one.at)
}
