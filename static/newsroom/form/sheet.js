// The page of an act as a sheet over the story form. Escape, the cross and "Back to the text" lead back to the text.
//
// Reads: of the page that the newsroom answers, [data-act-sheet], its head and its form; the field "based_on" there.
// Writes: [data-sheet] of this page; the mark of the state, [data-standing].
// Events: close of the sheet; clicks, of [data-opens-sheet] and, in it, of [data-closes-sheet].

import { parse } from "../editor/fragment.js"

const dialog = document.querySelector("[data-sheet]")

/** Put the sheet of a page into the dialog; return the number of the save that it shows, none where it has none. */
function fill(html, address) {
  const page = parse(html)
  const sheet = page.querySelector("[data-act-sheet]")
  const basedOn = sheet?.querySelector("[name=based_on]")?.value
  if (!dialog || !basedOn) return undefined
  for (const form of sheet.querySelectorAll("form[method=post]")) form.action ||= address
  sheet.querySelector("form[method=post]").setAttribute("action", address)
  dialog.replaceChildren(...sheet.childNodes)
  const standing = page.querySelector("[data-standing]")
  if (standing)
    document.querySelector(".story-head [data-standing] .state")?.replaceWith(standing.querySelector(".state"))
  return basedOn
}

/**
 * Open the page of an act as a sheet; return the number of the save that it shows, none where the page has no sheet.
 * @param {string} html
 * @param {string} address
 */
export function openSheet(html, address) {
  const basedOn = fill(html, address)
  if (basedOn === undefined) return undefined
  if (!dialog.open) dialog.showModal()
  ;(dialog.querySelector("[autofocus]") ?? dialog.querySelector("button.default"))?.focus()
  dialog.dispatchEvent(new CustomEvent("sheet", { bubbles: true }))
  return basedOn
}

dialog?.addEventListener("click", async (event) => {
  const link = event.target.closest("a")
  if (event.target === dialog || link?.matches("[data-closes-sheet]")) {
    event.preventDefault()
    dialog.close()
  } else if (link?.matches("[data-opens-sheet]")) {
    event.preventDefault()
    const answer = await fetch(link.href).catch(() => null)
    if (!answer?.ok || openSheet(await answer.text(), answer.url) === undefined) location.assign(link.href)
  }
})

dialog?.addEventListener("close", () => {
  dialog.replaceChildren()
  document.querySelector(".prose-text")?.focus()
})
