// The buttons of the style notes: one does what the note says, by what the newsroom makes of the form; the other leads to
// the paragraph.
//
// Reads: data-fixes of [data-meters], the address that mends; data-fix and data-paragraph of a pressed button.
// Writes: the fields that the answer names. Events: click of those buttons; sends input from the fields.

/**
 * Return the position of a numbered paragraph in the text; a row of a table counts as one, an empty paragraph does not.
 * @param {object} doc
 * @param {number} number from 1
 */
function placeOf(doc, number) {
  let [seen, place] = [0, null]
  doc.descendants((node, at) => {
    const isParagraph = (node.isTextblock || node.type.name === "tableRow") && node.textContent.trim()
    if (isParagraph && ++seen === number) place = at + 1
    return !isParagraph && place === null
  })
  return place
}

/** Ask the newsroom to mend what a note names, and put its answer into the fields. */
async function mend(form, address, { fix, paragraph }) {
  const body = new FormData(form)
  body.set("fix", fix)
  body.set("paragraph", paragraph)
  const answer = await fetch(address, { method: "POST", body }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  for (const [name, value] of Object.entries(await answer.json())) {
    const field = form.elements[name]
    field.value = value
    field.dispatchEvent(new InputEvent("input", { bubbles: true }))
  }
}

/**
 * Let the notes lead into the text and mend it.
 * @param {object} editor
 * @param {HTMLFormElement} form
 */
export function followNotes(editor, form) {
  document.querySelector("[data-meters]")?.addEventListener("click", async ({ target, currentTarget }) => {
    const pressed = target.closest("button[data-paragraph]")
    if (!pressed) return
    const number = Number(pressed.dataset.paragraph)
    if (pressed.dataset.fix) await mend(form, currentTarget.dataset.fixes, pressed.dataset)
    const place = placeOf(editor.state.doc, number) ?? editor.state.doc.content.size
    if (number) editor.chain().setTextSelection(place).scrollIntoView().focus().run()
    else form.elements.headline.focus()
  })
}
