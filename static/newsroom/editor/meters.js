// The readings of the text while it is typed. A warning that comes or goes is told to screen readers, not too often.
//
// Reads: data-meters of the section, the address of the readings; data-warning of .readings, the words of the warning,
//   and data-words, the length of the text in words.
// Writes: .readings, the text of the section's [role=status], and the length of the text in .text-length.
// Events: input of #story-form.

import { fragmentOf, parse } from "./fragment.js"

const PAUSE = 300 // milliseconds
const ANNOUNCED_EVERY = 2_000
const section = document.querySelector("[data-meters]")
const form = document.getElementById("story-form")
const status = section.querySelector("[role=status]")
const ask = fragmentOf(form)
const warning = () => section.querySelector(".readings").dataset.warning
let timer = 0
let isAnnouncing = false
let announced = warning()
let announcedAt = 0

function announce() {
  isAnnouncing = false
  if (warning() === announced) return
  announced = warning()
  announcedAt = Date.now()
  status.textContent = announced || gettext("Nothing to note.")
}

function announceSoon() {
  if (isAnnouncing) return
  isAnnouncing = true
  setTimeout(announce, Math.max(announcedAt + ANNOUNCED_EVERY - Date.now(), 0))
}

async function refresh() {
  try {
    const page = parse(await ask(section.dataset.meters))
    const readings = page.querySelector(".readings")
    section.querySelector(".readings").replaceWith(readings)
    for (const length of document.querySelectorAll(".text-length")) length.textContent = readings.dataset.words
    announceSoon()
  } catch {
    // The readings stay as they are; the form itself says when the newsroom cannot be reached.
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, PAUSE)
})
