// Ways to bring pictures to a story: files of this computer, and the library.
//
// Writes: into an element that it makes: a field for files, a field for words, the photos that were found.
// Events: change of the field for files; input and Enter in the field for words.

import { button, element, icon } from "../elements.js"
import { summary, uploadAll } from "../photos/upload.js"

const PAUSE = 250 // milliseconds after a letter, before it is searched

/**
 * Make the field for files, and the function that sends files to the library.
 * @param {{ address: string, onPhoto: (photo: Photo) => void, say: (words: string) => void }} options
 */
export function fileSource({ address, onPhoto, say }) {
  const list = element("ul", "uploads")
  const files = Object.assign(element("input"), { type: "file", multiple: true, accept: "image/*", id: "story-files" })
  const send = async (chosen) => {
    if (!chosen.length) return
    say(interpolate(ngettext("Sending %s file.", "Sending %s files.", chosen.length), [chosen.length]))
    say(summary(await uploadAll(chosen, { address, list, onPhoto })))
  }
  files.addEventListener("change", async () => {
    const chosen = [...files.files]
    files.value = ""
    await send(chosen)
  })
  const drop = element("label", "drop")
  drop.append(icon("image"), element("span", "", gettext("Drop or paste files here, or choose them:")), files)
  files.setAttribute("form", "no-form") // never sent with the story
  return { drop, list, send }
}

/**
 * Make the search of the library.
 * @param {{ find: (words: string) => Promise<Photo[]>, onPhoto: (photo: Photo) => void, say: (words: string) => void }} options
 */
export function librarySource({ find, onPhoto, say }) {
  const search = element("label", "find-photos", `${gettext("Find in the photos")} `)
  const words = search.appendChild(Object.assign(element("input"), { type: "search" }))
  words.setAttribute("form", "no-form")
  const results = element("ul", "found-photos")
  let timer = 0
  const card = (photo) => {
    const name = photo.name || photo.caption.slice(0, 80)
    const label = interpolate(gettext("Add photo %s"), [`${photo.number} ${name}`])
    const choice = button("", () => onPhoto(photo), { label })
    const image = Object.assign(element("img"), { src: photo.thumbnail, alt: "", width: 160, height: 107 })
    choice.append(image, element("bdi", "name", name), element("span", "", photo.caption.slice(0, 80)))
    const row = element("li")
    row.append(choice)
    return row
  }
  const show = async () => {
    const photos = words.value.trim() ? await find(words.value) : []
    results.replaceChildren(...photos.map(card))
    if (words.value.trim()) say(photos.length ? "" : gettext("No photos match."))
  }
  words.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(show, PAUSE)
  })
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    show()
  })
  return { search, results }
}
