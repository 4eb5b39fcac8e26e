// Pages are whole without it. Reads: data-words, ticker, head, number, since, copy, said, refused, where, at.
// Writes: data-fs, data-on, cookie fs, localStorage.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const { words } = document.querySelector("[data-words]").dataset
const WORDS = Object.fromEntries(words.split("|").map((pair) => pair.split("=")))
const each = (selector, act) => document.querySelectorAll(selector).forEach(act)
const isOpen = () => document.visibilityState === "visible"

// Text size, by the cookie of the form.

const press = (size) => each(".size button", (button) => button.setAttribute("aria-pressed", button.value === size))

function showSize() {
  const size = /(?:^|; )fs=(s|l|xl|xxl)(?:;|$)/.exec(document.cookie)?.[1] ?? "m"
  if (size === "m") delete document.documentElement.dataset.fs
  else document.documentElement.dataset.fs = size
  press(size)
}

function keepSize(event) {
  event.preventDefault()
  const size = event.submitter?.value ?? "m"
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `fs=${size}; Path=/; SameSite=Lax; Max-Age=${size === "m" ? 0 : 31_536_000}${secure}`
  press(size)
  requestAnimationFrame(() => setTimeout(showSize)) // the press is seen first
}

each(".size", (form) => form.addEventListener("submit", keepSize))
addEventListener("pageshow", showSize)
document.addEventListener("visibilitychange", showSize)
showSize()

// Ticker: one headline at a time.

const SECONDS = 7
const hovers = matchMedia("(hover: hover)").matches

function rename(button, name) {
  Object.assign(button, { name, title: WORDS[name], ariaLabel: WORDS[name] })
}

function control(menu, name, act) {
  const button = document.createElement("button")
  button.type = "button"
  rename(button, name)
  button.addEventListener("click", () => act(button))
  menu.append(document.createElement("li"))
  menu.lastChild.append(button)
  return button
}

function remembered() {
  try {
    return localStorage.ticker
  } catch {
    return undefined
  }
}

function remember(choice) {
  try {
    localStorage.ticker = choice
  } catch {
    /* It still rotates. */
  }
}

function rotate(section) {
  const list = section.querySelector("ul")
  const menu = document.createElement("menu")
  let isPlaying =
    (remembered() ?? (matchMedia("(prefers-reduced-motion: reduce)").matches ? "paused" : "playing")) === "playing"
  let seconds = 0
  let sinceAsked = 0

  const show = (step) => {
    const items = [...list.children]
    const now = items.findIndex((item) => item.className)
    for (const item of items) item.className = ""
    if (items.length) items.at((Math.max(now, 0) + step) % items.length).className = "now"
    seconds = 0
  }
  const play = (isOn) => {
    isPlaying = isOn
    rename(pause, isOn ? "pause" : "play")
    list.setAttribute("aria-live", isOn ? "off" : "polite")
  }
  const pause = control(menu, "pause", () => {
    play(!isPlaying)
    remember(isPlaying ? "playing" : "paused")
  })
  control(menu, "previous", () => {
    play(false)
    show(-1)
  })
  control(menu, "next", () => {
    play(false)
    show(1)
  })
  control(menu, "all", (button) => {
    play(false)
    const isAll = section.dataset.on === "one"
    section.dataset.on = isAll ? "all" : "one"
    rename(button, isAll ? "one" : "all")
  })

  section.dataset.on = "one"
  section.querySelector("h2").after(menu)
  play(isPlaying)
  show(0)
  list.addEventListener("focusin", () => play(false))
  setInterval(() => {
    if (!isOpen() || (isPlaying && hovers && section.matches(":hover"))) return
    if (isPlaying && ++seconds >= SECONDS) show(1)
    if (++sinceAsked >= 60) {
      sinceAsked = 0
      renew(section.dataset.ticker, list, show, isPlaying)
    }
  }, 1000)
}

// New headlines move nothing: one that is too tall waits for the next page; a list that stands still only loses some.
async function renew(address, list, show, isPlaying) {
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => undefined)
  if (!answer?.ok) return
  const room = list.offsetHeight
  const shown = list.querySelector(".now a")?.href
  const { headlines } = await answer.json()
  const items = headlines.map(({ text, url, lang, dir }) => {
    const item = document.createElement("li")
    item.append(Object.assign(document.createElement("a"), { textContent: text, href: url, lang, dir }))
    return item
  })
  list.style.minBlockSize = `${room}px`
  if (!isPlaying || list.contains(document.activeElement)) {
    const out = new Set(items.map((item) => item.firstChild.href))
    for (const item of [...list.children]) {
      if (out.has(item.firstChild.href)) continue
      if (list.closest("[data-on=all]")) item.style.visibility = "hidden"
      else item.remove()
    }
    return list.querySelector(".now") || show(0)
  }
  list.replaceChildren(...items)
  for (const item of [...list.children]) if (item.offsetHeight > room && list.children.length > 1) item.remove()
  const again = [...list.children].find((item) => item.firstChild.href === shown)
  if (again) again.className = "now"
  show(0)
}

if (matchMedia("(scripting: enabled)").matches) each("[data-ticker]", rotate)

// A newer version: said, never put in its place.

function watch(status) {
  const ask = async () => {
    if (!isOpen()) return
    const answer = await fetch(status.dataset.head, { cache: "no-cache" }).catch(() => undefined)
    if (answer?.status === 410) tell(status, WORDS.withdrawn, WORDS.why)
    if (!answer?.ok) return
    const { number, designator, url } = await answer.json()
    const ahead = number - status.dataset.number
    const newer = designator ? WORDS.newerAs.replace("{}", designator) : WORDS.newer
    if (!number) tell(status, WORDS.checked, WORDS.more)
    else if (ahead || answer.redirected)
      tell(status, answer.redirected ? WORDS.joined : ahead > 0 ? newer : WORDS.other, WORDS.read, url)
    else status.replaceChildren()
  }
  setInterval(ask, MINUTE)
}

// Who came by another name of the host stays there.
function tell(status, words, what, url = "") {
  if (status.firstChild?.data === `${words} `) return
  const link = Object.assign(document.createElement("a"), { textContent: what, href: new URL(url, location).pathname })
  link.addEventListener("click", (event) => {
    if (link.pathname !== location.pathname) return
    event.preventDefault()
    location.reload() // The link may be answered with the copy that the browser has kept.
  })
  status.replaceChildren(`${words} `, link)
}

each("[data-head]", watch)

// What changed since it was read: said, marked.

async function since(status) {
  const number = Number(status.dataset.number)
  const kept = `read:${status.dataset.since}`
  let before
  try {
    const [read, earlier, at] = (localStorage[kept] ?? "").split(" ").map(Number)
    const isNew = read < number
    before = isNew ? read : Date.now() - at < HOUR && earlier // said again where the page is loaded again
    if (isNew) localStorage[kept] = `${number} ${read} ${Date.now()}`
  } catch {
    return
  }
  if (!before || before >= number) return
  const address = `${status.dataset.since}${before}..${number}/`
  const answer = await fetch(address).catch(() => undefined)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const where = page.querySelector("[data-where]")?.dataset.where
  if (!where) return
  const paragraphs = document.querySelectorAll(".copy :is(p, h2, li, tr, pre)")
  const marked = [...page.querySelectorAll("[data-at]")].map((row) => paragraphs[row.dataset.at - 1]).filter(Boolean)
  const link = Object.assign(document.createElement("a"), {
    textContent: WORDS.since.replace("{}", where),
    href: address,
  })
  const button = document.createElement("button")
  const mark = (isOn) => {
    for (const each of marked) each.classList.toggle("since", isOn)
    button.textContent = isOn ? WORDS.hide : WORDS.show
  }
  button.addEventListener("click", () => {
    localStorage.marks = localStorage.marks === "off" ? "on" : "off"
    mark(localStorage.marks !== "off")
  })
  mark(localStorage.marks !== "off")
  const close = document.createElement("button")
  close.textContent = WORDS.close
  close.addEventListener("click", () => status.replaceChildren())
  status.append(link, " ", button, " ", close)
}

each("[data-since]", since)

// Copying: an address, or a line to cite.

function offer(place) {
  const status = place.querySelector("[role=status]")
  place.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false
    button.addEventListener("click", async () => {
      const { href, textContent } = place.querySelector(button.dataset.copy)
      status.textContent = ""
      const copying = navigator.clipboard.writeText(href ?? textContent)
      status.textContent = await copying.then(
        () => button.dataset.said,
        () => status.dataset.refused,
      )
    })
  })
}

if (navigator.clipboard) each(".share", offer)
