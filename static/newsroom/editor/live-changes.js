// The comparison with the newest filing, made anew while the story is typed and the comparison is looked at.
//
// Reads: data-live-changes, the address of the comparison; the fields of #story-form, which it is sent; #tab-changes,
//   whether it is looked at.
// Writes: the last element of [data-live-changes].
// Events: input of the form, change of the tabs.

import { fragmentOf, parse } from "./fragment.js"

const PAUSE = 600 // milliseconds
const place = document.querySelector("[data-live-changes]")
const tab = document.getElementById("tab-changes")
const form = document.getElementById("story-form")
const ask = fragmentOf(form)
let timer = 0
let isStale = false

async function refresh() {
  isStale = false
  try {
    const page = parse(await ask(place.dataset.liveChanges))
    place.lastElementChild.replaceChildren(...page.body.childNodes)
  } catch {
    // It stays as it is; the form itself says when the newsroom cannot be reached.
  }
}

function refreshSoon() {
  isStale = true
  clearTimeout(timer)
  if (tab.checked) timer = setTimeout(refresh, PAUSE)
}

form.addEventListener("input", refreshSoon)
tab.addEventListener("change", () => isStale && refresh())
