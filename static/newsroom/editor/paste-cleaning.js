// Pasting: what a page, a mail or a document says by its styles and signs, said by the elements that wire copy has.
// No word is lost but what was struck out there, and that is told.

const RAISED = new Map([..."0123456789+-−=()ni"].map((sign, at) => [sign, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"][at]]))
const LOWERED = new Map([..."0123456789+-−=()aeox"].map((sign, at) => [sign, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ"][at]]))
const FOLLOWED = /^(?:https?:\/\/|mailto:)/i
const STRUCK = "del, s, strike, .msoDel, [data-style*='line-through']"
const UNSEEN =
  "[data-style*='mso-element:comment'], [data-style*='mso-special-character:comment'], .MsoCommentReference, " +
  ".msocomanchor, [data-style*='display:none'], [data-style*='mso-hide:all']" // remarks of Word, and what no page shows
const ORDINAL = /^(?:st|nd|rd|th|er|re|e|[eè]me|o|a|º|ª)$/i // 1st, 2e: no power of the figure before
const LISTED = /^\s*(?:[-–—•*·]|\(?\d{1,3}[.)])\s/ // how a line of a plain list begins

const styleOf = (element) => (element.getAttribute("data-style") ?? "").toLowerCase()

function renamed(element, name) {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
}

function wrap(element, name) {
  const mark = element.ownerDocument.createElement(name)
  mark.append(...element.childNodes)
  element.append(mark)
}

/** Whether a browser wrote a style around half a line, to tell how its page printed it: a headline's bold is no mark. */
const isBrowsers = (style) => /display:\s*inline\s*!important/.test(style) && /float:\s*none/.test(style)

/** Word writes a list as paragraphs that begin with a sign of their own. */
function asItem(paragraph) {
  const sign = [...paragraph.querySelectorAll("[data-style]")].find((part) => /mso-list:\s*ignore/.test(styleOf(part)))
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

function keepLines(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) found.push(texts.currentNode)
  for (const text of found.filter(({ data }) => data.includes("\n"))) {
    const lines = text.data.split("\n").flatMap((line) => [element.ownerDocument.createElement("br"), line])
    text.replaceWith(...lines.slice(1))
  }
}

/** A figure that is raised or lowered never runs into the one before it: 10⁶, not 106. */
function asScript(element) {
  const signs = element.matches("sup") ? RAISED : LOWERED
  const words = element.textContent
  const behindFigure = /\d$/.test(element.previousSibling?.textContent ?? "")
  const isPlain = words.startsWith("[") || (!/\d/.test(words) && (!behindFigure || ORDINAL.test(words)))
  if (isPlain) return element.replaceWith(...element.childNodes)
  const all = [...words].every((sign) => signs.has(sign))
  const caret = element.matches("sup") ? "^" : "_"
  element.replaceWith(all ? [...words].map((sign) => signs.get(sign)).join("") : `${caret}${words}`)
}

/** A picture by the words that stand for it; one that stands for a sign by that sign. */
function asWords(picture) {
  const words = picture.alt.trim()
  picture.replaceWith(/[\p{L}\p{N}]/u.test(words) ? ` [${words}] ` : words)
}

/** Whether copy, whose lists count from one and hold no other, would print other numbers than the list has. */
const countsOnItsOwn = (list) => list.start !== 1 || list.querySelector(":scope > [value], :scope ul, :scope ol")

/** A list as paragraphs with its own numbers; what else stands in it keeps its place. */
function withNumbers(list) {
  let number = list.start
  const made = [...list.childNodes].flatMap((item) => {
    if (!item.matches?.("li")) return [item]
    if (item.hasAttribute("value")) number = item.value
    const paragraph = list.ownerDocument.createElement("p")
    const within = [...item.querySelectorAll(":scope > ul, :scope > ol")]
    for (const each of within) each.remove()
    paragraph.append(`${number}. `, ...item.childNodes)
    number += 1
    return [paragraph, ...within]
  })
  list.replaceWith(...made)
}

/** A table with a cell in every place, so that none of what spans stands in another's column. */
function squared(table) {
  const below = new Map() // column: rows that a cell above still reaches into
  const widest = Math.max(...[...table.rows].map((row) => row.cells.length))
  for (const row of table.rows) {
    const cells = [...row.cells]
    let column = 0
    const fill = (before) => {
      while (below.get(column)) {
        below.set(column, below.get(column) - 1)
        row.insertBefore(row.ownerDocument.createElement("td"), before)
        column += 1
      }
    }
    for (const cell of cells) {
      fill(cell)
      const [colSpan, rowSpan] = [Math.min(cell.colSpan, widest), cell.rowSpan]
      for (let at = 0; at < colSpan; at += 1) {
        if (at) row.insertBefore(row.ownerDocument.createElement(cell.tagName), cell.nextSibling)
        below.set(column + at, rowSpan - 1)
      }
      column += colSpan
      for (const name of ["colspan", "rowspan"]) cell.removeAttribute(name)
    }
    fill(null)
  }
}

/** Take out what was struck out and what is only remarked; gives the words that were struck. */
function withoutStruck(page) {
  for (const unseen of page.querySelectorAll(UNSEEN)) unseen.remove()
  const struck = []
  for (const element of page.querySelectorAll(STRUCK)) {
    if (!element.isConnected) continue
    struck.push(element.textContent.replace(/\s+/g, " ").trim())
    element.remove()
  }
  return struck.filter(Boolean)
}

/** The HTML with its styles under another name: they are read, and not applied, which the page's policy refuses. */
const unstyled = (html) =>
  html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/gi, (tag) =>
      tag.replace(/"[^"]*"|'[^']*'|(\s)(style|on[a-z]+)(?=\s*=)/gi, (found, blank, name) =>
        name ? `${blank}data-${name}` : found,
      ),
    )

/**
 * A piece of HTML with what its styles say written as elements: bold, italic, kept line ends, lists of Word.
 * `told` is called with the words that were struck out, if any were.
 */
export function plainly(html, told = () => {}) {
  const page = new DOMParser().parseFromString(unstyled(html), "text/html")
  for (const element of page.querySelectorAll("[data-style]"))
    element.dataset.style = styleOf(element).replace(/\s*:\s*/g, ":")
  const struck = withoutStruck(page)
  for (const [name, where] of [
    ["sup", "super"],
    ["sub", "sub"],
  ])
    for (const element of page.querySelectorAll(`span[data-style*='vertical-align:${where}']`)) renamed(element, name)
  for (const script of page.querySelectorAll("sup, sub")) asScript(script)
  for (const picture of page.querySelectorAll("img[alt]")) asWords(picture)
  for (const link of page.querySelectorAll("a[href]"))
    if (!FOLLOWED.test(link.getAttribute("href"))) link.removeAttribute("href")
  for (const table of page.querySelectorAll("table")) squared(table)
  for (const heading of page.querySelectorAll("h1, h3, h4, h5, h6")) renamed(heading, "h2")
  for (const element of page.body.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    if (/mso-list:\s*l\d/.test(style) && element.matches("p")) asItem(element)
    else if (/^(?:B|STRONG)$/.test(element.tagName) && /(?<![\w-])font-weight:\s*(?:normal|400)/.test(style)) {
      element.replaceWith(...element.childNodes) // Google's documents stand in one
    } else if (element.matches("span") && !element.closest("h2") && !isBrowsers(style)) {
      if (/(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/.test(style)) wrap(element, "strong")
      if (/(?<![\w-])font-style:\s*italic/.test(style)) wrap(element, "em")
    }
    if (/white-space(?:-collapse)?:\s*(?:pre|break)/.test(style)) keepLines(element)
  }
  for (const list of page.querySelectorAll("ol")) if (countsOnItsOwn(list)) withNumbers(list)
  for (const heading of page.querySelectorAll("h2"))
    for (const bold of heading.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
  for (const element of page.body.querySelectorAll("[data-style], [class]"))
    for (const name of ["data-style", "class"]) element.removeAttribute(name)
  if (struck.length) told(struck)
  return page.body.innerHTML
}

/**
 * Plain text as paragraphs: parted by empty lines where it has any, else each line is one. A line that begins as one
 * of a list stays a paragraph.
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
