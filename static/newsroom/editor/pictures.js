// The pictures of a story, over the plain boxes that are sent, kept and merged: a row for each with its caption and its
// alt text, and what it lacks. What is typed in a row stands in a box at once, so that no word lives outside the form.
//
// Reads: of #id_pictures and #id_alt_texts, their values; data-look-up, data-find and data-add of the former, the
//   addresses that answer photos by number, find photos by words, and take files.
// Writes: the values of both boxes; before them the list of pictures, with ways to add some.
// Events: sends input from a box when a picture changes, and takes input that another script put into one.

import { button, element } from "../elements.js"
import { acceptDrops, filesOf } from "../photos/upload.js"
import { asLine, LinesBox } from "./picture-lines.js"
import { fileSource, librarySource } from "./picture-sources.js"

const box = document.getElementById("id_pictures")
const { lookUp: lookUpAt, find: findAt, add: addAt } = box.dataset
const captions = new LinesBox(box)
const alts = new LinesBox(document.getElementById("id_alt_texts"))
const known = new Map() // what the newsroom says of photos, by number

const place = element("div", "story-pictures")
const list = place.appendChild(element("ol", "placed"))
const adding = place.appendChild(element("div", "adding"))
const status = adding.appendChild(element("p"))
status.setAttribute("role", "status")

function say(words) {
  status.textContent = words
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
async function lookUp(numbers) {
  const unknown = numbers.filter((number) => !known.has(number))
  if (!unknown.length) return
  await photosFrom(`${lookUpAt}?${new URLSearchParams(unknown.map((number) => ["photo", number]))}`).catch(() => [])
}

/** Move a picture to another place in the order, and the focus with it. */
function move(from, to) {
  const pictures = captions.read()
  const [picture] = pictures.splice(from, 1)
  pictures.splice(to, 0, picture)
  captions.write(pictures)
  show().then(() => list.children[to]?.querySelector("textarea")?.focus())
}

/** Keep what is typed as the alt text of a photo; nothing where it says what the photo has already. */
function typeAlt(number, words) {
  const typed = new Map(alts.read())
  if (words === known.get(number)?.alt) typed.delete(number)
  else typed.set(number, words)
  alts.write(typed)
}

/** Return a field under its label, which says that it is needed while it is empty. */
function wordsField({ id, name, value, onInput, isReadOnly = false }) {
  const line = element("div", "field")
  const label = line.appendChild(element("label", "", `${name} `))
  const needed = label.appendChild(element("span", "needed", gettext("still needed")))
  const field = line.appendChild(element("textarea"))
  Object.assign(field, { id, value, defaultValue: value, rows: 2, dir: "auto", readOnly: isReadOnly })
  label.htmlFor = id
  const showNeed = () => {
    needed.hidden = Boolean(field.value.trim())
    field.classList.toggle("is-needed", !needed.hidden)
  }
  field.addEventListener("input", () => {
    onInput(asLine(field.value))
    showNeed()
  })
  showNeed()
  return line
}

/** Return the picture of a photo, as a link to it, with the name of its file. */
function thumbnail(photo) {
  const link = element("a", "thumb")
  Object.assign(link, { href: photo.address, target: "_blank", draggable: false })
  const image = Object.assign(element("img"), { src: photo.thumbnail, alt: "", width: 160, height: 107 })
  image.draggable = false
  link.append(image, element("bdi", "name", photo.name || interpolate(gettext("Photo %s"), [photo.number])))
  return link
}

/** Return the fields and acts of a picture. */
function details(number, caption, position, count) {
  const photo = known.get(number)
  const beside = element("div", "stack")
  beside.setAttribute("role", "group")
  beside.setAttribute("aria-label", photo?.name || interpolate(gettext("Photo %s"), [number]))
  beside.append(
    wordsField({
      id: `caption-${number}`,
      name: gettext("Caption"),
      value: caption,
      onInput: (words) => captions.write(captions.read().with(position, [number, words])),
    }),
  )
  if (photo)
    beside.append(
      wordsField({
        id: `alt-${number}`,
        name: gettext("Alt text"),
        value: new Map(alts.read()).get(number) ?? photo.alt,
        onInput: (words) => typeAlt(number, words),
        isReadOnly: alts.box.disabled,
      }),
    )
  for (const warning of photo?.warnings ?? []) beside.append(element("p", "warning", warning))
  const acts = beside.appendChild(element("p", "acts"))
  const look = { className: "btn s" }
  if (position) acts.append(button(gettext("Earlier"), () => move(position, position - 1), look))
  if (position < count - 1) acts.append(button(gettext("Later"), () => move(position, position + 1), look))
  const takeOff = () => {
    captions.write(captions.read().toSpliced(position, 1))
    show()
  }
  acts.append(button(gettext("Take off"), takeOff, look))
  return beside
}

/** Let a row be dragged to the place of another. */
function enableDrag(row, position) {
  const isPicture = (event) => event.dataTransfer.types.includes("text/x-picture")
  row.draggable = true
  row.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-picture", String(position))
    event.dataTransfer.effectAllowed = "move"
  })
  row.addEventListener("dragover", (event) => isPicture(event) && event.preventDefault())
  row.addEventListener("drop", (event) => {
    if (!isPicture(event)) return
    event.preventDefault()
    move(Number(event.dataTransfer.getData("text/x-picture")), position)
  })
}

/** Return the row of a picture: the photo, its words, and what can be done with it. */
function item([number, caption], position, count) {
  const photo = known.get(number)
  const row = element("li", "placed-picture")
  row.append(
    photo ? thumbnail(photo) : element("p", "warning", interpolate(gettext("There is no photo %s."), [number])),
    details(number, caption, position, count),
  )
  enableDrag(row, position)
  return row
}

/** Show the pictures that the box names; a box that cannot be read whole stays in sight. */
async function show() {
  const pictures = captions.read()
  await lookUp(pictures.map(([number]) => number))
  list.replaceChildren(...pictures.map((picture, at) => item(picture, at, pictures.length)))
  for (const lines of [captions, alts]) (lines.box.closest(".field") ?? lines.box).hidden = lines.isLegible
}

/** Put a photo behind the others, with its own caption, and lead to the first words that it needs. */
async function add({ number, caption }) {
  const pictures = captions.read()
  if (pictures.some(([placed]) => placed === number)) return say(gettext("It is there already."))
  captions.write([...pictures, [number, caption]])
  await show()
}

const files = fileSource({
  address: addAt,
  say,
  onPhoto: (photo) => {
    known.set(photo.number, photo)
    add(photo)
  },
})
const library = librarySource({
  find: (words) => photosFrom(`${findAt}?${new URLSearchParams({ q: words })}`).catch(() => []),
  onPhoto: add,
  say,
})
adding.prepend(files.drop, files.list, library.search, library.results)

const field = box.closest(".field") ?? box
field.before(place)
acceptDrops(place, files.send)
place.addEventListener("paste", (event) => {
  const carried = filesOf(event.clipboardData)
  if (carried.length) event.preventDefault()
  files.send(carried)
})

// Another script puts words into a box: those that were kept, and are taken up.
box.form.addEventListener("input", () => (captions.isStale || alts.isStale) && show())
show()
