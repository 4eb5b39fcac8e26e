// The text as it will look, with the elements that wire copy has. What it says stands in the plain box beneath it,
// which is what is sent, kept and measured; without this file the box itself is the editor.
//
// Reads: of #id_body, data-editor, the address of the editor's library; data-html, the saved text as HTML; its value.
// Writes: the value of #id_body; before it the editor with its buttons, and a status that says what a paste left out.
// Events: sends input from the box when the text changes, and takes input that another script put into the box.

import { makeFindBar } from "./find-bar.js"
import { makeLinkBar } from "./link-bar.js"
import { cleanPaste, paragraphs } from "./paste-cleaning.js"
import { offerSnippets } from "./snippets.js"
import { followNotes } from "./style-fixes.js"
import { makeToolbar } from "./toolbar.js"

const box = document.getElementById("id_body")
const label = document.querySelector(`label[for="${box.id}"]`)
const ASIS = { preserveWhitespace: true }
const prose = await import(box.dataset.editor)

/** Paste where the editor itself would lose a blank at the ends or run lines together; return whether it was done. */
function paste(view, event) {
  const [html, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "")
  if (html) {
    const { html: cleaned, struck, captions } = cleanPaste(html)
    showLeftOut(struck, captions)
    if (/<(?:p|div|h2|li|blockquote|table|pre|br)[\s>]/i.test(cleaned)) return false
    const words = prose.createNodeFromContent(cleaned, view.state.schema, { parseOptions: ASIS })
    const { from, to } = view.state.selection
    view.dispatch(view.state.tr.replaceWith(from, to, words).scrollIntoView())
    return true
  }
  return plain.trim() && !editor.isActive("codeBlock") ? view.pasteHTML(paragraphs(plain).join("")) : false
}

/** Say what was left out, as it was struck out where it was copied or stood under a picture. */
function showLeftOut(struck, captions) {
  const sentences = [
    [gettext("Left out, as it was struck out there: “%(words)s”"), struck],
    [gettext("Left out, as it stands under a picture there: “%(words)s”"), captions],
  ]
  const said = sentences.filter(([, pieces]) => pieces.length)
  if (!said.length) return
  status.textContent = said
    .map(([sentence, pieces]) => interpolate(sentence, { words: shorten(pieces.join(" … ")) }, true))
    .join(" ")
}

const shorten = (words) => (words.length > 200 ? `${words.slice(0, 200)} …` : words)

// The elements of wire copy, written as the newsroom reads them.

const asLine = { "Shift-Enter": ({ editor }) => editor.commands.setHardBreak() } // Mod+Enter files
const elements = [
  prose.Document,
  prose.Paragraph,
  prose.Text,
  prose.HardBreak.extend({ addKeyboardShortcuts: () => asLine }),
  prose.Heading.configure({ levels: [2] }),
  prose.Blockquote,
  prose.BulletList,
  prose.OrderedList,
  prose.ListItem,
  prose.Table.extend({ renderHTML: () => ["table", 0] }),
  prose.TableRow,
  prose.TableHeader,
  prose.TableCell,
  prose.CodeBlock.extend({ marks: "_", renderHTML: () => ["pre", 0] }),
  prose.Bold,
  prose.Italic,
  prose.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({ autolink: false, linkOnPaste: false }),
  prose.UndoRedo,
  prose.Gapcursor,
  prose.Dropcursor,
]

const place = document.createElement("div")
place.className = "prose"
box.before(place)
if (label) label.id = `${box.id}-label`

let written = box.value
const editor = new prose.Editor({
  element: place,
  extensions: elements,
  content: box.value === box.defaultValue ? box.dataset.html : box.value,
  injectCSS: false,
  enableInputRules: false, // "1. " at the head of a line is copy
  enablePasteRules: false,
  parseOptions: ASIS,
  editorProps: {
    transformPastedHTML: (html) => cleanPaste(html).html,
    handlePaste: paste,
    attributes: {
      class: "prose-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": `${box.id}-label`,
      ...(box.hasAttribute("aria-invalid") && { "aria-invalid": box.getAttribute("aria-invalid") }),
      ...(box.lang && { lang: box.lang }),
      spellcheck: "true",
    },
  },
  onUpdate() {
    written = editor.isEmpty ? "" : editor.getHTML()
    box.value = written
    box.dispatchEvent(new InputEvent("input", { bubbles: true }))
  },
})

// The box stays where it is for whoever sends it, puts words back into it or is led to it.

const help = document.getElementById(`${box.id}_helptext`) // how the box is typed in
if (help) help.hidden = true
box.classList.add("prose-kept")
box.tabIndex = -1
box.setAttribute("aria-hidden", "true")
document.addEventListener("click", (event) => {
  if (!event.target.closest(`a[href="#${box.id}"], label[for="${box.id}"]`)) return
  event.preventDefault()
  editor.commands.focus()
})
box.form.addEventListener("input", () => {
  if (box.value === written) return
  written = box.value
  editor.commands.setContent(written, { emitUpdate: false, parseOptions: ASIS })
})

// The tools over the text, and their keys.

const tools = document.createElement("div")
tools.className = "editor-tools"
place.before(tools)
const link = makeLinkBar(editor)
const find = makeFindBar(editor, prose)
const toolbar = makeToolbar(editor, { link: link.open, find: find.open })
tools.append(toolbar, find.bar, link.bar)
const status = document.createElement("p")
status.setAttribute("role", "status")
status.className = "struck"
place.after(status)
if (box.autofocus) editor.commands.focus("start")
followNotes(editor, box.form)
offerSnippets(editor, prose)

const KEYS = {
  k: link.open,
  f: find.open,
  h: find.open,
  "\\": () => editor.chain().focus().unsetAllMarks().clearNodes().run(),
}
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return
  const isPlain = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  if (isPlain && event.key.toLowerCase() in KEYS) KEYS[event.key.toLowerCase()]()
  else if (event.altKey && event.key === "F10") toolbar.querySelector("[tabindex='0']").focus()
  else return
  event.preventDefault()
})
