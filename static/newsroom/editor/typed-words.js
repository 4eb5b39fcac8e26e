// The words in the story form: those that stand there, and those that the page came with. A browser that goes back to
// a page puts words back by itself.
//
// Reads: the fields of #story-form, in it and beside it; data-unsaved of the form, that the page came with words that
//   are not saved.
// Events: sends input from the form when a field beside it changes.

/** The fields that the page itself needs; the others have words that somebody typed. */
export const PAGE_FIELDS = ["csrfmiddlewaretoken", "based_on", "page", "taken", "whose", "aside"]
const WITHOUT_WORDS = [...PAGE_FIELDS, "sending"]

/** @type {HTMLFormElement} */
export const form = document.getElementById("story-form")
export const fields = [...form.elements].filter(
  (field) => field.name && !field.matches("button") && !WITHOUT_WORDS.includes(field.name),
)

export const isTick = (field) => field.type === "checkbox" || field.type === "radio"

/** Return the boxes that answer the same question as a box: those of its group. */
const groupOf = (field) => (field.type === "radio" ? fields.filter(({ name }) => name === field.name) : [field])

/** Return the words in the field; boxes without a tick have none. */
function wordsIn(field) {
  return isTick(field) ? (groupOf(field).find(({ checked }) => checked)?.value ?? "") : field.value
}

/** Return the words that the field came with. */
function loadedWordsIn(field) {
  if (isTick(field)) return groupOf(field).find(({ defaultChecked }) => defaultChecked)?.value ?? ""
  if (!field.matches("select")) return field.defaultValue
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ""
}

/** Return the words of every field by its name. */
export const typedWords = () => Object.fromEntries(fields.map((field) => [field.name, wordsIn(field)]))

/**
 * Return whether the form says just these words; a field that they leave out may say anything.
 * @param {Record<string, string>} words
 */
export const formSays = (words) => fields.every((field) => (words[field.name] ?? wordsIn(field)) === wordsIn(field))

/** Return whether words stand in the form that the newsroom has not saved. */
export const isUnsaved = () =>
  "unsaved" in form.dataset || fields.some((field) => wordsIn(field) !== loadedWordsIn(field))

/** Take the words of a save for those that the page came with. */
export function settleWords(words) {
  delete form.dataset.unsaved
  for (const field of fields) {
    const said = words[field.name]
    if (isTick(field)) field.defaultChecked = field.value === said
    else if (field.matches("select")) for (const option of field.options) option.defaultSelected = option.value === said
    else field.defaultValue = said
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.form === form && !form.contains(target)) form.dispatchEvent(new InputEvent("input"))
})
