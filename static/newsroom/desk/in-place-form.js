// A small form beside the copy is sent by itself, and the parts of the page that it names are put in anew: words that
// are not saved stay where they are. What cannot be sent so goes the plain way.

let isSending = false

/** The messages that a page came with. */
const messages = (page) =>
  [...page.querySelectorAll(".messagelist li")].map((line) => line.textContent.trim()).join(" ")

/** Put the parts of another page in place of ours; false where it has not all of them. */
function putIn(page, ids) {
  const parts = ids.map((id) => [document.getElementById(id), page.getElementById(id)])
  if (parts.some(([, part]) => !part)) return false
  for (const [old, part] of parts) old.replaceWith(part)
  return true
}

function toldBy(button) {
  return (button.closest(".says") ?? document).querySelector("[data-said]")
}

async function send(form, button, ids) {
  const said = toldBy(button)
  const address = button.hasAttribute("formaction") ? button.formAction : form.action
  const answer = await fetch(address, { method: "POST", body: new FormData(form, button) })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  if (!answer.ok || !putIn(page, ids)) throw new Error(String(answer.status))
  said.textContent = messages(page)
  const [part] = ids.map((id) => document.getElementById(id))
  part.querySelector("[aria-invalid=true], textarea, th a, button")?.focus()
}

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter]
  const ids = (button?.dataset.stays ?? form.dataset.stays)?.split(" ")
  if (!ids || !button) return
  event.preventDefault()
  if (isSending) return
  isSending = true
  try {
    await send(form, button, ids)
  } catch {
    form.removeAttribute("data-stays")
    button.removeAttribute("data-stays")
    form.requestSubmit(button)
  }
  isSending = false
})
