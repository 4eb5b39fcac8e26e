// The page of photos: files chosen, dropped anywhere or pasted go into the library at once.

import { bringAll, dropped, filesOf, summary } from "./upload.js"

const form = document.querySelector("[data-adding]")
const input = form.querySelector("input[type=file]")
const told = form.querySelector("[data-told]")
const list = form.querySelector(".uploads")
const photos = document.querySelector("[data-photos]")

function shown({ address, caption, credit, thumbnail, number, alt, warnings }) {
  const item = document.createElement("li")
  item.className = "photo-card"
  const link = item.appendChild(document.createElement("a"))
  link.href = address
  const image = link.appendChild(document.createElement("img"))
  Object.assign(image, { src: thumbnail, alt: alt || caption, width: 160, height: 107 })
  const line = (words, name = "") => {
    const paragraph = item.appendChild(document.createElement("p"))
    Object.assign(paragraph, { textContent: words, className: name, dir: "auto" })
  }
  line(`${number} ${credit}`, "number")
  line(caption)
  if (!alt) line(gettext("No alt text yet"), "missing")
  for (const warning of warnings) line(warning, "warning")
  photos
    .querySelector(`a[href="${CSS.escape(address)}"]`)
    ?.closest("li")
    .remove()
  photos.prepend(item)
}

async function take(files) {
  if (!files.length) return
  told.textContent = interpolate(ngettext("Sending %s file.", "Sending %s files.", files.length), [files.length])
  told.textContent = summary(await bringAll(files, { address: form.action, list, each: shown }))
  document.querySelector(".empty")?.remove()
}

input.addEventListener("change", async () => {
  const files = [...input.files]
  input.value = ""
  await take(files)
})
dropped(document.body, take)
document.addEventListener("paste", (event) => take(filesOf(event.clipboardData)))
form.querySelector("[data-send]").hidden = true
form.querySelector("[data-hint]").hidden = false
