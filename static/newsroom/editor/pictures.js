// The pictures of a story, over the plain box that is sent, kept and merged: a line there for each of them.
//
// Reads: of #id_pictures, its value; data-look-up, data-find and data-add, the addresses that answer photos by number,
//   find photos by words, and take files.
// Writes: the value of #id_pictures; before it the list of pictures, with ways to add some.
// Events: sends input from the box when a picture changes, and takes input that another script put into the box.

import { acceptDrops, filesOf, summary, token, uploadAll } from "../photos/upload.js"

const PAUSE = 250 // milliseconds after a letter, before it is searched
const LINE = /^\s*#?(\d+)[.:]?(?:\s+(.*))?$/

const box = document.getElementById("id_pictures")
const { lookUp: lookUpAt, find: findAt, add: addAt } = box.dataset
const known = new Map() // what the newsroom says of photos, by number
let written = null // what stands in the box since it was last read or written

const element = (name, className, words = "") =>
  Object.assign(document.createElement(name), { className, textContent: words })
const lines = () =>
  box.value
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter(Boolean)
/** Return the pictures that the box names, in order; leave out lines that cannot be read. @returns {Picture[]} */
const read = () => lines().map(([, number, caption]) => ({ number: Number(number), caption: (caption ?? "").trim() }))
const isLegible = () => lines().length === box.value.split("\n").filter((line) => line.trim()).length

const place = element("div", "story-pictures")
const list = place.appendChild(element("ol", "placed"))
const adding = place.appendChild(element("div", "adding"))
const status = adding.appendChild(element("p", ""))
status.setAttribute("role", "status")
const uploads = adding.appendChild(element("ul", "uploads"))

/**
 * Write the pictures into the box, a line for each.
 * @param {Picture[]} pictures
 */
function write(pictures) {
  box.value = pictures.map(({ number, caption }) => `${number} ${caption}`.trim()).join("\n")
  written = box.value
  box.dispatchEvent(new Event("input", { bubbles: true }))
}

/**
 * Return the photos that the address answers, and remember them.
 * @param {string} address
 * @returns {Promise<Photo[]>}
 */
async function photosFrom(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } })
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
  const { photos } = await answer.json()
  for (const photo of photos) known.set(photo.number, photo)
  return photos
}

/** Ask for what is not known yet of the photos. */
async function lookUp(pictures) {
  const unknown = pictures.filter(({ number }) => !known.has(number))
  if (!unknown.length) return
  const numbers = new URLSearchParams(unknown.map(({ number }) => ["photo", number]))
  await photosFrom(`${lookUpAt}?${numbers}`).catch(() => [])
}

/** Return a button that does something when it is pressed. */
function button(words, onClick, label) {
  const made = element("button", "", words)
  made.type = "button"
  if (label) made.setAttribute("aria-label", label)
  made.addEventListener("click", onClick)
  return made
}

/** Return a box for the alt text of a photo that has none. It belongs to the photo, and is kept at once. */
function altBox(photo) {
  const label = element("label", "missing", `${gettext("Alt text: what it shows")} `)
  const field = label.appendChild(document.createElement("input"))
  field.dir = "auto"
  field.addEventListener("change", async () => {
    const form = new FormData()
    form.set("csrfmiddlewaretoken", token())
    form.set("alt", field.value)
    const answer = await fetch(photo.address.replace(/change\/$/, "alt/"), { method: "POST", body: form }).catch(
      () => null,
    )
    if (!answer?.ok) return say(gettext("The alt text was not kept. Try again."))
    photo.alt = (await answer.json()).alt
    say(photo.alt ? gettext("The alt text is kept with the photo.") : "")
  })
  return label
}

function say(words) {
  status.textContent = words
}

/** Move a picture to another place in the order, and the focus with it. */
function move(from, to) {
  const pictures = read()
  const [picture] = pictures.splice(from, 1)
  pictures.splice(to, 0, picture)
  write(pictures)
  show().then(() => list.children[to]?.querySelector("textarea")?.focus())
}

/** Return the picture of a photo, as a link to it. */
function thumbnail(photo) {
  const link = element("a", "")
  link.href = photo.address
  link.target = "_blank"
  link.draggable = false
  const image = link.appendChild(document.createElement("img"))
  Object.assign(image, {
    src: photo.thumbnail,
    alt: photo.alt || photo.caption,
    width: 160,
    height: 107,
    draggable: false,
  })
  return link
}

/** Return the row of a picture: the photo, its caption, and what can be done with it. */
function item({ number, caption }, position, count) {
  const photo = known.get(number)
  const row = element("li", "placed-picture")
  row.draggable = true
  row.append(
    photo ? thumbnail(photo) : element("p", "warning", interpolate(gettext("There is no photo %s."), [number])),
  )
  const beside = row.appendChild(element("div", ""))
  const label = beside.appendChild(element("label", "", interpolate(gettext("Caption of photo %s"), [number])))
  const field = label.appendChild(document.createElement("textarea"))
  Object.assign(field, { value: caption, defaultValue: caption, rows: 2, dir: "auto" })
  field.addEventListener("input", () => {
    const pictures = read()
    pictures[position].caption = field.value.split("\n").join(" ").trim()
    write(pictures)
  })
  if (photo && !photo.alt) beside.append(altBox(photo))
  for (const warning of photo?.warnings ?? []) beside.append(element("p", "warning", warning))
  const acts = beside.appendChild(element("p", "acts"))
  if (position) acts.append(button(gettext("Earlier"), () => move(position, position - 1)))
  if (position < count - 1) acts.append(button(gettext("Later"), () => move(position, position + 1)))
  acts.append(
    button(gettext("Take off"), () => {
      write(read().filter((_, at) => at !== position))
      show()
    }),
  )
  row.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-picture", String(position))
    event.dataTransfer.effectAllowed = "move"
  })
  row.addEventListener(
    "dragover",
    (event) => event.dataTransfer.types.includes("text/x-picture") && event.preventDefault(),
  )
  row.addEventListener("drop", (event) => {
    if (!event.dataTransfer.types.includes("text/x-picture")) return
    event.preventDefault()
    move(Number(event.dataTransfer.getData("text/x-picture")), position)
  })
  return row
}

/** Show the pictures that the box names; a box that cannot be read whole stays in sight. */
async function show() {
  const pictures = read()
  written = box.value
  await lookUp(pictures)
  list.replaceChildren(...pictures.map((picture, at) => item(picture, at, pictures.length)))
  box.hidden = isLegible()
}

/** Put a photo behind the others, with its own caption. */
function add({ number, caption }) {
  const pictures = read()
  if (pictures.some((picture) => picture.number === number)) return say(gettext("It is there already."))
  write([...pictures, { number, caption }])
  return show()
}

/** Send files to the library, and put each photo into the story. */
async function addFiles(files) {
  if (!files.length) return
  say(interpolate(ngettext("Sending %s file.", "Sending %s files.", files.length), [files.length]))
  const onPhoto = (photo) => {
    known.set(photo.number, photo)
    add(photo)
  }
  say(summary(await uploadAll(files, { address: addAt, list: uploads, onPhoto })))
}

// Ways to bring pictures: files, and the library.

const files = document.createElement("input")
Object.assign(files, { type: "file", multiple: true, accept: "image/*", id: "story-files" })
files.addEventListener("change", async () => {
  const chosen = [...files.files]
  files.value = ""
  await addFiles(chosen)
})
const choose = element("label", "", `${gettext("Add from this computer; or drop or paste here")} `)
choose.append(files)

const search = element("label", "", `${gettext("Find in the photos")} `)
const words = search.appendChild(document.createElement("input"))
words.type = "search"
const results = element("ul", "photos")
let timer = 0

/** Show the photos of the library that have the words. */
async function find() {
  const photos = words.value.trim()
    ? await photosFrom(`${findAt}?${new URLSearchParams({ q: words.value })}`).catch(() => [])
    : []
  results.replaceChildren(
    ...photos.map((photo) => {
      const row = element("li", "photo-card")
      const image = Object.assign(document.createElement("img"), {
        src: photo.thumbnail,
        alt: photo.alt,
        width: 160,
        height: 107,
      })
      const name = `${photo.number} ${photo.caption.slice(0, 80)}`
      const choice = button("", () => add(photo), interpolate(gettext("Add photo %s"), [name]))
      choice.append(image, element("span", "", name))
      row.append(choice)
      return row
    }),
  )
  if (words.value.trim()) say(photos.length ? "" : gettext("No photo says that."))
}

words.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(find, PAUSE)
})
words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return
  event.preventDefault()
  find()
})

adding.prepend(choose, search, results)
document.getElementById(`${box.id}_helptext`).textContent = gettext(
  "The first leads. Drag them, or press Earlier and Later.",
)
box.before(place)
acceptDrops(place, addFiles)
place.addEventListener("paste", (event) => {
  const carried = filesOf(event.clipboardData)
  if (carried.length) event.preventDefault()
  addFiles(carried)
})
for (const field of [files, words]) field.setAttribute("form", "no-form") // never sent with the story

// Another script puts words into the box: those that were kept, and are taken up.
box.form.addEventListener("input", () => box.value !== written && show())
show()
