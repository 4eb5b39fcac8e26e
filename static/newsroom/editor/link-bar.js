// The field for where a link leads. An empty one takes the link off.
//
// Writes: the link under the selection. Events: keydown in its field, clicks.

import { button, element } from "../elements.js"

const FOLLOWED = /^(?:https?:\/\/|mailto:)/i

/**
 * Make the bar; it is hidden until it is opened.
 * @param {object} editor
 * @returns {{ bar: HTMLElement, open: () => void }}
 */
export function makeLinkBar(editor) {
  const bar = Object.assign(element("div", "find-bar link-bar"), { hidden: true })
  const label = bar.appendChild(element("label", "", `${gettext("Link to")} `))
  const field = label.appendChild(Object.assign(element("input"), { type: "text", inputMode: "url", dir: "ltr" }))
  field.placeholder = "https://"

  const close = () => {
    bar.hidden = true
    editor.commands.focus()
  }
  const set = (address) => {
    const chain = editor.chain().extendMarkRange("link")
    if (address) chain.setLink({ href: FOLLOWED.test(address) ? address : `https://${address}` }).run()
    else chain.unsetLink().run()
    close()
  }
  const open = () => {
    const old = editor.getAttributes("link").href ?? ""
    off.hidden = !old
    if (editor.state.selection.empty && !old) return
    bar.hidden = false
    field.value = old
    field.focus()
    field.select()
  }

  const off = button(gettext("Take the link off"), () => set(""), { className: "btn small" })
  bar.append(
    button(gettext("Set the link"), () => set(field.value.trim()), { className: "btn small" }),
    off,
  )
  bar.append(button(gettext("Close"), close, { drawing: "close" }))
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === field) set(field.value.trim())
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return { bar, open }
}
