// The text as it will look, with the elements that wire copy has. What it says stands in the plain box beneath it,
// which is what is sent, kept and measured; without this file the box itself is the editor.
//
// Reads: of #id_body, data-editor, the address of the editor's library; data-html, the saved text as HTML; its value.
// Writes: the value of #id_body; before it the editor with its buttons, and a status that says what a paste left out.
// Events: sends input from the box when the text changes, and takes input that another script put into the box.

import { cleanPaste, paragraphs } from "./paste-cleaning.js"

const box = document.getElementById("id_body")
const label = document.querySelector(`label[for="${box.id}"]`)
const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+"
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

// Buttons and keys.

/** Ask for the address of the link under the caret; an empty one takes the link off. */
function link() {
  const old = editor.getAttributes("link").href ?? ""
  if (editor.state.selection.empty && !old) return
  const typed = prompt(
    gettext("Where does the link lead? Leave it empty to take the link off."),
    old || "https://",
  )?.trim()
  if (typed === undefined) return
  const chain = editor.chain().focus().extendMarkRange("link")
  if (!typed || typed === "https://") chain.unsetLink().run()
  else chain.setLink({ href: /^(?:https?:\/\/|mailto:)/i.test(typed) ? typed : `https://${typed}` }).run()
}

/** Return a function that runs a command of the editor on the selection. */
const run =
  (name, ...values) =>
  () =>
    editor
      .chain()
      .focus()
      [name](...values)
      .run()
const tools = [
  { name: gettext("Bold"), press: run("toggleBold"), is: ["bold"], key: "B" },
  { name: gettext("Italic"), press: run("toggleItalic"), is: ["italic"], key: "I" },
  { name: gettext("Link"), press: link, is: ["link"], key: "K" },
  { name: gettext("Heading"), press: run("toggleHeading", { level: 2 }), is: ["heading"] },
  { name: gettext("Quote"), press: run("toggleBlockquote"), is: ["blockquote"] },
  { name: gettext("List"), press: run("toggleBulletList"), is: ["bulletList"] },
  { name: gettext("Numbers"), press: run("toggleOrderedList"), is: ["orderedList"] },
  { name: gettext("Preformatted"), press: run("toggleCodeBlock"), is: ["codeBlock"] },
  { name: gettext("Table"), press: run("insertTable", { rows: 2, cols: 2, withHeaderRow: true }), unless: "table" },
  { name: gettext("Add column"), press: run("addColumnAfter"), within: "table" },
  { name: gettext("Add row"), press: run("addRowAfter"), within: "table" },
  { name: gettext("Drop column"), press: run("deleteColumn"), within: "table" },
  { name: gettext("Drop row"), press: run("deleteRow"), within: "table" },
  { name: gettext("Drop table"), press: run("deleteTable"), within: "table" },
]

function buttonOf(tool) {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = tool.name
  if (tool.key) button.title = `${tool.name} (${mod}${tool.key})`
  button.addEventListener("mousedown", (event) => event.preventDefault()) // the selection stays
  button.addEventListener("click", tool.press)
  return button
}

const bar = document.createElement("div")
bar.className = "editor-tools"
bar.setAttribute("role", "group")
bar.setAttribute("aria-label", gettext("Marks for the text"))
const buttons = tools.map(buttonOf)
bar.append(...buttons)
place.before(bar)
const status = document.createElement("p")
status.setAttribute("role", "status")
status.className = "struck"
place.after(status)

/** Show which tools are on at the caret, and hide those that are for another place. */
function showState() {
  for (const [i, tool] of tools.entries()) {
    if (tool.is) buttons[i].setAttribute("aria-pressed", String(tool.is.some((mark) => editor.isActive(mark))))
    if (tool.within) buttons[i].hidden = !editor.isActive(tool.within)
    if (tool.unless) buttons[i].hidden = editor.isActive(tool.unless)
  }
}

if (box.autofocus) editor.commands.focus("start")
editor.on("transaction", showState)
showState()
editor.view.dom.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return
  event.preventDefault()
  link()
})
