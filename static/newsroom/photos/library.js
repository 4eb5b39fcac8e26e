// The page of photos: files chosen, dropped anywhere or pasted go into the library at once.
//
// Reads: the form [data-upload]: its address and its field for files.
// Writes: .uploads and the text of [data-upload-status] in it, a card for each photo in [data-photos], by data-photo; shows
//   [data-upload-hint] in place of [data-upload-button].
// Events: change of the field, paste, and files dropped on the page.

import { acceptDrops, filesOf, summary, uploadAll } from "./upload.js"

const form = document.querySelector("[data-upload]")
const input = form.querySelector("input[type=file]")
const status = form.querySelector("[data-upload-status]")
const list = form.querySelector(".uploads")
const photos = document.querySelector("[data-photos]")

/**
 * Put the card of a photo first, in place of one that is there.
 * @param {Photo} photo
 */
function showCard({ card, number }) {
  photos.querySelector(`[data-photo="${number}"]`)?.remove()
  photos.prepend(new DOMParser().parseFromString(card, "text/html").body.firstElementChild)
}

async function addFiles(files) {
  if (!files.length) return
  status.textContent = interpolate(ngettext("Sending %s file.", "Sending %s files.", files.length), [files.length])
  status.textContent = summary(await uploadAll(files, { address: form.action, list, onPhoto: showCard }))
  document.querySelector(".empty")?.remove()
}

input.addEventListener("change", async () => {
  const files = [...input.files]
  input.value = ""
  await addFiles(files)
})
acceptDrops(document.body, addFiles)
document.addEventListener("paste", (event) => addFiles(filesOf(event.clipboardData)))
form.querySelector("[data-upload-button]").hidden = true
form.querySelector("[data-upload-hint]").hidden = false
