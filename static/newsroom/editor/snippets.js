// Snippets while their names are typed: a slash at the head of a paragraph lists those whose names go on like it.
//
// Reads: template[data-snippet], the name and the text of each; the paragraph that the cursor is in.
// Writes: a list under the cursor; where one is chosen, its text in place of the paragraph.
// Events: update and selectionUpdate of the editor; Arrow keys, Enter, Tab and Escape in it; mousedown on the list.

import { element } from "../elements.js"

const NAME = /^\/[\p{L}\p{N}_-]*$/u
const SHOWN = 8

/**
 * Offer the snippets of the page in an editor.
 * @param {object} editor
 * @param {object} prose the editor's library
 */
export function offerSnippets(editor, prose) {
  const snippets = [...document.querySelectorAll("template[data-snippet]")]
  if (!snippets.length) return
  const list = Object.assign(element("ul", "snippet-list"), { id: "snippet-list", hidden: true })
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", gettext("Snippets"))
  document.body.append(list)
  let offered = []
  let current = 0
  let dismissed = "" // the name at which the list was closed

  /** Return the paragraph that the cursor is in, where it is the beginning of a name. */
  function paragraph() {
    const { $from, empty } = editor.state.selection
    const isPlain = empty && $from.depth === 1 && $from.parent.type.name === "paragraph"
    const text = $from.parent.textContent
    return isPlain && NAME.test(text) ? { text, from: $from.before(), to: $from.after() } : null
  }

  function show() {
    list.replaceChildren(
      ...offered.map((snippet, index) => {
        const option = Object.assign(element("li"), { id: `snippet-${index}` })
        option.setAttribute("role", "option")
        option.setAttribute("aria-selected", String(index === current))
        const opening = Object.assign(element("small"), {
          dir: "auto",
          textContent: snippet.content.textContent.slice(0, 80),
        })
        option.append(Object.assign(element("code"), { textContent: `/${snippet.dataset.snippet}` }), " ", opening)
        return option
      }),
    )
    list.hidden = !offered.length
    if (list.hidden) editor.view.dom.removeAttribute("aria-activedescendant")
    else {
      editor.view.dom.setAttribute("aria-activedescendant", `snippet-${current}`)
      const { left, bottom } = editor.view.coordsAtPos(editor.state.selection.from)
      list.style.insetBlockStart = `${bottom + 4}px`
      list.style.left = `${Math.max(8, Math.min(left, innerWidth - list.offsetWidth - 8))}px`
    }
  }

  function offer() {
    const typed = editor.isFocused ? paragraph() : null
    if (typed?.text !== dismissed) dismissed = ""
    const name = typed && !dismissed ? typed.text.slice(1).toLowerCase() : null
    const begun = ({ dataset }) => name !== null && dataset.snippet.toLowerCase().startsWith(name)
    const going = snippets.filter(begun).slice(0, SHOWN)
    // A selection or focus that is told once more leaves the choice where the arrows took it.
    if (going.length !== offered.length || going.some((snippet, index) => snippet !== offered[index])) current = 0
    offered = going
    show()
  }

  function choose(snippet) {
    const { from, to } = paragraph()
    const content = prose.createNodeFromContent(snippet.innerHTML, editor.state.schema)
    editor.view.dispatch(editor.state.tr.replaceWith(from, to, content).scrollIntoView())
    editor.commands.focus()
  }

  function handleKeyDown(_view, { key }) {
    if (list.hidden) return false
    if (key === "Escape") {
      dismissed = paragraph()?.text ?? ""
      offered = []
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      current = (current + (key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length
    } else if (key === "Enter" || key === "Tab") {
      choose(offered[current])
      return true
    } else return false
    show()
    return true
  }

  list.addEventListener("mousedown", (event) => {
    event.preventDefault()
    const option = event.target.closest("li")
    if (option) choose(offered[[...list.children].indexOf(option)])
  })
  const { Plugin, PluginKey } = prose.pm.state
  const plugin = new Plugin({ key: new PluginKey("snippets"), props: { handleKeyDown } })
  editor.registerPlugin(plugin, (added, plugins) => [added, ...plugins])
  for (const event of ["update", "selectionUpdate", "focus", "blur"]) editor.on(event, offer)
}
