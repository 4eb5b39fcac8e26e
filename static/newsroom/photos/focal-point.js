// The focal point of a photo: a mark on it that is clicked, dragged or moved by key, and the crops as they will be.
//
// Reads: the fields #id_left and #id_top, in per cent; width and height of the pictures [data-crop].
// Writes: these fields, a mark in [data-focal-point], the style of the crops; shows [data-focal-point-hint] and .crops.
// Events: pointer and key events of the mark, input of the fields; sends input when the mark moves.

const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const LARGE = 10

const place = document.querySelector("[data-focal-point]")
if (place) addMark(place)

/** Put the mark on the picture and let it be moved. */
function addMark(place) {
  const [left, top] = ["left", "top"].map((name) => document.getElementById(`id_${name}`))
  const crops = document.querySelectorAll("[data-crop]")
  const mark = place.appendChild(document.createElement("button"))
  const within = (value) => Math.min(Math.max(Math.round(value), 0), 100)

  function show() {
    const [x, y] = [left, top].map((field) => within(Number(field.value)))
    mark.style.insetInlineStart = "auto"
    mark.style.left = `${x}%`
    mark.style.top = `${y}%`
    const words = gettext("Focal point: %(x)s per cent from the left, %(y)s from the top")
    mark.setAttribute("aria-label", interpolate(words, { x, y }, true))
    for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`
  }

  /** Move the focal point, and with it the fields, the mark and the crops. */
  function move(x, y) {
    if (left.disabled) return
    left.value = within(x)
    top.value = within(y)
    left.dispatchEvent(new Event("input", { bubbles: true }))
    show()
  }

  function moveToPointer(event) {
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
    moveToPointer(event)
  })
  place.addEventListener("pointermove", (event) => place.hasPointerCapture(event.pointerId) && moveToPointer(event))
  mark.addEventListener("keydown", (event) => {
    const step = STEP[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const size = event.shiftKey ? LARGE : 1
    move(Number(left.value) + step[0] * size, Number(top.value) + step[1] * size)
  })
  for (const field of [left, top]) field.addEventListener("input", show)
  document.querySelector("[data-focal-point-hint]").hidden = false
  document.querySelector(".crops").hidden = false
  show()
}
