// A story beside the list: Enter or o on a row reads it there, j and k walk on and read. In a narrow window, where there
// is no room beside the list, both open the story.
//
// Reads: the links of the rows; data-reading of each, the address of what the pane shows; [data-pane], the button of the
//   pane, and [data-close-pane] in it; data-read of #reader, the number of its story.
// Writes: #reader, aria-current of the rows, read= in the address of the page.
// Events: click, focusin, keydown.

const pane = document.getElementById("reader")
const button = document.querySelector("[data-pane]")
const list = document.getElementById("result_list")
const hasRoom = matchMedia("(width >= 64rem)")
const PAUSE = 80 // milliseconds on a row, before it is read: who walks fast reads the last one
let turn = 0 // of the last row that was asked for: an answer for an older one comes too late

const rowOf = (target) => target?.closest("#result_list tbody tr")
const titleOf = (row) => row.querySelector("th a")
const numberOf = (row) => row.id.slice("row-".length)
const isReading = (row) => !pane.hidden && pane.dataset.read === numberOf(row)
const currentRow = () =>
  rowOf(document.activeElement) ?? list.querySelector("tr[aria-current]") ?? list.tBodies[0].rows[0]

/**
 * Show the number of the story in the address, so that whoever loads the page anew, or comes back, reads on.
 * @param {string} number
 */
function showState(number) {
  const address = new URL(location.href)
  if (number) address.searchParams.set("read", number)
  else address.searchParams.delete("read")
  history.replaceState(null, "", address)
  pane.hidden = !number
  pane.dataset.read = number
  button.setAttribute("aria-pressed", String(Boolean(number)))
  for (const row of list.tBodies[0].rows) {
    if (isReading(row)) row.setAttribute("aria-current", "true")
    else row.removeAttribute("aria-current")
  }
}

function close() {
  turn += 1
  const row = list.querySelector("tr[aria-current]")
  showState("")
  if (pane.contains(document.activeElement) || document.activeElement === document.body)
    titleOf(row ?? currentRow()).focus()
}

/**
 * Read the story of a row beside the list; open it where that fails.
 * @param {HTMLTableRowElement} row
 */
async function read(row) {
  turn += 1
  const own = turn
  showState(numberOf(row))
  await new Promise((resolve) => setTimeout(resolve, PAUSE))
  if (own !== turn) return
  const answer = await fetch(row.dataset.reading).catch(() => null)
  const words = answer?.ok ? await answer.text() : ""
  if (own !== turn) return
  if (!words) location.assign(titleOf(row).href)
  else pane.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes)
}

const toggle = (row) => (isReading(row) ? close() : read(row))

/** Scroll the text, a window less a few lines at a time. */
function scroll(direction) {
  const body = pane.querySelector(".body")
  body.scrollBy({ top: direction * body.clientHeight * 0.9 })
}

/** Take the ticks off the marked rows; return whether any was marked. */
function unmark() {
  const marked = [...list.querySelectorAll("[name=story]:checked")]
  for (const box of marked) box.checked = false
  if (marked.length) list.dispatchEvent(new Event("change"))
  return marked.length > 0
}

if (list) {
  button.hidden = !hasRoom.matches
  hasRoom.addEventListener("change", () => {
    button.hidden = !hasRoom.matches
  })
  button.addEventListener("click", () => (pane.hidden ? read(currentRow()) : close()))

  // A key on a link is a click that no pointer made.
  list.addEventListener("click", (event) => {
    const row = rowOf(event.target)
    const isByKey = event.detail === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!row || !isByKey || !hasRoom.matches || event.target.closest("a") !== titleOf(row)) return
    event.preventDefault()
    toggle(row)
  })

  list.addEventListener("focusin", (event) => {
    const row = rowOf(event.target)
    if (row && !pane.hidden && !isReading(row)) read(row)
  })

  list.addEventListener("keydown", (event) => {
    if (event.key !== " " || pane.hidden || !event.target.matches("th a")) return
    event.preventDefault()
    scroll(event.shiftKey ? -1 : 1)
  })

  pane.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close-pane]")) return
    event.preventDefault()
    close()
  })

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], details.menu[open]"))
      return
    if (!unmark() && !pane.hidden) close()
  })
}
