// The text as it will look, with the elements that wire copy has. What it says stands in the plain box beneath it,
// which is what is sent, kept and measured; without this file the box itself is the editor.

import { paragraphs, plainly } from "./paste-cleaning.js"

const box = document.getElementById("id_body")
const label = document.querySelector(`label[for="${box.id}"]`)
const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+"
const ASIS = { preserveWhitespace: true }
const prose = await import(box.dataset.editor)

/** What was pasted, where the editor's own hand would lose a blank at its ends or run lines together. */
function paste(view, event) {
  const [html, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "")
  if (html) {
    const cleaned = plainly(html, tellStruck)
    if (/<(?:p|div|h2|li|blockquote|table|pre|br)[\s>]/i.test(cleaned)) return false
    const words = prose.createNodeFromContent(cleaned, view.state.schema, { parseOptions: ASIS })
    const { from, to } = view.state.selection
    view.dispatch(view.state.tr.replaceWith(from, to, words).scrollIntoView())
    return true
  }
  return plain.trim() && !editor.isActive("codeBlock") ? view.pasteHTML(paragraphs(plain).join("")) : false
}

/** Say what was left out, as it was struck out where it was copied. */
function tellStruck(struck) {
  const words = struck.join(" … ")
  const shown = words.length > 200 ? `${words.slice(0, 200)} …` : words
  said.textContent = interpolate(gettext("Left out, as it was struck out there: “%(words)s”"), { words: shown }, true)
}

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
    transformPastedHTML: (html) => plainly(html),
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

function link() {
  const was = editor.getAttributes("link").href ?? ""
  if (editor.state.selection.empty && !was) return
  const typed = prompt(
    gettext("Where does the link lead? Leave it empty to take the link off."),
    was || "https://",
  )?.trim()
  if (typed === undefined) return
  const chain = editor.chain().focus().extendMarkRange("link")
  if (!typed || typed === "https://") chain.unsetLink().run()
  else chain.setLink({ href: /^(?:https?:\/\/|mailto:)/i.test(typed) ? typed : `https://${typed}` }).run()
}

const run =
  (name, ...values) =>
  () =>
    editor
      .chain()
      .focus()
      [name](...values)
      .run()
const acts = [
  { name: gettext("Bold"), act: run("toggleBold"), is: ["bold"], key: "B" },
  { name: gettext("Italic"), act: run("toggleItalic"), is: ["italic"], key: "I" },
  { name: gettext("Link"), act: link, is: ["link"], key: "K" },
  { name: gettext("Heading"), act: run("toggleHeading", { level: 2 }), is: ["heading"] },
  { name: gettext("Quote"), act: run("toggleBlockquote"), is: ["blockquote"] },
  { name: gettext("List"), act: run("toggleBulletList"), is: ["bulletList"] },
  { name: gettext("Numbers"), act: run("toggleOrderedList"), is: ["orderedList"] },
  { name: gettext("Preformatted"), act: run("toggleCodeBlock"), is: ["codeBlock"] },
  { name: gettext("Table"), act: run("insertTable", { rows: 2, cols: 2, withHeaderRow: true }), unless: "table" },
  { name: gettext("Add column"), act: run("addColumnAfter"), within: "table" },
  { name: gettext("Add row"), act: run("addRowAfter"), within: "table" },
  { name: gettext("Drop column"), act: run("deleteColumn"), within: "table" },
  { name: gettext("Drop row"), act: run("deleteRow"), within: "table" },
  { name: gettext("Drop table"), act: run("deleteTable"), within: "table" },
]

function button(act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = act.name
  if (act.key) made.title = `${act.name} (${mod}${act.key})`
  made.addEventListener("mousedown", (event) => event.preventDefault()) // the selection stays
  made.addEventListener("click", act.act)
  return made
}

const tools = document.createElement("div")
tools.className = "editor-tools"
tools.setAttribute("role", "group")
tools.setAttribute("aria-label", gettext("Marks for the text"))
const buttons = acts.map(button)
tools.append(...buttons)
place.before(tools)
const said = document.createElement("p")
said.setAttribute("role", "status")
said.className = "struck"
place.after(said)

function showState() {
  for (const [i, act] of acts.entries()) {
    if (act.is) buttons[i].setAttribute("aria-pressed", String(act.is.some((each) => editor.isActive(each))))
    if (act.within) buttons[i].hidden = !editor.isActive(act.within)
    if (act.unless) buttons[i].hidden = editor.isActive(act.unless)
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
