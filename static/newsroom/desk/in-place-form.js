// A small form beside the copy, sent without leaving the page: the parts of the page that it names are put in anew, and
// words that are not saved stay where they are. A form that cannot be sent so is sent the plain way.
//
// Reads: data-replaces of the form or of its button, the ids of the parts; .messagelist of the answer.
// Writes: these parts, and the text of [data-outcome], the nearest within .says or else the first of the page.
// Events: submit.

let isSending = false

/**
 * Return the messages of a page as one line.
 * @param {Document} page
 */
function messagesOf(page) {
  return [...page.querySelectorAll(".messagelist li")].map((line) => line.textContent.trim()).join(" ")
}

/**
 * Put the parts of another page in place of this page's; do nothing and return false where that page has not all.
 * @param {Document} page
 * @param {string[]} ids
 */
function replaceParts(page, ids) {
  const parts = ids.map((id) => [document.getElementById(id), page.getElementById(id)])
  if (parts.some(([, part]) => !part)) return false
  for (const [old, part] of parts) old.replaceWith(part)
  return true
}

/**
 * Send the form, replace the parts, say how it went and move the focus into the first part.
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button the one that was pressed
 * @param {string[]} ids
 */
async function send(form, button, ids) {
  const outcome = (button.closest(".says") ?? document).querySelector("[data-outcome]")
  const address = button.hasAttribute("formaction") ? button.formAction : form.action
  const answer = await fetch(address, { method: "POST", body: new FormData(form, button) })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (!answer.ok || !replaceParts(page, ids)) throw new Error(String(answer.status))
  outcome.textContent = messagesOf(page)
  const [part] = ids.map((id) => document.getElementById(id))
  part.querySelector("[aria-invalid=true], textarea, th a, button")?.focus()
}

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter]
  const ids = (button?.dataset.replaces ?? form.dataset.replaces)?.split(" ")
  if (!ids || !button) return
  event.preventDefault()
  if (isSending) return
  isSending = true
  try {
    await send(form, button, ids)
  } catch {
    form.removeAttribute("data-replaces")
    button.removeAttribute("data-replaces")
    form.requestSubmit(button)
  }
  isSending = false
})
