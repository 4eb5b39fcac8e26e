// The desk by keyboard. A key presses what carries it as data-key: in the row that has the focus, else on the page.
// With Ctrl or ⌘ it presses what carries it as data-mod; that cannot be switched off, as nobody types it by chance.

const dialog = document.getElementById("keys")
const areOff = "off" in dialog.dataset
const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "metaKey" : "ctrlKey"
const buttons = { next: "j", previous: "k" }
const places = Object.fromEntries([...document.querySelectorAll("[data-go]")].map((link) => [link.dataset.go, link]))
let isGoing = false

const isTyping = (target) =>
  target.isContentEditable ||
  target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])")

/** What j and k walk along: the rows of a list, else the changes of a comparison. */
function stops() {
  const rows = [...document.querySelectorAll("#result_list tbody th a:first-of-type, .board tbody th a")]
  return rows.length ? rows : [...document.querySelectorAll(".comparison .change[id]")]
}

function walk(by) {
  const along = stops()
  if (!along.length) return false
  const here = along.findIndex((stop) => stop.closest("tr, .change").contains(document.activeElement))
  const stop = along[Math.min(Math.max(here + by, 0), along.length - 1)]
  if (!stop.matches("a")) stop.tabIndex = -1
  stop.focus()
  stop.scrollIntoView({ block: "nearest" })
  return true
}

function press(key) {
  const row = document.activeElement.closest("tr")
  const found = [row, document]
    .filter(Boolean)
    .map((part) => part.querySelector(`[data-key="${key}"]`))
    .find(Boolean)
  if (!found || (!row && found.closest("#result_list"))) return false
  found.matches("input[type=search], input[type=text]") ? found.focus() : found.click()
  return true
}

function act(key) {
  if (key === "?") return dialog.showModal() ?? true
  if (key === buttons.next) return walk(1)
  if (key === buttons.previous) return walk(-1)
  if (key === "/") return document.querySelector("#searchbar")?.focus() ?? true
  return press(key)
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (dialog.open || isTyping(event.target) || areOff) return
  const key = event.key
  const goes = isGoing
  isGoing = key === "g" && !goes
  if (goes && places[key]) places[key].click()
  else if (isGoing || !act(key)) return
  event.preventDefault()
})

document.addEventListener("keydown", (event) => {
  if (!event[mod] || event.altKey || event.shiftKey || event.repeat || dialog.open) return
  const button = [...document.querySelectorAll("[data-mod]")].find((each) => each.dataset.mod === event.key)
  const own = event.target.closest("form")
  const isElsewhere = own && button?.form && own !== button.form // as in the box for a note, beside the story's form
  if (!button) return
  event.preventDefault()
  if (!isElsewhere) button.click()
  else if (event.key === "Enter") own.querySelector("button:not([type=button])").click()
})

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false
  button.addEventListener("click", () => dialog.showModal())
}
