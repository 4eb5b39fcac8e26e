// Asks before a page is left with words in a form that were neither sent nor kept. The story's own form asks itself.

const KINDS = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])"
let sent // the form that the page is left by

const isWritten = (field) => !field.readOnly && field.value !== field.defaultValue
const asks = (form) => form.method === "post" && form.id !== "story-form" && form !== sent
const isUnsent = (form) => asks(form) && [...form.querySelectorAll(KINDS)].some(isWritten)

addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !event.submitter?.hasAttribute("formtarget")) sent = event.target
})

addEventListener("pageshow", () => {
  sent = undefined
})

addEventListener("beforeunload", (event) => {
  if ([...document.forms].some(isUnsent)) event.preventDefault()
})
