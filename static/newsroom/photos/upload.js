// The sending of files to the library, two at a time, with how far each is.
//
// Reads: the cookie "csrf", or the field csrfmiddlewaretoken; what is dropped on an element.
// Writes: a line for each file into a list that the caller names; the class is-over of that element.

const TOKEN = /(?:^|; )(?:__Host-)?csrf=([^;]+)/
const TOGETHER = 2

/** Return the token as it stands now: it is another one once somebody has signed in again elsewhere. */
export const token = () =>
  TOKEN.exec(document.cookie)?.[1] ?? document.getElementsByName("csrfmiddlewaretoken")[0]?.value

/**
 * Return the files among what was dropped or pasted.
 * @param {DataTransfer | null} carried
 */
export const filesOf = (carried) => [...(carried?.files ?? [])]

/** Return what the newsroom answered. Throws where it answered with a page, as one to log in. */
function answerOf(request) {
  try {
    return JSON.parse(request.responseText)
  } catch {
    throw new Error(gettext("It did not arrive. Log in again in another tab, then try again."))
  }
}

/**
 * Send one file; return the photo. Throws what the newsroom says.
 * @param {File} file
 * @param {string} address
 * @param {(part: number) => void} onProgress called with how much is sent, from 0 to 1
 * @returns {Promise<Photo>}
 */
function send(file, address, onProgress) {
  const form = new FormData()
  form.set("csrfmiddlewaretoken", token())
  form.set("files", file, file.name || "pasted")
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.addEventListener(
      "progress",
      (event) => event.lengthComputable && onProgress(event.loaded / event.total),
    )
    request.addEventListener("error", () => reject(new Error(gettext("It did not arrive: no connection. Try again."))))
    request.addEventListener("load", () => {
      try {
        const { photos, refused } = answerOf(request)
        if (refused.length) throw new Error(refused[0].why)
        resolve(photos[0])
      } catch (error) {
        reject(error)
      }
    })
    request.open("POST", address)
    request.setRequestHeader("Accept", "application/json")
    request.send(form)
  })
}

/** Add a line to the list that says how far a file is. */
function addLine(list, file) {
  const item = list.appendChild(document.createElement("li"))
  const name = item.appendChild(document.createElement("bdi"))
  const bar = item.appendChild(document.createElement("progress"))
  name.textContent = file.name || gettext("Pasted picture")
  bar.max = 1
  bar.value = 0
  bar.setAttribute("aria-label", name.textContent)
  return { item, bar }
}

/** Send one file and show how far it is; return whether it is in. */
async function upload(file, { address, list, onPhoto }) {
  const { item, bar } = addLine(list, file)
  try {
    const photo = await send(file, address, (part) => {
      bar.value = part
    })
    item.remove()
    onPhoto(photo)
    return true
  } catch (error) {
    bar.remove()
    item.append(`: ${error.message}`)
    item.className = "warning"
    return false
  }
}

/**
 * Send files; return how many are in and how many are not.
 * @param {Iterable<File>} files
 * @param {{ address: string, list: HTMLElement, onPhoto: (photo: Photo) => void }} options `onPhoto` gets every photo
 *   as soon as it is in
 */
export async function uploadAll(files, options) {
  const waiting = [...files]
  const results = []
  const next = async () => {
    while (waiting.length) results.push(await upload(waiting.shift(), options))
  }
  await Promise.all(Array.from({ length: TOGETHER }, next))
  return { done: results.filter(Boolean).length, failed: results.filter((isIn) => !isIn).length }
}

/** Return the words for how many are in and how many are not. */
export function summary({ done, failed }) {
  const words = done ? [interpolate(ngettext("%s photo is in.", "%s photos are in.", done), [done])] : []
  if (failed) words.push(interpolate(ngettext("%s is not: see why.", "%s are not: see why.", failed), [failed]))
  return words.join(" ")
}

/**
 * Let files be dropped on an element.
 * @param {HTMLElement} place
 * @param {(files: File[]) => void} onFiles
 */
export function acceptDrops(place, onFiles) {
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
    onFiles(filesOf(event.dataTransfer))
  })
}
