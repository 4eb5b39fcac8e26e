// The pictures of a story, over the plain box that is sent, kept and merged: a line there for each of them.

import { bringAll, dropped, filesOf, summary, token } from "../photos/upload.js"

const PAUSE = 250 // milliseconds after a letter, before it is searched
const LINE = /^\s*#?(\d+)[.:]?(?:\s+(.*))?$/

const box = document.getElementById("id_pictures")
const { lookedUp, found, added } = box.dataset
const known = new Map() // what the newsroom says of photos, by number
let written = null // what stands in the box since it was last read or written

const made = (name, className, words = "") =>
  Object.assign(document.createElement(name), { className, textContent: words })
const lines = () =>
  box.value
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter(Boolean)
const read = () => lines().map(([, number, caption]) => ({ number: Number(number), caption: (caption ?? "").trim() }))
const isLegible = () => lines().length === box.value.split("\n").filter((line) => line.trim()).length

const place = made("div", "story-pictures")
const list = place.appendChild(made("ol", "placed"))
const adding = place.appendChild(made("div", "adding"))
const status = adding.appendChild(made("p", ""))
status.setAttribute("role", "status")
const uploads = adding.appendChild(made("ul", "uploads"))

function write(pictures) {
  box.value = pictures.map(({ number, caption }) => `${number} ${caption}`.trim()).join("\n")
  written = box.value
  box.dispatchEvent(new Event("input", { bubbles: true }))
}

async function photosFrom(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } })
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
  const { photos } = await answer.json()
  for (const photo of photos) known.set(photo.number, photo)
  return photos
}

async function lookUp(pictures) {
  const unknown = pictures.filter(({ number }) => !known.has(number))
  if (!unknown.length) return
  const asked = new URLSearchParams(unknown.map(({ number }) => ["photo", number]))
  await photosFrom(`${lookedUp}?${asked}`).catch(() => [])
}

function button(words, act, label) {
  const pressed = made("button", "", words)
  pressed.type = "button"
  if (label) pressed.setAttribute("aria-label", label)
  pressed.addEventListener("click", act)
  return pressed
}

/** A box for the alt text of a photo that has none: it is the photo's own, and is kept at once. */
function altBox(photo) {
  const label = made("label", "missing", `${gettext("Alt text: what it shows")} `)
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

function moved(from, to) {
  const pictures = read()
  const [picture] = pictures.splice(from, 1)
  pictures.splice(to, 0, picture)
  write(pictures)
  show().then(() => list.children[to]?.querySelector("textarea")?.focus())
}

function thumbnail(photo) {
  const link = made("a", "")
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

function item({ number, caption }, place, count) {
  const photo = known.get(number)
  const row = made("li", "placed-picture")
  row.draggable = true
  row.append(photo ? thumbnail(photo) : made("p", "warning", interpolate(gettext("There is no photo %s."), [number])))
  const beside = row.appendChild(made("div", ""))
  const label = beside.appendChild(made("label", "", interpolate(gettext("Caption of photo %s"), [number])))
  const field = label.appendChild(document.createElement("textarea"))
  Object.assign(field, { value: caption, defaultValue: caption, rows: 2, dir: "auto" })
  field.addEventListener("input", () => {
    const pictures = read()
    pictures[place].caption = field.value.split("\n").join(" ").trim()
    write(pictures)
  })
  if (photo && !photo.alt) beside.append(altBox(photo))
  for (const warning of photo?.warnings ?? []) beside.append(made("p", "warning", warning))
  const acts = beside.appendChild(made("p", "acts"))
  if (place) acts.append(button(gettext("Earlier"), () => moved(place, place - 1)))
  if (place < count - 1) acts.append(button(gettext("Later"), () => moved(place, place + 1)))
  acts.append(
    button(gettext("Take off"), () => {
      write(read().filter((_, at) => at !== place))
      show()
    }),
  )
  row.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-picture", String(place))
    event.dataTransfer.effectAllowed = "move"
  })
  row.addEventListener(
    "dragover",
    (event) => event.dataTransfer.types.includes("text/x-picture") && event.preventDefault(),
  )
  row.addEventListener("drop", (event) => {
    if (!event.dataTransfer.types.includes("text/x-picture")) return
    event.preventDefault()
    moved(Number(event.dataTransfer.getData("text/x-picture")), place)
  })
  return row
}

async function show() {
  const pictures = read()
  written = box.value
  await lookUp(pictures)
  list.replaceChildren(...pictures.map((picture, at) => item(picture, at, pictures.length)))
  box.hidden = isLegible() // what cannot be read stays in sight as it was typed
}

function add({ number, caption }) {
  const pictures = read()
  if (pictures.some((picture) => picture.number === number)) return say(gettext("It is there already."))
  write([...pictures, { number, caption }])
  return show()
}

async function take(files) {
  if (!files.length) return
  say(interpolate(ngettext("Sending %s file.", "Sending %s files.", files.length), [files.length]))
  const each = (photo) => {
    known.set(photo.number, photo)
    add(photo)
  }
  say(summary(await bringAll(files, { address: added, list: uploads, each })))
}

// Ways to bring pictures: files, and the library.

const files = document.createElement("input")
Object.assign(files, { type: "file", multiple: true, accept: "image/*", id: "story-files" })
files.addEventListener("change", async () => {
  const chosen = [...files.files]
  files.value = ""
  await take(chosen)
})
const choose = made("label", "", `${gettext("Add from this computer; or drop or paste here")} `)
choose.append(files)

const search = made("label", "", `${gettext("Find in the photos")} `)
const words = search.appendChild(document.createElement("input"))
words.type = "search"
const results = made("ul", "photos")
let timer = 0

async function find() {
  const photos = words.value.trim()
    ? await photosFrom(`${found}?${new URLSearchParams({ q: words.value })}`).catch(() => [])
    : []
  results.replaceChildren(
    ...photos.map((photo) => {
      const row = made("li", "photo-card")
      const image = Object.assign(document.createElement("img"), {
        src: photo.thumbnail,
        alt: photo.alt,
        width: 160,
        height: 107,
      })
      const name = `${photo.number} ${photo.caption.slice(0, 80)}`
      const pressed = button("", () => add(photo), interpolate(gettext("Add photo %s"), [name]))
      pressed.append(image, made("span", "", name))
      row.append(pressed)
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
dropped(place, take)
place.addEventListener("paste", (event) => {
  const carried = filesOf(event.clipboardData)
  if (carried.length) event.preventDefault()
  take(carried)
})
for (const field of [files, words]) field.setAttribute("form", "no-form") // never sent with the story

/** Words that were put into the box by another hand: those that were kept, and are taken up. */
box.form.addEventListener("input", () => box.value !== written && show())
show()
