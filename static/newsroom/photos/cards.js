// The words on the cards of photos: kept as soon as the field is left. A thumbnail that is still made is shown once it is.
//
// Reads: the fields of #photo-words on the cards; data-awaits of an image; data-look-up of [data-photos];
//   data-photo of each card, its number.
// Writes: defaultValue of a field that was kept, saves-N of its card, the text of [data-kept]; the source of an image.
// Events: change and input of the fields.

import { token } from "./upload.js"

const PAUSE = 2_000 // milliseconds between looks at thumbnails that are being made
const LOOKS = 30
const form = document.getElementById("photo-words")
const photos = document.querySelector("[data-photos]")
const status = form.querySelector("[data-kept]")
let queue = Promise.resolve() // one photo after the other: who leaves two fields of one is not late for their own first

/** Keep the words of the card that the field is on. */
async function keep(field) {
  const card = field.closest("[data-photo]")
  const saves = form.elements[`saves-${card.dataset.photo}`]
  const words = field.value
  const body = new FormData()
  for (const { name, value } of [saves, field]) body.set(name, value)
  body.set("csrfmiddlewaretoken", token())
  const headers = { Accept: "application/json" }
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null)
  const said = answer && !answer.redirected ? await answer.json().catch(() => null) : null
  if (!said || said.refused) {
    status.textContent = said?.refused ?? gettext("Not kept: no connection. Press Save.")
    return
  }
  saves.value = said.saves[card.dataset.photo] ?? saves.value
  field.defaultValue = words
  const name = card.querySelector(".name").textContent.trim()
  status.textContent = interpolate(gettext("Kept %(at)s: %(name)s"), { at: said.at, name }, true)
}

document.addEventListener("change", ({ target }) => {
  if (target.form === form && target.matches("textarea")) queue = queue.then(() => keep(target))
})

document.addEventListener("input", ({ target }) => {
  if (target.form !== form || !target.matches("textarea")) return
  target.labels[0].querySelector(".must").hidden = Boolean(target.value.trim())
  const card = target.closest("[data-photo]")
  card.classList.toggle("is-lacking", !card.querySelector("[name^=alt-]").value.trim())
})

/** Show the thumbnails that were made meanwhile. */
async function fillThumbnails(looks) {
  const waiting = [...photos.querySelectorAll("img[data-awaits]")]
  if (!waiting.length || !looks) return
  const numbers = new URLSearchParams(waiting.map((image) => ["photo", image.dataset.awaits]))
  const answer = await fetch(`${photos.dataset.lookUp}?${numbers}`).catch(() => null)
  const found = answer?.ok ? (await answer.json()).photos : []
  for (const { number, thumbnail, is_ready: isReady } of found) {
    const image = isReady && waiting.find((each) => each.dataset.awaits === String(number))
    if (!image) continue
    image.src = thumbnail
    delete image.dataset.awaits
  }
  setTimeout(fillThumbnails, PAUSE, looks - 1)
}

fillThumbnails(LOOKS)
new MutationObserver(() => fillThumbnails(LOOKS)).observe(photos, { childList: true })
