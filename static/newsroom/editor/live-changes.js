// The comparison with the newest filing, made anew while the story is typed and the comparison is open.
//
// Reads: data-live-changes of a <details>, the address of the comparison; the fields of #story-form, which it is sent.
// Writes: the last element of the <details>.
// Events: input of the form, toggle.

import { fragmentOf, parse } from "./fragment.js"

const PAUSE = 600 // milliseconds
const details = document.querySelector("[data-live-changes]")
const form = document.getElementById("story-form")
const ask = fragmentOf(form)
let timer = 0
let isStale = false

async function refresh() {
  isStale = false
  try {
    const page = parse(await ask(details.dataset.liveChanges))
    details.lastElementChild.replaceChildren(...page.body.childNodes)
  } catch {
    // It stays as it is; the form itself says when the newsroom cannot be reached.
  }
}

function refreshSoon() {
  isStale = true
  clearTimeout(timer)
  if (details.open) timer = setTimeout(refresh, PAUSE)
}

form.addEventListener("input", refreshSoon)
details.addEventListener("toggle", () => details.open && isStale && refresh())
