// The numbers of pasted lists: copy counts each list from one by itself, so other numbers are written as words.
//
// Pure: elements of a document that belongs to no page.

const TYPES = {
  decimal: "1",
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
  none: "none",
}

/** Return how the list numbers its items: 1, a, A, i or I, or "none". */
function typeOf(list) {
  const [, style = ""] = /(?:^|;)\s*list-style(?:-type)?:([^;]*)/i.exec(list.getAttribute("data-style") ?? "") ?? []
  const byStyle = style
    .toLowerCase()
    .split(/\s+/)
    .find((word) => word in TYPES)
  const written = list.getAttribute("type")
  return TYPES[byStyle] ?? (Object.values(TYPES).includes(written) ? written : "1")
}

const itemsOf = (list) => [...list.children].filter((child) => child.matches("li"))
const startOf = (list) => (list.reversed && !list.hasAttribute("start") ? itemsOf(list).length : list.start)

/** Return the number that copy would give the first item: lists that follow each other are one there. */
function nextNumber(list) {
  let number = 1
  let before = list.previousSibling
  for (; before && (before.matches?.("ol") || !(before.textContent.trim() || before.matches?.("*"))); ) {
    if (before.matches?.("ol")) number += itemsOf(before).length
    before = before.previousSibling
  }
  return number
}

/** Return whether copy, whose lists count from one and hold no other, would print other numbers than the list has. */
export const countsOnItsOwn = (list) =>
  startOf(list) !== nextNumber(list) ||
  list.reversed ||
  typeOf(list) !== "1" ||
  list.closest("td, th") ||
  list.querySelector(":scope > [value], ul, ol, table") ||
  itemsOf(list).some((item) => !item.textContent.trim())

/** Return a number as letters: a to z, aa, ab … */
function letters(number) {
  if (number < 1) return String(number)
  const rest = Math.floor((number - 1) / 26)
  return (rest ? letters(rest) : "") + String.fromCharCode(97 + ((number - 1) % 26))
}

const ROMAN = Object.entries({
  m: 1000,
  cm: 900,
  d: 500,
  cd: 400,
  c: 100,
  xc: 90,
  l: 50,
  xl: 40,
  x: 10,
  ix: 9,
  v: 5,
  iv: 4,
})

function roman(number) {
  if (number < 1 || number > 3999) return String(number)
  const [sign, value] = ROMAN.find(([, least]) => number >= least) ?? ["i", 1]
  return sign + (number > value ? roman(number - value) : "")
}

/** Return the number as the list prints it. */
function printNumber(number, type) {
  if (/^a$/i.test(type)) return type === "a" ? letters(number) : letters(number).toUpperCase()
  if (/^i$/i.test(type)) return type === "i" ? roman(number) : roman(number).toUpperCase()
  return String(number)
}

/** Write the paragraphs within the item as lines. */
function writeLines(item) {
  for (const block of item.querySelectorAll(":scope > p, :scope > div")) {
    const isFirst = ![...item.childNodes]
      .slice(0, [...item.childNodes].indexOf(block))
      .some((node) => node.textContent.trim())
    if (!isFirst) block.before(item.ownerDocument.createElement("br"))
    if (block.nextSibling?.nodeType === Node.TEXT_NODE && block.nextSibling.data.trim())
      block.after(item.ownerDocument.createElement("br"))
    block.replaceWith(...block.childNodes)
  }
}

/** Write the list as paragraphs with its own numbers; what else stands in it keeps its place. */
export function writeNumbers(list) {
  let number = startOf(list)
  const type = typeOf(list)
  const paragraphs = [...list.childNodes].flatMap((item) => {
    if (!item.matches?.("li")) return [item]
    if (item.hasAttribute("value")) number = item.value
    writeLines(item)
    const made = [list.ownerDocument.createElement("p")]
    if (type !== "none") made[0].append(`${printNumber(number, type)}. `)
    const isEmpty = !item.textContent.trim()
    for (const node of [...item.childNodes]) {
      if (node.matches?.(":is(ul, ol, table)")) made.push(node, list.ownerDocument.createElement("p"))
      else made.at(-1).append(node)
    }
    number += list.reversed ? -1 : 1
    return isEmpty ? [] : made.filter((part) => !part.matches("p") || part.textContent.trim())
  })
  list.replaceWith(...paragraphs)
}
