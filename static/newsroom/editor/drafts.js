// What is typed into the story form and not saved: kept by this browser at once and by the newsroom after a pause,
// offered again, guarded when the page is left. And who else has the story open.
//
// Reads: of #story-form, data-drafts, the address that keeps drafts; data-arrivals, the sendings that arrived; its
//   fields. Of each [data-kept-draft], a draft that the newsroom offers: its page, data-kept-draft-at, data-at and
//   data-kept-draft-sending. #left-in-browser, the template of an offer. Of buttons,
//   [data-default], the one that a key in a field presses; [data-opens-sheet] of the foot, the act that the form leads to.
//   Of an act's page, [data-standing], without which nothing was saved, and [data-act-sheet], what stands in a sheet.
// Writes: the text of [data-draft-status]; offers into [data-offers], by their time; the field "sending".
// Events: input and submit of the form, submit of #discard, beforeunload, pagehide, pageshow, visibilitychange.

import { showMeanwhile } from "../form/meanwhile.js"
import { openSheet } from "../form/sheet.js"
import { otherCopies, removeCopy, storeCopy } from "./browser-copies.js"
import { parse } from "./fragment.js"
import { fields, form, formSays, isTick, isUnsaved, PAGE_FIELDS, settleWords, typedWords } from "./typed-words.js"

const PAUSE = 2_000 // milliseconds
const PAUSE_HERE = 500
const PING_EVERY = 10_000
const PATIENCE = 8_000 // with a newsroom that does not answer
const OPENS_ACT = "#act" // of the address of a form whose act is opened at once
const OPENING_LENGTH = 120 // letters of a text that an offer shows

const { drafts, arrivals } = form.dataset
const { based_on: basedOn } = form.elements
const box = document.querySelector("[data-offers]")
const offered = [...document.querySelectorAll("[data-kept-draft]")]
const status = document.querySelector("[data-draft-status]")

let isAsking = false // whether what is sent would arrive
let isSending = false
let isCutOff = false
let keeping = Promise.resolve() // the last request to keep the words, until it is answered
let timer = 0
let timerHere = 0
let keptAt // when the newsroom kept what stands in the form; undefined once it says something else

class SignedOutError extends Error {}
class RefusedError extends Error {}

// The copy in this browser, and those that it offers.

/**
 * Keep what stands in the form here, with what is known of it; return whether the browser could.
 * @param {Partial<BrowserCopy>} known
 */
function keepHere(known = {}) {
  clearTimeout(timerHere)
  timerHere = 0
  try {
    if (isUnsaved()) storeCopy({ at: Date.now(), basedOn: basedOn.value, typed: typedWords(), keptAt, ...known })
    else removeCopy()
    return true
  } catch {
    return false
  }
}

/** Return whether a copy was sent, and the newsroom says that this very sending arrived. */
const hasArrived = ({ sending }) => sending !== undefined && arrivals.split(" ").includes(sending)

/** Return whether an offer of the newsroom is just the same: its draft of that page is as new, or of that sending. */
function isSame(place, name, copy) {
  const { keptDraft, keptDraftAt, keptDraftSending } = place.dataset
  if (!name.endsWith(`:${keptDraft}`)) return false
  return copy.keptAt === keptDraftAt || (copy.sending !== undefined && copy.sending === keptDraftSending)
}

const isOffered = (name, copy) => offered.some((place) => isSame(place, name, copy))

/** Put the words of the copy into the form. */
function takeUp(copy) {
  for (const field of fields.filter(({ name }) => name in copy.typed)) {
    if (isTick(field)) field.checked = copy.typed[field.name] === field.value
    else field.value = copy.typed[field.name]
  }
  basedOn.value = copy.basedOn
  keptAt = undefined
  keepHere()
  form.dispatchEvent(new InputEvent("input"))
}

const plainWords = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim()

/** Return the words of a copy that tell it from others: its headline, and the first of its text. */
const opening = ({ typed }) => [typed.headline ?? "", plainWords(typed.body ?? "").slice(0, OPENING_LENGTH)]

/** Offer the copy among the others, the newest first. */
function offer(name, copy) {
  const place = document.getElementById("left-in-browser").content.cloneNode(true).firstElementChild
  const [take, drop] = place.querySelectorAll("button")
  const day = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
  const settle = () => {
    removeCopy(name)
    place.remove()
    box.hidden = !box.querySelector("li")
    form.elements.headline.focus()
  }
  place.querySelector("p span").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang, day)
  const words = opening(copy)
  for (const [at, part] of [...place.querySelectorAll("strong, q")].entries()) part.textContent = words[at]
  take.addEventListener("click", () => {
    takeUp(copy)
    settle()
  })
  drop.addEventListener("click", () => confirm(gettext("Drop these words? They can't be brought back.")) && settle())
  const older = offered.find((other) => Date.parse(other.dataset.at) < copy.at)
  if (older) older.before(place)
  else box.querySelector("ol").append(place)
  box.hidden = false
}

/** Offer the copies that say something else than the page; forget those that say the same. */
function offerCopies() {
  for (const [name, copy] of otherCopies()) {
    if (hasArrived(copy) || (formSays(copy.typed) && !isUnsaved())) removeCopy(name)
    else if (box && !formSays(copy.typed) && !isOffered(name, copy)) offer(name, copy)
  }
}

// What the newsroom is told, and tells.

/** Put the token as it stands now into every form: it is another one once somebody has signed in again elsewhere. */
function renewToken() {
  const token = /(?:^|; )(?:__Host-)?csrf=([^;]+)/.exec(document.cookie)?.[1]
  if (token) for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token
}

/** Print the words in the element; the same words are not told to screen readers twice. */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words
}

const draftKept = () => interpolate(gettext("Draft kept %(at)s"), { at: keptAt.split(" ")[0] }, true)
const advice = () =>
  keepHere() ? gettext("Your words are kept in this browser.") : gettext("Copy your words before you leave.")

/**
 * Post to the address that keeps drafts; return the answer.
 * @param {FormData} body
 * @param {RequestInit} [options]
 * @returns {Promise<DraftAnswer>}
 */
async function ask(body, options) {
  const response = await fetch(drafts, { method: "POST", body, ...options })
  if ([401, 403].includes(response.status) || response.redirected) throw new SignedOutError()
  const answer = await response.json()
  if (answer.refused) throw new RefusedError(answer.refused)
  return answer
}

/**
 * Add what the newsroom must know of the page; without words it says that the page is open.
 * @param {FormData} body
 */
function withPage(body) {
  renewToken()
  for (const name of PAGE_FIELDS) if (name in form.elements) body.set(name, form.elements[name].value)
  if (isUnsaved()) body.set("is_unsaved", "1")
  return body
}

/** Show who else has the story open, and what became of it meanwhile. @param {DraftAnswer} answer */
const showOthers = (answer) => showMeanwhile(answer, Number(basedOn.value))

function showNotKept(error) {
  if (error instanceof RefusedError) return say(status, `${gettext("Not kept.")} ${error.message} ${advice()}`)
  isCutOff = true
  if (error instanceof SignedOutError) {
    keepHere()
    say(status, gettext("Log in again in another tab; your words stay here."))
  } else if (isUnsaved() && !keptAt) say(status, `${gettext("Not kept: no connection.")} ${advice()}`)
}

function showNotSaved(error) {
  if (error instanceof SignedOutError) return showNotKept(error)
  isCutOff = true
  say(status, `${gettext("Not saved: no connection.")} ${advice()}`)
}

/** Tell the newsroom that the page is open; show who else has it. */
async function ping() {
  if (document.hidden || isSending) return
  try {
    showOthers(await ask(withPage(new FormData())))
    if (isCutOff && isUnsaved() && !keptAt) keepSoon()
    else if (isCutOff) say(status, keptAt ? draftKept() : "")
    isCutOff = false
  } catch (error) {
    showNotKept(error)
  }
}

/** Have the newsroom keep what stands in the form. Call it by keepSoon, which has one of them under way at most. */
async function keep() {
  if (!isUnsaved() || isSending) return
  const body = withPage(new FormData(form))
  const words = typedWords()
  body.set("draft", "1")
  try {
    const answer = await ask(body, { signal: AbortSignal.timeout(PATIENCE) })
    showOthers(answer)
    isCutOff = false
    if (isSending || !formSays(words)) return
    keptAt = answer.saved_at
    keepHere()
    say(status, draftKept())
  } catch (error) {
    showNotKept(error)
  }
}

function keepSoon() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    keeping = keeping.then(keep)
  }, PAUSE)
}

/** Keep nothing more, and wait for what is under way: it would be kept anew once the words are saved or dropped. */
function settleKeeping() {
  clearTimeout(timer)
  return keeping
}

// What the page does.

form.addEventListener("input", () => {
  keptAt = undefined
  clearTimeout(timerHere)
  timerHere = setTimeout(keepHere, PAUSE_HERE)
  keepSoon()
})

/** Give this sending a name by which it is known whether it arrived. */
function nameSending() {
  form.elements.sending.value = `${Date.now()}-${Math.random().toString(36).slice(2)}`
  keepHere({ sending: form.elements.sending.value })
}

/** Send the form with the button that was pressed, and leave the page. */
function send(button) {
  nameSending()
  const pressed = form.appendChild(document.createElement("input"))
  Object.assign(pressed, { type: "hidden", name: button.name, value: button.value })
  isSending = true
  form.submit()
  pressed.remove()
}

/**
 * Save what stands in the form and open the page of an act over it; return whether it was saved. What was is not sent
 * again, or a new story would be on the desk twice. A new one gets a form of its own first; an act that has no sheet, as
 * it is impossible, is shown as a page.
 */
async function saveUnderSheet(button) {
  const words = typedWords()
  nameSending()
  const body = new FormData(form)
  body.set(button.name, button.value)
  const answer = await fetch(form.action, { method: "POST", body })
  const html = await answer.text()
  const page = parse(html)
  if (!answer.redirected || !page.querySelector("[data-standing]")) return false
  const isNew = new URL(form.action).pathname.endsWith("/add/")
  const savedBase = isNew ? undefined : openSheet(html, answer.url)
  if (savedBase === undefined) {
    isSending = true
    const opens = isNew && page.querySelector("[data-act-sheet]")
    location.assign(opens ? new URL(`../change/${OPENS_ACT}`, answer.url) : answer.url)
    return true
  }
  basedOn.value = basedOn.defaultValue = savedBase
  settleWords(words)
  if (isUnsaved()) keepSoon()
  else removeCopy()
  say(status, gettext("Saved."))
  return true
}

/** Send the form: over it opens the page of an act where that is asked for, else the page is left. */
async function save(button) {
  if (button.hasAttribute("data-opens-sheet") && (await saveUnderSheet(button).catch(() => false))) return
  send(button)
}

form.addEventListener("submit", async (event) => {
  renewToken()
  const button = event.submitter ?? [...form.elements].find((field) => field.matches("[data-default]"))
  if (button.hasAttribute("formaction")) return // a preview: the page stays
  event.preventDefault()
  if (isAsking || isSending) return
  isAsking = true
  try {
    // Where nobody answers, or nobody is signed in any more, a page that is left would be lost.
    await ask(withPage(new FormData()), { signal: AbortSignal.timeout(PATIENCE) })
    await settleKeeping()
    await save(button)
  } catch (error) {
    if (error instanceof RefusedError) send(button)
    else showNotSaved(error)
  }
  isAsking = false
})

if (location.hash === OPENS_ACT) {
  history.replaceState(null, "", location.pathname)
  document.querySelector(".foot-bar [data-opens-sheet]")?.click()
}

for (const place of offered) {
  place.querySelector("form").addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    for (const [name, copy] of otherCopies()) if (isSame(place, name, copy)) removeCopy(name)
  })
}

document.getElementById("discard")?.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return
  event.preventDefault()
  isSending = true
  removeCopy()
  await settleKeeping()
  event.target.submit()
})

addEventListener("beforeunload", (event) => {
  if (isUnsaved() && !isSending) event.preventDefault()
})

addEventListener("pagehide", () => {
  if (isSending) return
  if (timerHere) keepHere()
  const farewell = withPage(new FormData())
  farewell.set("gone", "1")
  navigator.sendBeacon(drafts, farewell)
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
