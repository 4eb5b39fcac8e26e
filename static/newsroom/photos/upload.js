// Files sent to the library, one after the other, with how far each is.

const TOKEN = /(?:^|; )(?:__Host-)?csrf=([^;]+)/
const AT_ONCE = 2

/** The token as it stands now: it is another one once somebody has signed in again elsewhere. */
export const token = () =>
  TOKEN.exec(document.cookie)?.[1] ?? document.getElementsByName("csrfmiddlewaretoken")[0]?.value

/** The pictures among what was dropped or pasted. */
export const filesOf = (carried) => [...(carried?.files ?? [])]

function answerOf(request) {
  try {
    return JSON.parse(request.responseText)
  } catch {
    throw new Error(gettext("It did not arrive. Log in again in another tab, then try again."))
  }
}

/** One file sent; gives the photo. `tell` is told how far it is, from 0 to 1. Throws what the newsroom says. */
function sent(file, address, tell) {
  const form = new FormData()
  form.set("csrfmiddlewaretoken", token())
  form.set("files", file, file.name || "pasted")
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total))
    request.addEventListener("error", () => fail(new Error(gettext("It did not arrive: no connection. Try again."))))
    request.addEventListener("load", () => {
      try {
        const { photos, refused } = answerOf(request)
        if (refused.length) throw new Error(refused[0].why)
        done(photos[0])
      } catch (error) {
        fail(error)
      }
    })
    request.open("POST", address)
    request.setRequestHeader("Accept", "application/json")
    request.send(form)
  })
}

/** A line of the list that says how far a file is. */
function line(list, file) {
  const item = list.appendChild(document.createElement("li"))
  const name = item.appendChild(document.createElement("bdi"))
  const bar = item.appendChild(document.createElement("progress"))
  name.textContent = file.name || gettext("Pasted picture")
  bar.max = 1
  bar.value = 0
  bar.setAttribute("aria-label", name.textContent)
  return { item, bar }
}

async function bring(file, { address, list, each }) {
  const { item, bar } = line(list, file)
  try {
    const photo = await sent(file, address, (part) => {
      bar.value = part
    })
    item.remove()
    each(photo)
    return true
  } catch (error) {
    bar.remove()
    item.append(`: ${error.message}`)
    item.className = "warning"
    return false
  }
}

/** Send files; `each` gets every photo as it is in. Gives how many came and how many did not. */
export async function bringAll(files, ways) {
  const waiting = [...files]
  const done = []
  const next = async () => {
    while (waiting.length) done.push(await bring(waiting.shift(), ways))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return { came: done.filter(Boolean).length, failed: done.filter((came) => !came).length }
}

/** What is said once all are through. */
export function summary({ came, failed }) {
  const said = came ? [interpolate(ngettext("%s photo is in.", "%s photos are in.", came), [came])] : []
  if (failed) said.push(interpolate(ngettext("%s is not: see why.", "%s are not: see why.", failed), [failed]))
  return said.join(" ")
}

/** Let files be dropped on a place. */
export function dropped(place, take) {
  let depth = 0
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")
  const over = (change) => (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    depth = Math.max(depth + change, 0)
    place.classList.toggle("is-over", depth > 0)
  }
  place.addEventListener("dragenter", over(1))
  place.addEventListener("dragover", over(0))
  place.addEventListener("dragleave", over(-1))
  place.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    depth = 0
    place.classList.remove("is-over")
    take(filesOf(event.dataTransfer))
  })
}
