// The board without a reload: a press changes it in place, says what became of it, and leaves the focus where it was.
// Alt with an arrow or Home moves the row that has the focus; a row can also be dragged.
//
// Reads: data-seen of .board, its state when it was printed; data-pin of a row; value of the buttons that move a row.
// Writes: .board and the text of #said, from the answer; shows [data-handle], by which a row is dragged.
// Events: submit and keydown within #content, pointer events of the handles.

const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "top" }
const status = document.getElementById("said")
const main = document.getElementById("content")
let queue = Promise.resolve() // presses go one after the other: who presses twice is not late for their own first

const board = () => main.querySelector(".board")
const pinnedRows = () => [...board().querySelectorAll("tr[data-pin]")]

/** Put the board of the answer in place of this one; open an answer without a board, as a login, whole. */
function show(html, place) {
  const page = new DOMParser().parseFromString(html, "text/html")
  const fresh = page.querySelector(".board")
  if (!fresh) return location.reload()
  board().replaceWith(document.adoptNode(fresh))
  status.replaceChildren(...page.getElementById("said").childNodes)
  const button = pinnedRows()[place]?.querySelector("button")
  const target = board().querySelector("[autofocus]") ?? button ?? board().querySelector("button, summary")
  target?.focus()
  showHandles()
}

/**
 * Post a press and show the answer. A press that waited is on the board that its forerunner left; behind one that was
 * refused it is dropped.
 */
async function post(form, fields) {
  if (!form.isConnected && board().querySelector("[role=alert]")) return
  const place = pinnedRows().findIndex((row) => row.dataset.pin === form.closest("tr")?.dataset.pin)
  const body = new FormData(form)
  for (const [name, value] of Object.entries({ ...fields, seen: board().dataset.seen })) body.set(name, value)
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null)
  if (answer) show(await answer.text(), place)
  else status.textContent = gettext("The newsroom did not answer, so nothing was changed. Press again.")
}

/** Post a press once those before it are answered. */
function send(form, fields) {
  queue = queue.then(() => post(form, fields))
}

main.addEventListener("submit", (event) => {
  const button = event.submitter
  if (event.target.method !== "post") return // a search
  event.preventDefault()
  send(event.target, button?.name ? { [button.name]: button.value } : {})
})

main.addEventListener("keydown", (event) => {
  const move = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key]
  const button = move && event.target.closest("tr[data-pin]")?.querySelector(`button[value=${move}]`)
  if (!button || event.target.matches("input, select")) return
  event.preventDefault()
  button.focus()
  button.click()
})

/** Return the row that a dragged one would take the place of. */
function rowAt(y) {
  return pinnedRows().find((row) => y < row.getBoundingClientRect().bottom) ?? pinnedRows().at(-1)
}

/** Mark the row that the dragged one would take the place of. */
function markTarget(target) {
  for (const row of pinnedRows()) row.classList.toggle("target", row === target)
}

/** Let a row be dragged by its handle. */
function enableDrag(handle) {
  const row = handle.closest("tr")
  let target = null
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId)
    row.classList.add("dragged")
    event.preventDefault()
  })
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return
    target = rowAt(event.clientY)
    markTarget(target)
  })
  handle.addEventListener("lostpointercapture", () => {
    const place = target === row ? 0 : pinnedRows().indexOf(target) + 1
    row.classList.remove("dragged")
    target = null
    markTarget(target)
    if (place) send(row.querySelector(".moves form"), { to: place })
  })
  handle.addEventListener("pointercancel", () => {
    target = null
  })
}

/** Show the handles of a board that is new on the page. */
function showHandles() {
  for (const handle of board().querySelectorAll("[data-handle]")) {
    handle.hidden = false
    enableDrag(handle)
  }
}

showHandles()
