// The public page beside the text, made anew after each pause. It runs no script and leads nowhere.

import { asking, parsed } from "./fragment.js"

const PAUSE = 600 // milliseconds
const button = document.querySelector("[data-preview]")
const form = button.form
const status = button.closest("section").querySelector("[role=status]")
const frame = document.createElement("iframe")
const ask = asking(form)
let timer = 0

frame.title = gettext("Preview of the public page")
frame.setAttribute("sandbox", "allow-same-origin") // for its place to be kept while its words change
status.before(frame)

/** The page in the frame with other words in it: the place that it is scrolled to stays. */
function show(html) {
  const shown = frame.contentDocument
  if (!shown?.querySelector("main")) {
    frame.srcdoc = html
    return
  }
  const page = parsed(html)
  for (const name of ["lang", "dir"]) shown.documentElement.setAttribute(name, page.documentElement.getAttribute(name))
  shown.body.replaceWith(page.body)
}

async function refresh() {
  try {
    show(await ask(button.formAction))
    status.textContent = ""
  } catch (error) {
    if (error.name !== "AbortError")
      status.textContent = gettext("The preview stands still: the newsroom did not answer.")
  }
}

document.addEventListener("keydown", (event) => {
  const isAsked = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "p"
  if (!isAsked) return
  event.preventDefault()
  frame.tabIndex = -1
  frame.focus()
  frame.scrollIntoView({ block: "nearest" })
})

// What is pressed in the preview is pressed on the page; Escape leads back to it.
frame.addEventListener("load", () => {
  frame.contentDocument.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return form.elements.headline.focus()
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    const told = { key, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true }
    if (!document.body.dispatchEvent(new KeyboardEvent("keydown", told))) event.preventDefault()
  })
})

form.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, PAUSE)
})
refresh()
