// The readings of the text while it is typed. What changed for the worse or the better is said, and not too often.

import { asking, parsed } from "./fragment.js"

const PAUSE = 300 // milliseconds
const SAID_EVERY = 2_000
const section = document.querySelector("[data-meters]")
const form = document.getElementById("story-form")
const status = section.querySelector("[role=status]")
const ask = asking(form)
let timer = 0
let saying = 0
let said = warning()
let saidAt = 0

function warning() {
  return section.querySelector(".readings").dataset.warning
}

function say() {
  saying = 0
  if (warning() === said) return
  said = warning()
  saidAt = Date.now()
  status.textContent = said || gettext("Nothing to note.")
}

async function refresh() {
  try {
    const page = parsed(await ask(section.dataset.meters))
    section.querySelector(".readings").replaceWith(page.querySelector(".readings"))
    if (!saying) saying = setTimeout(say, Math.max(saidAt + SAID_EVERY - Date.now(), 0))
  } catch {
    // The readings stay as they are; the form itself says when the newsroom cannot be reached.
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, PAUSE)
})
