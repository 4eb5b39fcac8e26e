// What the text changes of the newest filing, made anew while it is typed and looked at.

import { asking, parsed } from "./fragment.js"

const PAUSE = 600 // milliseconds
const against = document.querySelector("[data-against]")
const form = document.getElementById("story-form")
const ask = asking(form)
let timer = 0
let isStale = false

async function refresh() {
  isStale = false
  try {
    const page = parsed(await ask(against.dataset.against))
    against.lastElementChild.replaceChildren(...page.body.childNodes)
  } catch {
    // It stays as it is; the form itself says when the newsroom cannot be reached.
  }
}

function soon() {
  isStale = true
  clearTimeout(timer)
  if (against.open) timer = setTimeout(refresh, PAUSE)
}

form.addEventListener("input", soon)
against.addEventListener("toggle", () => against.open && isStale && refresh())
