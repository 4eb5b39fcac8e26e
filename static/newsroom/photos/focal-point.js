// The focal point of a photo: a mark on it that is clicked, dragged or moved by key, and the crops as they will be.

const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const LARGE = 10

const place = document.querySelector("[data-focus]")
if (place) follow(place)

function follow(place) {
  const [left, top] = ["left", "top"].map((name) => document.getElementById(`id_${name}`))
  const crops = document.querySelectorAll("[data-crop]")
  const mark = place.appendChild(document.createElement("button"))
  const within = (value) => Math.min(Math.max(Math.round(value), 0), 100)

  function show() {
    const [x, y] = [left, top].map((field) => within(Number(field.value)))
    mark.style.insetInlineStart = "auto"
    mark.style.left = `${x}%`
    mark.style.top = `${y}%`
    const said = gettext("Focal point: %(x)s per cent from the left, %(y)s from the top")
    mark.setAttribute("aria-label", interpolate(said, { x, y }, true))
    for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`
  }

  function move(x, y) {
    if (left.disabled) return
    left.value = within(x)
    top.value = within(y)
    left.dispatchEvent(new Event("input", { bubbles: true }))
    show()
  }

  function toPointer(event) {
    const box = place.getBoundingClientRect()
    move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100)
  }

  for (const crop of crops) crop.style.aspectRatio = `${crop.getAttribute("width")} / ${crop.getAttribute("height")}`
  mark.type = "button"
  mark.className = "mark"
  place.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    place.setPointerCapture(event.pointerId)
    mark.focus()
    toPointer(event)
  })
  place.addEventListener("pointermove", (event) => place.hasPointerCapture(event.pointerId) && toPointer(event))
  mark.addEventListener("keydown", (event) => {
    const step = STEP[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const by = event.shiftKey ? LARGE : 1
    move(Number(left.value) + step[0] * by, Number(top.value) + step[1] * by)
  })
  for (const field of [left, top]) field.addEventListener("input", show)
  document.querySelector("[data-focus-hint]").hidden = false
  document.querySelector(".crops").hidden = false
  show()
}
