// The desk by keyboard. A key presses what carries it as data-key: in the row that has the focus, else on the page.
// With Ctrl or ⌘ it presses what carries it as data-mod-key; that cannot be switched off, as nobody types it by chance.
//
// Reads: data-key, data-mod-key, and data-go-key (behind "g") of what is pressed; data-off of #keys.
// Writes: hidden of [data-show-keys], the buttons that open #keys, the list of keys.
// Events: keydown.

const dialog = document.getElementById("keys")
const deskSearch = document.getElementById("desk-search") // in the bar; a list of its own has #searchbar
const areOff = "off" in dialog.dataset
const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "metaKey" : "ctrlKey"
const STEPS = { j: 1, k: -1 }
const destinations = Object.fromEntries(
  [...document.querySelectorAll("[data-go-key]")].map((a) => [a.dataset.goKey, a]),
)
let isGoing = false // "g" was pressed, and the next key says where to

const isTyping = (target) =>
  target.isContentEditable ||
  target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])")

/** Return what the keys are for: the sheet that stands over the page, else the page. */
const place = () => document.querySelector("dialog:modal") ?? document

/** Return the elements that j and k walk along: the rows of a list, else the changes of a comparison. */
function stops() {
  const rows = [...document.querySelectorAll("#result_list tbody th a:first-of-type, .board tbody th a, .doubt h2 a")]
  return rows.length ? rows : [...place().querySelectorAll(".comparison .change[id]")]
}

/**
 * Move the focus along the stops; return whether there is any.
 * @param {number} steps
 */
function walk(steps) {
  const along = stops()
  if (!along.length) return false
  const here = along.findIndex((stop) => stop.closest("tr, .change, .doubt").contains(document.activeElement))
  const stop = along[Math.min(Math.max(here + steps, 0), along.length - 1)]
  if (!stop.matches("a")) stop.tabIndex = -1
  stop.focus()
  stop.scrollIntoView({ block: "nearest" })
  return true
}

/**
 * Press what carries the key, or put the caret into it; return whether there is anything.
 * @param {string} key
 */
function press(key) {
  const row = document.activeElement.closest("tr, .doubt")
  const parts = [row, place()].filter(Boolean)
  const target = parts.map((part) => part.querySelector(`[data-key="${key}"]`)).find(Boolean)
  if (!target || (!row && target.closest("#result_list, .doubt"))) return false
  if (target.matches("input[type=search], input[type=text]")) target.focus()
  else target.click()
  return true
}

/**
 * Do what the key is for; return whether it is for anything.
 * @param {string} key
 */
function act(key) {
  if (key === "?") return dialog.showModal() ?? true
  if (key in STEPS) return walk(STEPS[key])
  if (key === "/") return (document.getElementById("searchbar") ?? deskSearch)?.focus() ?? true
  return press(key)
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (dialog.open || isTyping(event.target) || areOff) return
  const key = event.key
  const wasGoing = isGoing
  isGoing = key === "g" && !wasGoing
  if (wasGoing && destinations[key]) destinations[key].click()
  else if (isGoing || !act(key)) return
  event.preventDefault()
})

document.addEventListener("keydown", (event) => {
  if (!event[mod] || event.altKey || event.shiftKey || event.repeat || dialog.open) return
  const button = [...place().querySelectorAll("[data-mod-key]")].find((each) => each.dataset.modKey === event.key)
  const form = event.target.form ?? event.target.closest("form")
  const isInOtherForm = form && button?.form && form !== button.form // the box for a note, beside the story's form
  if (!button) return
  event.preventDefault()
  if (!isInOtherForm) button.click()
  else if (event.key === "Enter") [...form.elements].find((field) => field.matches("button:not([type=button])")).click()
})

for (const button of document.querySelectorAll("[data-show-keys]")) {
  button.hidden = false
  button.addEventListener("click", () => dialog.showModal())
}
