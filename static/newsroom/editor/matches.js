// Where words stand: in the text of the editor, and in the plain fields beside it. Pure but for the fields it reads.

/**
 * Return the pattern that finds words.
 * @param {string} words
 * @param {{ isWhole: boolean, isCased: boolean }} how whole words alone; capitals as they are typed
 */
export function patternOf(words, { isWhole, isCased }) {
  const literal = words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")
  const [before, behind] = isWhole ? ["(?<![\\p{L}\\p{M}\\p{N}])", "(?![\\p{L}\\p{M}\\p{N}])"] : ["", ""]
  return new RegExp(`${before}${literal}${behind}`, isCased ? "gu" : "giu")
}

/** Return where the pattern matches in a string, as pairs of start and end. @returns {[number, number][]} */
const spans = (string, pattern) =>
  [...string.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length])

/**
 * Return the matches in a document of the editor, in its positions.
 * @param {object} doc
 * @param {RegExp} pattern
 */
export function matchesInText(doc, pattern) {
  const found = []
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    const words = node.textBetween(0, node.content.size, "\n", "\n") // a break counts as one, as positions do
    for (const [from, to] of spans(words, pattern)) found.push({ from: at + 1 + from, to: at + 1 + to })
    return false
  })
  return found
}

/**
 * Return the matches in a plain field, which each names.
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 * @param {RegExp} pattern
 */
export const matchesInField = (field, pattern) => spans(field.value, pattern).map(([from, to]) => ({ field, from, to }))
