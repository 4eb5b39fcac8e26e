// The board without a reload: a press changes it in place, says what became of it, and leaves the focus where it was.
// Alt with an arrow or Home moves the row that has the focus; a row can also be dragged.

const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "top" }
const said = document.getElementById("said")
const main = document.getElementById("content")
let turn = Promise.resolve() // presses go one after the other: who presses twice is not late for their own first

const board = () => main.querySelector(".board")
const pinned = () => [...board().querySelectorAll("tr[data-pin]")]

/** What the newsroom answered, in place of the board; a page that is no board (a login) is opened whole. */
function show(html, place) {
  const page = new DOMParser().parseFromString(html, "text/html")
  const fresh = page.querySelector(".board")
  if (!fresh) return location.reload()
  board().replaceWith(document.adoptNode(fresh))
  said.replaceChildren(...page.getElementById("said").childNodes)
  const there = pinned()[place]?.querySelector("button")
  ;(board().querySelector("[autofocus]") ?? there ?? board().querySelector("button, summary"))?.focus()
  prepare()
}

/** A press that waited is on the board that its own forerunner left; behind one that was refused it is dropped. */
async function post(form, fields) {
  if (!form.isConnected && board().querySelector("[role=alert]")) return
  const place = pinned().findIndex((row) => row.dataset.pin === form.closest("tr")?.dataset.pin)
  const body = new FormData(form)
  for (const [name, value] of Object.entries({ ...fields, seen: board().dataset.seen })) body.set(name, value)
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null)
  if (answer) show(await answer.text(), place)
  else said.textContent = gettext("The newsroom did not answer, so nothing was changed. Press again.")
}

function send(form, fields) {
  turn = turn.then(() => post(form, fields))
}

main.addEventListener("submit", (event) => {
  const button = event.submitter
  event.preventDefault()
  send(event.target, button?.name ? { [button.name]: button.value } : {})
})

main.addEventListener("keydown", (event) => {
  const way = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key]
  const button = way && event.target.closest("tr[data-pin]")?.querySelector(`button[value=${way}]`)
  if (!button || event.target.matches("input, select")) return
  event.preventDefault()
  button.focus()
  button.click()
})

/** The row that a dragged one would take the place of. */
function under(y) {
  return pinned().find((row) => y < row.getBoundingClientRect().bottom) ?? pinned().at(-1)
}

function mark(target) {
  for (const row of pinned()) row.classList.toggle("target", row === target)
}

function drag(grip) {
  const row = grip.closest("tr")
  let target = null
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId)
    row.classList.add("dragged")
    event.preventDefault()
  })
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return
    target = under(event.clientY)
    mark(target)
  })
  grip.addEventListener("lostpointercapture", () => {
    const place = target === row ? 0 : pinned().indexOf(target) + 1
    row.classList.remove("dragged")
    target = null
    mark(target)
    if (place) send(row.querySelector(".moves form"), { to: place })
  })
  grip.addEventListener("pointercancel", () => {
    target = null
  })
}

function prepare() {
  for (const grip of board().querySelectorAll("[data-grip]")) {
    grip.hidden = false
    drag(grip)
  }
}

prepare()
