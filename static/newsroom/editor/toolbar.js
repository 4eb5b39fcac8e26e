// The tools over the text: one stop for Tab, arrows between them. What a table alone has a use for is in its menu.
//
// Reads: data-words of .readings, the length of the text; localStorage, under "wide-text".
// Writes: the toolbar; data-wide of the body, by which the panel beside the text goes.
// Events: clicks and keydown in the toolbar; transactions of the editor.

import { button, element, icon } from "../elements.js"

const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl "
const WIDE = "wide-text"

/** Return the tools as groups; each runs a command of the editor on the selection. */
function toolGroups(editor, { link, find }) {
  const run =
    (name, ...values) =>
    () =>
      editor
        .chain()
        .focus()
        [name](...values)
        .run()
  const clear = () => editor.chain().focus().unsetAllMarks().clearNodes().run()
  return [
    [
      { name: gettext("Undo"), drawing: "undo", press: run("undo"), key: `${mod}Z`, can: "undo" },
      { name: gettext("Redo"), drawing: "redo", press: run("redo"), key: `${mod}Y`, can: "redo" },
    ],
    [
      { name: gettext("Bold"), drawing: "bold", press: run("toggleBold"), is: "bold", key: `${mod}B` },
      { name: gettext("Italic"), drawing: "italic", press: run("toggleItalic"), is: "italic", key: `${mod}I` },
      { name: gettext("Link"), drawing: "link", press: link, is: "link", key: `${mod}K` },
      { name: gettext("Clear formatting"), drawing: "clear", press: clear, key: `${mod}\\` },
    ],
    [
      { name: gettext("Heading"), drawing: "heading", press: run("toggleHeading", { level: 2 }), is: "heading" },
      { name: gettext("Quote"), drawing: "quote", press: run("toggleBlockquote"), is: "blockquote" },
      { name: gettext("Bulleted list"), drawing: "list", press: run("toggleBulletList"), is: "bulletList" },
      { name: gettext("Numbered list"), drawing: "numbers", press: run("toggleOrderedList"), is: "orderedList" },
      { name: gettext("Preformatted"), drawing: "code", press: run("toggleCodeBlock"), is: "codeBlock" },
      {
        name: gettext("Table"),
        drawing: "table",
        press: run("insertTable", { rows: 2, cols: 2, withHeaderRow: true }),
        menu: [
          { name: gettext("Add column"), press: run("addColumnAfter") },
          { name: gettext("Add row"), press: run("addRowAfter") },
          { name: gettext("Drop column"), press: run("deleteColumn") },
          { name: gettext("Drop row"), press: run("deleteRow") },
          { name: gettext("Drop table"), press: run("deleteTable") },
        ],
      },
    ],
    [{ name: gettext("Find and replace"), drawing: "search", press: find, key: `${mod}F` }],
  ]
}

/** Return the menu of the acts on the table around the caret. */
function tableMenu({ name, drawing, menu }) {
  const details = element("details", "menu start")
  const summary = details.appendChild(element("summary", "icon-btn"))
  summary.append(icon(drawing), element("span", "visually-hidden", name))
  const list = details.appendChild(element("div")).appendChild(element("ul"))
  for (const act of menu) {
    const press = () => {
      details.open = false
      act.press()
    }
    list.appendChild(element("li")).append(button(act.name, press, { className: "" }))
  }
  return details
}

/** Keep one of the toolbar's stops in the way of Tab, and move between them by arrows. */
function enableArrows(bar, onEscape) {
  const stops = () => [...bar.children].filter((part) => !part.hidden && part.matches("button, details"))
  const focusable = (stop) => (stop.matches("details") ? stop.firstElementChild : stop)
  const choose = (chosen) => {
    for (const part of bar.querySelectorAll(":scope > button, :scope > details > summary"))
      part.tabIndex = part === chosen ? 0 : -1
  }
  choose(focusable(stops()[0]))
  bar.addEventListener(
    "focusin",
    ({ target }) => target.matches("button, summary") && !target.closest("ul") && choose(target),
  )
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return onEscape()
    const along = stops().map(focusable)
    const here = along.indexOf(event.target)
    if (here < 0 || event.ctrlKey || event.altKey || event.metaKey) return
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
    const to = { [forward]: here + 1, [back]: here - 1, Home: 0, End: along.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    along.at(to % along.length).focus()
  })
}

/** Return the button that shows the text alone, as this browser last had it. */
function wideButton() {
  const wide = button(gettext("Wide view"), () => show(!("wide" in document.body.dataset)), { drawing: "wide" })
  const show = (isWide) => {
    if (isWide) document.body.dataset.wide = ""
    else delete document.body.dataset.wide
    wide.setAttribute("aria-pressed", String(isWide))
    localStorage.setItem(WIDE, isWide ? "1" : "")
  }
  show(Boolean(localStorage.getItem(WIDE)))
  return wide
}

/**
 * Make the toolbar of an editor.
 * @param {object} editor
 * @param {{ link: () => void, find: () => void }} acts
 */
export function makeToolbar(editor, acts) {
  const bar = element("div", "toolbar")
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", gettext("Tools for the text"))
  const shown = [] // functions that show the state at the caret
  for (const [at, group] of toolGroups(editor, acts).entries()) {
    if (at) bar.append(element("span", "parting"))
    for (const tool of group) {
      const made = button(tool.name, tool.press, tool)
      made.addEventListener("mousedown", (event) => event.preventDefault()) // the selection stays
      bar.append(made)
      if (tool.is) shown.push(() => made.setAttribute("aria-pressed", String(editor.isActive(tool.is))))
      if (tool.can) shown.push(() => made.setAttribute("aria-disabled", String(!editor.can()[tool.can]())))
      if (!tool.menu) continue
      const menu = tableMenu(tool)
      bar.append(menu)
      shown.push(() => {
        made.hidden = editor.isActive("table")
        menu.hidden = !made.hidden
        if (menu.hidden) menu.open = false
      })
    }
  }
  const length = element("span", "text-length quiet num", document.querySelector(".readings")?.dataset.words ?? "")
  bar.append(length, wideButton())
  enableArrows(bar, () => editor.commands.focus())
  const showState = () => {
    for (const show of shown) show()
  }
  editor.on("transaction", showState)
  showState()
  return bar
}
