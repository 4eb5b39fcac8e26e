// Find and replace in one story: headline, text, captions and alt texts, in the order in which they are read.
//
// Reads: #id_headline, the fields of .story-pictures, the editor's document.
// Writes: those; marks of what is found in the editor; a bar, hidden until it is opened.
// Events: sends input from the fields that it changes; keydown in the bar; input of the form.

import { button, element } from "../elements.js"
import { matchesInField, matchesInText, patternOf } from "./matches.js"

const fields = () =>
  [document.getElementById("id_headline"), ...document.querySelectorAll(".story-pictures .placed textarea")].filter(
    (field) => field && !field.readOnly,
  )

/** Put words into a plain field, as if they were typed. */
function type(field, value) {
  field.value = value
  field.dispatchEvent(new InputEvent("input", { bubbles: true }))
}

/** Name a field of the bar within it, so that the bar is one line. */
const named = (words, field) => Object.assign(field, { placeholder: words, ariaLabel: words, title: words })

/** Return a box to tick with a sign for what it says. */
function signed(sign, words, field) {
  const label = Object.assign(element("label"), { title: words })
  const shown = element("span", "", sign)
  shown.setAttribute("aria-hidden", "true")
  label.append(field, shown, element("span", "visually-hidden", words))
  return label
}

/**
 * Make the bar.
 * @param {object} editor
 * @param {object} prose the editor's library
 * @returns {{ bar: HTMLElement, open: () => void }}
 */
export function makeFindBar(editor, prose) {
  const { Decoration, DecorationSet } = prose.pm.view
  const { Plugin, PluginKey, TextSelection } = prose.pm.state
  const bar = Object.assign(element("div", "find-bar"), { hidden: true })
  const query = Object.assign(element("input"), { type: "search" })
  const substitute = Object.assign(element("input"), { type: "text" })
  const [cased, whole] = [0, 1].map(() => Object.assign(element("input"), { type: "checkbox" }))
  const count = element("span", "num")
  let matches = []
  let current = -1
  let before = null // what a replacement of all found, to be put back

  const pattern = () => patternOf(query.value, { isWhole: whole.checked, isCased: cased.checked })

  /** Return all matches in the order in which they are read. */
  function search() {
    if (bar.hidden || !query.value) return []
    const [headline, ...others] = fields().map((field) => matchesInField(field, pattern()))
    return [...headline, ...matchesInText(editor.state.doc, pattern()), ...others.flat()]
  }

  function placeName({ field }) {
    if (!field) return gettext("in the text")
    return field.id === "id_headline" ? gettext("in the headline") : gettext("in the pictures")
  }

  function tell(words = "") {
    const values = {
      at: current + 1,
      total: matches.length,
      place: matches[current] ? placeName(matches[current]) : "",
    }
    const found = interpolate(gettext("%(at)s of %(total)s, %(place)s"), values, true)
    count.textContent = words || (matches.length ? found : query.value ? gettext("Not found") : "")
    all.textContent = interpolate(gettext("Replace all %s"), [matches.length])
    for (const each of [one, all]) each.disabled = !matches.length
    back.hidden = before === null
  }

  /** Look again, and mark what is found; the current match is the next behind where it was. */
  function refresh() {
    matches = search()
    current = Math.min(Math.max(current, 0), matches.length - 1)
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false))
    tell()
  }

  function reveal() {
    const match = matches[current]
    if (!match) return
    if (match.field) {
      match.field.setSelectionRange(match.from, match.to)
      match.field.scrollIntoView({ block: "nearest" })
      editor.view.dispatch(editor.state.tr)
    } else {
      const selection = TextSelection.create(editor.state.doc, match.from, match.to)
      editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView())
    }
    tell()
  }

  function step(steps) {
    if (!matches.length) return
    current = (current + steps + matches.length) % matches.length
    reveal()
  }

  /** Put the substitute in place of some matches; one undo takes those of the text back. */
  function put(chosen) {
    const change = editor.state.tr
    for (const { field, from, to } of chosen.toReversed()) {
      if (field) type(field, field.value.slice(0, from) + substitute.value + field.value.slice(to))
      else change.insertText(substitute.value, from, to)
    }
    if (change.docChanged) editor.view.dispatch(change)
  }

  function replaceOne() {
    before = null
    if (matches[current]) put([matches[current]])
    refresh()
    reveal()
  }

  function replaceAll() {
    const total = matches.length
    const values = fields().map((field) => [field, field.value])
    const { doc } = editor.state
    put(matches)
    refresh()
    before = { values, doc }
    tell(interpolate(ngettext("%s replaced.", "%s replaced.", total), [total]))
  }

  /** Put back what stood before the last replacement of all. */
  function putBack() {
    const { values, doc } = before
    before = null
    query.focus() // the button that was pressed goes
    for (const [field, value] of values) if (field.value !== value) type(field, value)
    const { state, view } = editor
    if (!state.doc.eq(doc)) view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content))
    refresh()
  }

  function close() {
    const match = matches[current]
    bar.hidden = true
    before = null
    matches = []
    if (match?.field?.isConnected) match.field.focus()
    else editor.commands.focus()
  }

  function open() {
    const { from, to } = editor.state.selection
    const chosen = editor.state.doc.textBetween(from, to, "\n")
    if (chosen && !chosen.includes("\n")) query.value = chosen
    bar.hidden = false
    query.focus()
    query.select()
    refresh()
    const here = matches.findIndex((match) => !match.field && match.from >= from)
    current = Math.max(here, 0)
    reveal()
  }

  const small = { className: "btn small" }
  const one = button(gettext("Replace"), replaceOne, small)
  const all = button("", replaceAll, small)
  const back = button(gettext("Put back"), putBack, small)
  count.setAttribute("role", "status")
  bar.setAttribute("role", "search")
  bar.setAttribute("aria-label", gettext("In this story"))
  bar.append(
    named(gettext("Find"), query),
    count,
    button(gettext("Previous"), () => step(-1), { drawing: "up", key: "Shift Enter" }),
    button(gettext("Next"), () => step(1), { drawing: "down", key: "Enter" }),
    named(gettext("Replace with"), substitute),
    one,
    all,
    back,
    signed(gettext("Aa"), gettext("Match case"), cased),
    signed("|ab|", gettext("Whole words"), whole),
    button(gettext("Close"), close, { drawing: "close", key: "Esc" }),
  )
  tell()

  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()
    else if (event.key === "Enter" && event.target === query) step(event.shiftKey ? -1 : 1)
    else if (event.key === "Enter" && event.target === substitute) replaceOne()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  bar.addEventListener("change", (event) => event.stopPropagation())
  bar.addEventListener("input", (event) => {
    event.stopPropagation() // nothing here is the story's
    if (event.target === substitute) return
    before = null
    refresh()
    reveal()
  })
  document.getElementById("id_body").form.addEventListener("input", () => {
    if (bar.hidden) return
    before = null
    refresh()
  })
  editor.registerPlugin(
    new Plugin({
      key: new PluginKey("find"),
      props: {
        decorations: ({ doc }) => {
          const inText = matches.filter((match) => !match.field && match.to <= doc.content.size)
          const mark = (match) =>
            Decoration.inline(match.from, match.to, { class: match === matches[current] ? "found now" : "found" })
          return DecorationSet.create(doc, inText.map(mark))
        },
      },
    }),
  )
  return { bar, open }
}
