// The text as it will look, with the elements that wire copy has. What it says stands in the plain box beneath it,
// which is what is sent, kept and measured; without this file the box itself is the editor.

const box = document.getElementById("id_body");
const label = document.querySelector(`label[for="${box.id}"]`);
const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+";
const ASIS = { preserveWhitespace: true };
const prose = await import(box.dataset.editor);

// Pasting: what a page, a mail or a document says by its styles, said by elements.

const styleOf = (element) => (element.getAttribute("style") ?? "").toLowerCase();

function renamed(element, name) {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

function wrap(element, name) {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Whether a browser wrote a style around half a line, to tell how its page printed it: a headline's bold is no mark. */
const isBrowsers = (style) => /display:\s*inline\s*!important/.test(style) && /float:\s*none/.test(style);

/** Word writes a list as paragraphs that begin with a sign of their own. */
function asItem(paragraph) {
  const sign = [...paragraph.querySelectorAll("[style]")].find((part) => /mso-list:\s*ignore/.test(styleOf(part)));
  const isNumbered = /^\s*\(?[0-9a-z]{1,4}[.)]/i.test(sign?.textContent ?? "");
  const item = paragraph.ownerDocument.createElement("li");
  sign?.remove();
  item.append(...paragraph.childNodes);
  const name = isNumbered ? "ol" : "ul";
  const before = paragraph.previousElementSibling;
  if (before?.matches(`${name}[data-word]`)) {
    before.append(item);
    return paragraph.remove();
  }
  const made = paragraph.ownerDocument.createElement(name);
  made.dataset.word = "";
  made.append(item);
  paragraph.replaceWith(made);
}

function keepLines(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found.filter(({ data }) => data.includes("\n"))) {
    const lines = text.data.split("\n").flatMap((line) => [element.ownerDocument.createElement("br"), line]);
    text.replaceWith(...lines.slice(1));
  }
}

/** A piece of HTML with what its styles say written as elements: bold, italic, kept line ends, lists of Word. */
function plainly(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const heading of page.querySelectorAll("h1, h3, h4, h5, h6")) renamed(heading, "h2");
  for (const element of page.body.querySelectorAll("[style]")) {
    const style = styleOf(element);
    if (/mso-list:\s*l\d/.test(style) && element.matches("p")) asItem(element);
    else if (/^(?:B|STRONG)$/.test(element.tagName) && /(?<![\w-])font-weight:\s*(?:normal|400)/.test(style)) {
      element.replaceWith(...element.childNodes); // Google's documents stand in one
    } else if (element.matches("span") && !element.closest("h2") && !isBrowsers(style)) {
      if (/(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/.test(style)) wrap(element, "strong");
      if (/(?<![\w-])font-style:\s*italic/.test(style)) wrap(element, "em");
    }
    if (/white-space(?:-collapse)?:\s*(?:pre|break)/.test(style)) keepLines(element);
  }
  for (const heading of page.querySelectorAll("h2")) heading.querySelectorAll("b, strong").forEach((bold) => bold.replaceWith(...bold.childNodes));
  return page.body.innerHTML;
}

/** Plain text as paragraphs: parted by empty lines where it has any, else each line is one. */
function paragraphs(plain) {
  const text = plain.replace(/\r\n?/g, "\n").trim();
  const parts = /\n\s*\n/.test(text) ? text.split(/\n\s*\n\s*/) : text.split("\n");
  return parts.map((part) => {
    const made = document.createElement("p");
    made.textContent = part.replace(/\s*\n\s*/g, " ");
    return made.outerHTML;
  });
}

/** What was pasted, where the editor's own hand would lose a blank at its ends or run lines together. */
function paste(view, event) {
  const [html, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "");
  if (html) {
    const cleaned = plainly(html);
    if (/<(?:p|div|h2|li|blockquote|table|pre|br)[\s>]/i.test(cleaned)) return false;
    const words = prose.createNodeFromContent(cleaned, view.state.schema, { parseOptions: ASIS });
    const { from, to } = view.state.selection;
    view.dispatch(view.state.tr.replaceWith(from, to, words).scrollIntoView());
    return true;
  }
  return plain.trim() && !editor.isActive("codeBlock") ? view.pasteHTML(paragraphs(plain).join("")) : false;
}

// The elements of wire copy, written as the newsroom reads them.

const asLine = { "Shift-Enter": ({ editor }) => editor.commands.setHardBreak() }; // Mod+Enter files
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
];

const place = document.createElement("div");
place.className = "prose";
box.before(place);
if (label) label.id = `${box.id}-label`;

let written = box.value;
const editor = new prose.Editor({
  element: place,
  extensions: elements,
  content: box.value === box.defaultValue ? box.dataset.html : box.value,
  injectCSS: false,
  enableInputRules: false, // "1. " at the head of a line is copy
  enablePasteRules: false,
  parseOptions: ASIS,
  editorProps: {
    transformPastedHTML: plainly,
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
    written = editor.isEmpty ? "" : editor.getHTML();
    box.value = written;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
});

// The box stays where it is for whoever sends it, puts words back into it or is led to it.

const help = document.getElementById(`${box.id}_helptext`); // how the box is typed in
if (help) help.hidden = true;
box.classList.add("prose-kept");
box.tabIndex = -1;
box.setAttribute("aria-hidden", "true");
document.addEventListener("click", (event) => {
  if (!event.target.closest(`a[href="#${box.id}"], label[for="${box.id}"]`)) return;
  event.preventDefault();
  editor.commands.focus();
});
box.form.addEventListener("input", () => {
  if (box.value === written) return;
  written = box.value;
  editor.commands.setContent(written, { emitUpdate: false, parseOptions: ASIS });
});

// Buttons and keys.

function link() {
  const was = editor.getAttributes("link").href ?? "";
  if (editor.state.selection.empty && !was) return;
  const typed = prompt(gettext("Where does the link lead? Leave it empty to take the link off."), was || "https://")?.trim();
  if (typed === undefined) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!typed || typed === "https://") chain.unsetLink().run();
  else chain.setLink({ href: /^(?:https?:\/\/|mailto:)/i.test(typed) ? typed : `https://${typed}` }).run();
}

const run = (name, ...values) => () => editor.chain().focus()[name](...values).run();
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
];

function button(act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = act.name;
  if (act.key) made.title = `${act.name} (${mod}${act.key})`;
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  made.addEventListener("click", act.act);
  return made;
}

const tools = document.createElement("div");
tools.className = "editor-tools";
tools.setAttribute("role", "group");
tools.setAttribute("aria-label", gettext("Marks for the text"));
const buttons = acts.map(button);
tools.append(...buttons);
place.before(tools);

function showState() {
  for (const [i, act] of acts.entries()) {
    if (act.is) buttons[i].setAttribute("aria-pressed", String(act.is.some((each) => editor.isActive(each))));
    if (act.within) buttons[i].hidden = !editor.isActive(act.within);
    if (act.unless) buttons[i].hidden = editor.isActive(act.unless);
  }
}

if (box.autofocus) editor.commands.focus("start");
editor.on("transaction", showState);
showState();
editor.view.dom.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  link();
});
