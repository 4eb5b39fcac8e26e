// The cleaning of what is pasted: what a page, a mail or a document says by its styles and signs is said by the elements
// that wire copy has. No word is lost but what was struck out there, and that is returned too.
//
// Pure: strings in, strings out. The documents that are made on the way belong to no page, run no script and load
// nothing.

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

/** Put another element in place of this one, with the same children. */
function rename(element, name) {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
}

/** Put an element around everything in this one. */
function wrapChildren(element, name) {
  const mark = element.ownerDocument.createElement(name)
  mark.append(...element.childNodes)
  element.append(mark)
}

/**
 * Return whether a browser wrote the style around half a line, to tell how its page printed it: the bold of a headline
 * is then no mark.
 */
const isWrittenByBrowser = (style) => /display:\s*inline\s*!important/.test(style) && /float:\s*none/.test(style)

/** Make the paragraph an item of a list: Word writes lists as paragraphs that begin with a sign of their own. */
function makeItem(paragraph) {
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

/** Write the ends of lines in the element as line breaks. */
function keepLines(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (texts.nextNode()) nodes.push(texts.currentNode)
  for (const text of nodes.filter(({ data }) => data.includes("\n"))) {
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

/** Put the words that stand for the picture in its place; a sign where it stands for a sign. */
function writeAltText(picture) {
  const words = picture.alt.trim()
  picture.replaceWith(/[\p{L}\p{N}]/u.test(words) ? ` [${words}] ` : words)
}

/** Return whether copy, whose lists count from one and hold no other, would print other numbers than the list has. */
const countsOnItsOwn = (list) => list.start !== 1 || list.querySelector(":scope > [value], :scope ul, :scope ol")

/** Write the list as paragraphs with its own numbers; what else stands in it keeps its place. */
function writeNumbers(list) {
  let number = list.start
  const paragraphs = [...list.childNodes].flatMap((item) => {
    if (!item.matches?.("li")) return [item]
    if (item.hasAttribute("value")) number = item.value
    const paragraph = list.ownerDocument.createElement("p")
    const within = [...item.querySelectorAll(":scope > ul, :scope > ol")]
    for (const inner of within) inner.remove()
    paragraph.append(`${number}. `, ...item.childNodes)
    number += 1
    return [paragraph, ...within]
  })
  list.replaceWith(...paragraphs)
}

/** Give the table a cell in every place, so that nothing that spans stands in another column. */
function fillCells(table) {
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

/** Take out what was struck out and what is only remarked; return the words that were struck. */
function removeStruck(page) {
  for (const unseen of page.querySelectorAll(UNSEEN)) unseen.remove()
  const struck = []
  for (const element of page.querySelectorAll(STRUCK)) {
    if (!element.isConnected) continue
    struck.push(element.textContent.replace(/\s+/g, " ").trim())
    element.remove()
  }
  return struck.filter(Boolean)
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
 * and the words that were struck out there.
 * @param {string} html
 * @returns {{ html: string, struck: string[] }}
 */
export function cleanPaste(html) {
  const page = new DOMParser().parseFromString(renameStyles(html), "text/html")
  for (const element of page.querySelectorAll("[data-style]"))
    element.dataset.style = styleOf(element).replace(/\s*:\s*/g, ":")
  const struck = removeStruck(page)
  for (const [name, where] of [
    ["sup", "super"],
    ["sub", "sub"],
  ])
    for (const element of page.querySelectorAll(`span[data-style*='vertical-align:${where}']`)) rename(element, name)
  for (const script of page.querySelectorAll("sup, sub")) writeScript(script)
  for (const picture of page.querySelectorAll("img[alt]")) writeAltText(picture)
  for (const link of page.querySelectorAll("a[href]"))
    if (!FOLLOWED.test(link.getAttribute("href"))) link.removeAttribute("href")
  for (const table of page.querySelectorAll("table")) fillCells(table)
  for (const heading of page.querySelectorAll("h1, h3, h4, h5, h6")) rename(heading, "h2")
  for (const element of page.body.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    if (/mso-list:\s*l\d/.test(style) && element.matches("p")) makeItem(element)
    else if (/^(?:B|STRONG)$/.test(element.tagName) && /(?<![\w-])font-weight:\s*(?:normal|400)/.test(style)) {
      element.replaceWith(...element.childNodes) // Google's documents stand in one
    } else if (element.matches("span") && !element.closest("h2") && !isWrittenByBrowser(style)) {
      if (/(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/.test(style)) wrapChildren(element, "strong")
      if (/(?<![\w-])font-style:\s*italic/.test(style)) wrapChildren(element, "em")
    }
    if (/white-space(?:-collapse)?:\s*(?:pre|break)/.test(style)) keepLines(element)
  }
  for (const list of page.querySelectorAll("ol")) if (countsOnItsOwn(list)) writeNumbers(list)
  for (const heading of page.querySelectorAll("h2"))
    for (const bold of heading.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
  for (const element of page.body.querySelectorAll("[data-style], [class]"))
    for (const name of ["data-style", "class"]) element.removeAttribute(name)
  return { html: page.body.innerHTML, struck }
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
