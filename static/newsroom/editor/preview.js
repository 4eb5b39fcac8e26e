// The public page beside the text, made anew after each pause. It runs no script and leads nowhere.
//
// Reads: formaction of the button [data-preview], the address of the page; the fields of its form, which it is sent;
//   #tab-preview, whether it is looked at.
// Writes: a frame before the [role=status] of the section, and that status.
// Events: input of the form; change of the tab; keydown (Alt+Shift+P leads into the frame, Escape out of it).

import { fragmentOf, parse } from "./fragment.js"

const PAUSE = 600 // milliseconds
const button = document.querySelector("[data-preview]")
const form = button.form
const tab = document.getElementById("tab-preview")
const status = button.closest(".preview").querySelector("[role=status]")
const frame = document.createElement("iframe")
const ask = fragmentOf(form)
let timer = 0

frame.title = gettext("Preview of the public page")
frame.setAttribute("sandbox", "allow-same-origin") // for its place to be kept while its words change
status.before(frame)

/**
 * Show the page in the frame; the place that it is scrolled to stays.
 * @param {string} html
 */
function show(html) {
  const shown = frame.contentDocument
  if (!shown?.querySelector("main")) {
    frame.srcdoc = html
    return
  }
  const page = parse(html)
  for (const name of ["lang", "dir"]) shown.documentElement.setAttribute(name, page.documentElement.getAttribute(name))
  shown.body.replaceWith(page.body)
}

async function refresh() {
  try {
    show(await ask(button.formAction))
    status.textContent = ""
  } catch (error) {
    if (error.name === "AbortError") return
    status.textContent = gettext("The preview stands still: the newsroom did not answer.")
  }
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== "KeyP") return
  event.preventDefault()
  tab.checked = true
  tab.dispatchEvent(new Event("change"))
  frame.tabIndex = -1
  frame.focus()
  frame.scrollIntoView({ block: "nearest" })
})

// What is pressed in the preview is pressed on the page; Escape leads back to it.
frame.addEventListener("load", () => {
  // Past what stands above every page, but for who has scrolled before the last of it was there.
  if (!frame.contentWindow.scrollY) frame.contentDocument.querySelector("h1")?.scrollIntoView()
  frame.contentDocument.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return form.elements.headline.focus()
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event
    const keys = { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true }
    if (!document.body.dispatchEvent(new KeyboardEvent("keydown", keys))) event.preventDefault()
  })
})

form.addEventListener("input", () => {
  clearTimeout(timer)
  if (tab.checked) timer = setTimeout(refresh, PAUSE)
})
tab.addEventListener("change", refresh)
