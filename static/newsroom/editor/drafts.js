// What is typed into the story form and not saved: kept by this browser at once and by the newsroom after a pause,
// offered again, guarded when the page is left. And who else sits at the story.

const PAUSE = 2_000 // milliseconds
const PAUSE_HERE = 500
const PING_EVERY = 10_000
const PATIENCE = 8_000 // with a newsroom that does not answer
const KEPT_FOR = 30 * 24 * 60 * 60 * 1_000
const PREFIX = "sitting:"
const OF_THE_PAGE = ["csrfmiddlewaretoken", "based_on", "page", "taken", "whose", "aside"]
const NO_WORDS = [...OF_THE_PAGE, "sending"]

const form = document.getElementById("story-form")
const { sitting, place, arrivals } = form.dataset
const { based_on: basedOn, page } = form.elements
const fields = [...form.elements].filter(
  (field) => field.name && !field.matches("button") && !NO_WORDS.includes(field.name),
)
const left = document.querySelector("[data-left]") // words that the newsroom offers
const [kept, others] = [form.querySelector("[data-kept]"), form.querySelector("[data-others]")]

let isAsking = false // whether what is sent would arrive
let isSending = false
let isCutOff = false
let request = new AbortController()
let timer = 0
let timerHere = 0
let keptAt // when the newsroom kept what stands in the form; undefined once it says something else

class SignedOut extends Error {}
class Refused extends Error {}

// What stands in the form, and what the page came with. A browser that goes back to a page puts words back by itself.

const isTick = (field) => field.type === "checkbox" || field.type === "radio"

function words(field) {
  return isTick(field) && !field.checked ? "" : field.value
}

function wordsAsLoaded(field) {
  if (isTick(field)) return field.defaultChecked ? field.value : ""
  if (!field.matches("select")) return field.defaultValue
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ""
}

const typed = () => Object.fromEntries(fields.map((field) => [field.name, words(field)]))
const stands = (copy) => fields.every((field) => (copy[field.name] ?? words(field)) === words(field))
const isUnsaved = () => "unsaved" in form.dataset || fields.some((field) => words(field) !== wordsAsLoaded(field))

// The copies in this browser: one for each person, story and page, so that no page overwrites another's.

const name = `${PREFIX}${place}:${page.value}`

/** Keep what stands in the form here, with what is known of it; gives whether the browser could. */
function keepHere(known = {}) {
  clearTimeout(timerHere)
  timerHere = 0
  try {
    if (isUnsaved()) {
      const copy = { at: Date.now(), basedOn: basedOn.value, typed: typed(), keptAt, ...known }
      localStorage.setItem(name, JSON.stringify(copy))
    } else localStorage.removeItem(name)
    return true
  } catch {
    return false
  }
}

/** This person's copies of other pages of this story by name, the newest first. What is too old is thrown away. */
function copies() {
  const found = []
  for (const each of Object.keys(localStorage).filter((item) => item.startsWith(PREFIX))) {
    const copy = JSON.parse(localStorage.getItem(each))
    if (Date.now() - copy.at > KEPT_FOR) localStorage.removeItem(each)
    else if (each.startsWith(`${PREFIX}${place}:`) && each !== name) found.push([each, copy])
  }
  return found.sort(([, one], [, other]) => other.at - one.at)
}

/** Whether a copy was sent, and the newsroom says that this very sending arrived. */
const hasArrived = ({ sending }) => sending !== undefined && arrivals.split(" ").includes(sending)

/** Whether the newsroom offers just the same: what it keeps of that page is not older, or came with that very sending. */
function isOffered(each, { keptAt: at, sending }) {
  if (!left || !each.endsWith(`:${left.dataset.left}`)) return false
  return at === left.dataset.leftAt || (sending !== undefined && sending === left.dataset.leftSending)
}

function takeUp(copy) {
  for (const field of fields.filter((each) => each.name in copy.typed)) {
    if (isTick(field)) field.checked = copy.typed[field.name] === field.value
    else field.value = copy.typed[field.name]
  }
  basedOn.value = copy.basedOn
  keptAt = undefined
  keepHere()
  form.dispatchEvent(new InputEvent("input"))
}

function offer(each, copy) {
  const notice = document.getElementById("left-in-browser").content.cloneNode(true).firstElementChild
  const [take, drop] = notice.querySelectorAll("button")
  const day = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }
  const settle = () => {
    localStorage.removeItem(each)
    notice.remove()
    form.elements.headline.focus()
  }
  notice.querySelector("p span").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang, day)
  take.addEventListener("click", () => {
    takeUp(copy)
    settle()
  })
  drop.addEventListener("click", () => confirm(gettext("Drop these words? They are gone then.")) && settle())
  form.before(notice)
}

/** Offer the newest copy that says something else than the page; forget those that say the same. */
function offerCopies() {
  for (const [each, copy] of copies()) {
    if (hasArrived(copy) || (stands(copy.typed) && !isUnsaved())) localStorage.removeItem(each)
    else if (!stands(copy.typed) && !isOffered(each, copy)) return offer(each, copy)
  }
}

// What the newsroom is told, and tells.

/** The token as it stands now: it is another one once somebody has signed in again elsewhere. */
function renewToken() {
  const token = /(?:^|; )(?:__Host-)?csrf=([^;]+)/.exec(document.cookie)?.[1]
  if (token) for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token
}

function say(where, what) {
  if (where.textContent !== what) where.textContent = what
}

const keptWhen = () => interpolate(gettext("Draft kept %(at)s"), { at: keptAt.split(" ")[0] }, true)
const comfort = () =>
  keepHere() ? gettext("Your words are kept in this browser.") : gettext("Copy your words before you leave.")

async function ask(sent, options) {
  const answer = await fetch(sitting, { method: "POST", body: sent, ...options })
  if ([401, 403].includes(answer.status) || answer.redirected) throw new SignedOut()
  const told = await answer.json()
  if (told.refused) throw new Refused(told.refused)
  return told
}

/** What is sent: that the page is open, and with words what stands in it. */
function message(begun) {
  renewToken()
  for (const field of OF_THE_PAGE) if (field in form.elements) begun.set(field, form.elements[field].value)
  if (isUnsaved()) begun.set("is_unsaved", "1")
  return begun
}

function tellOfOthers(told) {
  const said = told.others.map((other) =>
    interpolate(
      other.is_unsaved ? gettext("%(name)s is editing, unsaved") : gettext("%(name)s has it open"),
      other,
      true,
    ),
  )
  if (told.closed) said.push(`${told.closed} ${gettext("Your words are kept here, to copy from.")}`)
  else if (told.saves > Number(basedOn.value)) {
    const both = gettext("%(who)s saved this story at %(at)s: your save will show both texts")
    said.push(interpolate(both, { who: told.saved_by ?? gettext("the wire"), at: told.changed_at }, true))
  }
  if (told.came) said.push(told.came)
  say(others, said.join("; "))
}

function tellOfFailure(error) {
  if (error.name === "AbortError") return
  if (error instanceof Refused) return say(kept, `${gettext("Not kept.")} ${error.message} ${comfort()}`)
  isCutOff = true
  if (error instanceof SignedOut) {
    keepHere()
    say(kept, gettext("Log in again in another tab; your words stay here."))
  } else if (isUnsaved() && !keptAt) say(kept, `${gettext("Not kept: no connection.")} ${comfort()}`)
}

function tellNotSaved(error) {
  if (error instanceof SignedOut) return tellOfFailure(error)
  isCutOff = true
  say(kept, `${gettext("Not saved: no connection.")} ${comfort()}`)
}

async function ping() {
  if (document.hidden || isSending) return
  try {
    tellOfOthers(await ask(message(new FormData())))
    if (isCutOff && isUnsaved() && !keptAt) keepSoon()
    else if (isCutOff) say(kept, keptAt ? keptWhen() : "")
    isCutOff = false
  } catch (error) {
    tellOfFailure(error)
  }
}

async function keep() {
  if (!isUnsaved()) return
  const sent = message(new FormData(form))
  const sentWords = typed()
  sent.set("draft", "1")
  try {
    const told = await ask(sent, { signal: request.signal })
    tellOfOthers(told)
    isCutOff = false
    if (isSending || !stands(sentWords)) return
    keptAt = told.saved_at
    keepHere()
    say(kept, keptWhen())
  } catch (error) {
    tellOfFailure(error)
  }
}

function keepSoon() {
  clearTimeout(timer)
  request.abort()
  request = new AbortController()
  timer = setTimeout(keep, PAUSE)
}

// What the page does.

form.addEventListener("input", () => {
  keptAt = undefined
  clearTimeout(timerHere)
  timerHere = setTimeout(keepHere, PAUSE_HERE)
  keepSoon()
})

/** Send the form with the button that was pressed, under a name by which it is known whether it arrived. */
function send(button) {
  clearTimeout(timer)
  request.abort()
  form.elements.sending.value = `${Date.now()}-${Math.random().toString(36).slice(2)}`
  keepHere({ sending: form.elements.sending.value })
  const pressed = form.appendChild(document.createElement("input"))
  Object.assign(pressed, { type: "hidden", name: button.name, value: button.value })
  isSending = true
  form.submit()
  pressed.remove()
}

form.addEventListener("submit", async (event) => {
  renewToken()
  const button = event.submitter ?? form.querySelector("button.default")
  if (button.hasAttribute("formaction")) return // a preview: the page stays
  event.preventDefault()
  if (isAsking || isSending) return
  isAsking = true
  try {
    // Where nobody answers, or nobody is signed in any more, a page that is left would be lost.
    await ask(message(new FormData()), { signal: AbortSignal.timeout(PATIENCE) })
    send(button)
  } catch (error) {
    if (error instanceof Refused) send(button)
    else tellNotSaved(error)
  }
  isAsking = false
})

left?.querySelector("form").addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  for (const [each, copy] of copies()) if (isOffered(each, copy)) localStorage.removeItem(each)
})

document.getElementById("discard")?.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  clearTimeout(timer)
  request.abort()
  isSending = true
  localStorage.removeItem(name)
})

addEventListener("beforeunload", (event) => {
  if (isUnsaved() && !isSending) event.preventDefault()
})

addEventListener("pagehide", () => {
  if (isSending) return
  if (timerHere) keepHere()
  const gone = message(new FormData())
  gone.set("gone", "1")
  navigator.sendBeacon(sitting, gone)
})

addEventListener("pageshow", (event) => {
  if (event.persisted) isSending = false
})

document.addEventListener("visibilitychange", ping)

try {
  offerCopies()
} catch {
  // A browser that keeps nothing has nothing to offer.
}
if (isUnsaved()) keepSoon()
ping()
setInterval(ping, PING_EVERY)
