// The cleaning of what is pasted: what a page, a mail or a document says by its styles and signs is said by the elements
// that wire copy has. No word that the page shows is lost but what was struck out there and what stands under a picture,
// and both are returned too. The rules are those of the copy that comes by wire (stories/copy): one table of cases,
// tests/samples/html/cases.json, holds both.
//
// Pure: strings in, strings out. The documents that are made on the way belong to no page, run no script and load
// nothing.

import { countsOnItsOwn, writeNumbers } from "./paste-lists.js"
import { fillCells } from "./paste-tables.js"

const RAISED = new Map([..."0123456789+-−=()ni"].map((sign, at) => [sign, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"][at]]))
const LOWERED = new Map([..."0123456789+-−=()aeox"].map((sign, at) => [sign, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ"][at]]))
const FOLLOWED = /^(?:https?:\/\/|mailto:)/i
const STRUCK = ":is(del, s, strike)"
// What a browser shows nothing of, or only a fallback for what copy cannot have; and remarks of Word.
const UNSEEN =
  ":is(script, style, title, template, textarea, button, select, datalist, meter, progress, svg, canvas, video), " +
  ":is(audio, object, applet, iframe, noscript, noembed, noframes, rp, annotation, annotation-xml), " +
  "dialog:not([open]), [hidden], .MsoCommentReference, .msocomanchor"
const CAPTION = "figcaption, .wp-caption-text"
const FIGURE = "figure, .wp-caption"
const PICTURES = ":is(img, picture, svg, canvas, video, audio, iframe, object, embed)"
const BOLD = /^(?:bold|bolder|[6-9]\d\d|1000)$/
const LIGHT = /^(?:normal|lighter|[1-5]?\d{1,2})$/
const ORDINAL = /^(?:st|nd|rd|th|er|re|e|[eè]me|o|a|º|ª)$/i // 1st, 2e: no power of the figure before
const LISTED = /^\s*(?:[-–—•*·]|\(?\d{1,3}[.)])\s/ // how a line of a plain list begins

/** Return the declarations of the element's style by name, in small letters, without "!important". */
function styleOf(element) {
  const style = (element.getAttribute("data-style") ?? "").toLowerCase()
  const pairs = style.split(";").map((declaration) => declaration.split(/:(.*)/s))
  return new Map(
    pairs
      .map(([name, value = ""]) => [name.trim(), value.replace("!important", "").trim()])
      .filter(([, value]) => value),
  )
}

/** Put another element in place of this one, with the same children. */
function rename(element, name) {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
}

/**
 * Return whether a browser wrote the style around half a line, to tell how its page printed it: the bold of a headline
 * is then no mark.
 */
const isWrittenByBrowser = (style) => style.get("display") === "inline" && style.get("float") === "none"

function isUnseen(element) {
  const style = styleOf(element)
  return (
    element.matches(UNSEEN) ||
    style.get("display") === "none" ||
    /^(?:hidden|collapse)$/.test(style.get("visibility")) ||
    style.get("mso-hide") === "all" ||
    [style.get("mso-element"), style.get("mso-special-character")].includes("comment")
  )
}

function isStruck(element) {
  const style = styleOf(element)
  const lines = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`.trim()
  return (
    /line-through/.test(lines) ||
    element.matches(".msoDel") ||
    (element.matches(STRUCK) && !/^none(?:\s|$)/.test(lines))
  )
}

/** Return whether the caption is a picture's; of a figure of words or tables it is copy. */
function isCaption(element) {
  const figure = element.parentElement?.closest(FIGURE)
  return figure?.querySelector(PICTURES) && !figure.querySelector("table, blockquote, pre")
}

/** Return the text nodes with words within the element, in order. */
function wordsWithin(element) {
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (texts.nextNode()) if (texts.currentNode.data.trim()) nodes.push(texts.currentNode)
  return nodes
}

/** Return the word of the whole font that is wanted; what it leaves out is normal. */
const fontWord = (style, wanted) =>
  style.get("font") &&
  (style
    .get("font")
    .split(/\s+/)
    .find((word) => wanted.test(word)) ??
    "normal")

/** Return whether the nearest element or style that says so puts the mark over the text; none does so in a heading. */
function isMarked(text, mark) {
  for (let element = text.parentElement; element; element = element.parentElement) {
    const style = styleOf(element)
    const value = isWrittenByBrowser(style) ? undefined : (style.get(mark.property) ?? fontWord(style, mark.on))
    if (mark.off.test(value)) return false
    if (element.matches(mark.selector)) return true
    if (mark.on.test(value) && !(mark.name === "strong" && element.closest("h2"))) return true
  }
  return false
}

const MARKS = [
  { name: "em", selector: "em, i", property: "font-style", on: /^(?:italic|oblique)$/, off: /^normal$/ },
  { name: "strong", selector: "strong, b", property: "font-weight", on: BOLD, off: LIGHT },
]

/** Write what the styles make bold or italic as elements, and take off the elements whose words they do not. */
function writeMark(page, mark) {
  const texts = wordsWithin(page.body).map((text) => ({ text, isOn: isMarked(text, mark) }))
  const off = texts.filter(({ isOn }) => !isOn)
  for (const { text } of off)
    for (
      let found = text.parentElement.closest(mark.selector);
      found;
      found = text.parentElement.closest(mark.selector)
    )
      found.replaceWith(...found.childNodes) // Google's documents stand in one
  for (const { text, isOn } of texts) {
    if (!isOn || text.parentElement.closest(mark.selector)) continue
    const made = page.createElement(mark.name)
    text.replaceWith(made)
    made.append(text)
  }
}

/** Make the paragraph an item of a list: Word writes lists as paragraphs that begin with a sign of their own. */
function makeItem(paragraph) {
  const sign = [...paragraph.querySelectorAll("[data-style]")].find(
    (part) => styleOf(part).get("mso-list") === "ignore",
  )
  const [, number] = /^\s*\(?([0-9a-z]{1,4})[.)]/i.exec(sign?.textContent ?? "") ?? []
  const item = paragraph.ownerDocument.createElement("li")
  sign?.remove()
  item.append(...paragraph.childNodes)
  const name = number ? "ol" : "ul"
  const before = paragraph.previousElementSibling
  if (before?.matches(`${name}[data-word]`)) {
    before.append(item)
    return paragraph.remove()
  }
  const made = paragraph.ownerDocument.createElement(name)
  made.dataset.word = ""
  if (/^\d+$/.test(number)) made.start = Number(number)
  made.append(item)
  paragraph.replaceWith(made)
}

/** Write the ends of lines in the element as line breaks. */
function keepLines(element) {
  for (const text of wordsWithin(element).filter(({ data }) => data.includes("\n"))) {
    const lines = text.data.split("\n").flatMap((line) => [element.ownerDocument.createElement("br"), line])
    text.replaceWith(...lines.slice(1))
  }
}

/** Write a raised or lowered figure by its own signs, so that it never runs into the one before it: 10⁶, not 106. */
function writeScript(element) {
  const signs = element.matches("sup") ? RAISED : LOWERED
  const words = element.textContent
  const behindFigure = /\d$/.test(element.previousSibling?.textContent ?? "")
  const isPlain = words.startsWith("[") || (!/\d/.test(words) && (!behindFigure || ORDINAL.test(words)))
  if (isPlain) return element.replaceWith(...element.childNodes)
  const all = [...words].every((sign) => signs.has(sign))
  const caret = element.matches("sup") ? "^" : "_"
  element.replaceWith(all ? [...words].map((sign) => signs.get(sign)).join("") : `${caret}${words}`)
}

/** Put the words that stand for the picture in its place; a sign where it stands for a sign, as emoji do. */
function writeAltText(picture) {
  const words = picture.alt.trim()
  const isSign = !/[\p{L}\p{N}]{2}/u.test(words) && /\p{So}|\ufe0f|\u20e3/u.test(words)
  picture.replaceWith(isSign || !/[\p{L}\p{N}]/u.test(words) ? words : ` [${words}] `)
}

/** Put the reading of the words before it in brackets of their script. */
function writeReading(reading) {
  const words = reading.textContent.replace(/\s+/g, " ").trim()
  const before = reading.previousSibling?.textContent ?? ""
  const isWide = /[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]$/.test(before)
  reading.replaceWith(words && (isWide ? `（${words}）` : ` (${words})`))
}

/** Put quotation marks around what is quoted, single ones within others. */
function writeQuotes(quote) {
  let depth = 0
  for (let outer = quote.parentElement.closest("q"); outer; outer = outer.parentElement.closest("q")) depth += 1
  const [before, after] = ["“”", "‘’"][depth % 2]
  quote.prepend(before)
  quote.append(after)
}

/** Take out what no page shows, what was struck out and what stands under pictures; return the words of the latter. */
function removeWords(page) {
  const [struck, captions] = [[], []]
  const underPictures = new Set([...page.querySelectorAll(CAPTION)].filter(isCaption))
  for (const element of page.body.querySelectorAll("*")) {
    if (!element.isConnected) continue
    const isUnder = underPictures.has(element)
    if (!isUnseen(element)) {
      if (!(isUnder || isStruck(element))) continue
      const pieces = isUnder ? captions : struck
      pieces.push(element.textContent.replace(/\s+/g, " ").trim())
    }
    element.remove()
  }
  return { struck: struck.filter(Boolean), captions: captions.filter(Boolean) }
}

/** Return the HTML with its styles under another name: they are read, and not applied, which the policy refuses. */
const renameStyles = (html) =>
  html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/gi, (tag) =>
      tag.replace(/"[^"]*"|'[^']*'|(\s)(style|on[a-z]+)(?=\s*=)/gi, (found, blank, name) =>
        name ? `${blank}data-${name}` : found,
      ),
    )

/**
 * Return the piece of HTML with what its styles say written as elements (bold, italic, kept line ends, lists of Word),
 * the words that were struck out there, and the captions that stood under pictures.
 * @param {string} html
 * @returns {{ html: string, struck: string[], captions: string[] }}
 */
export function cleanPaste(html) {
  const page = new DOMParser().parseFromString(renameStyles(html), "text/html")
  const removed = removeWords(page)
  for (const element of page.querySelectorAll("span[data-style]")) {
    const raised = { super: "sup", sub: "sub" }[styleOf(element).get("vertical-align")]
    if (raised) rename(element, raised)
  }
  for (const script of page.querySelectorAll("sup, sub")) writeScript(script)
  for (const picture of page.querySelectorAll("img[alt]")) writeAltText(picture)
  for (const reading of page.querySelectorAll("rt")) writeReading(reading)
  for (const quote of page.querySelectorAll("q")) writeQuotes(quote)
  for (const link of page.querySelectorAll("a[href]"))
    if (!FOLLOWED.test(link.getAttribute("href"))) link.removeAttribute("href")
  for (const table of page.querySelectorAll("table")) if (!table.parentElement.closest("table")) fillCells(table)
  for (const heading of page.querySelectorAll("h1, h3, h4, h5, h6")) rename(heading, "h2")
  for (const mark of MARKS) writeMark(page, mark)
  for (const element of page.body.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    if (/^l\d/.test(style.get("mso-list")) && element.matches("p")) makeItem(element)
    if (/^(?:pre|break)/.test(style.get("white-space") ?? style.get("white-space-collapse"))) keepLines(element)
  }
  for (const list of page.querySelectorAll("ol")) if (countsOnItsOwn(list)) writeNumbers(list)
  for (const heading of page.querySelectorAll("h2"))
    for (const bold of heading.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
  for (const element of page.body.querySelectorAll("[data-style], [class]"))
    for (const name of ["data-style", "class"]) element.removeAttribute(name)
  return { html: page.body.innerHTML, ...removed }
}

/**
 * Return plain text as paragraphs of HTML: parted by empty lines where it has any, else each line is one. A line that
 * begins as one of a list stays a paragraph.
 * @param {string} plain
 */
export function paragraphs(plain) {
  const text = plain.replace(/\r\n?/g, "\n").trim()
  if (!/\n\s*\n/.test(text)) return text.split("\n").map(paragraph)
  const isListed = text.split("\n").filter((line) => LISTED.test(line)).length > 1
  const lines = text.split(/\n\s*\n\s*/).flatMap((part) =>
    part.split("\n").reduce((made, line) => {
      if (made.length && !(isListed && LISTED.test(line))) made.push(`${made.pop().trimEnd()} ${line.trimStart()}`)
      else made.push(line)
      return made
    }, []),
  )
  return lines.map(paragraph)
}

function paragraph(words) {
  const made = document.createElement("p")
  made.textContent = words.trim()
  return made.outerHTML
}
