// A question before a page is left with words in a form that were not sent. The story's own form asks by itself.
//
// Reads: the typed fields of every form that is posted, but for #story-form; formtarget of the pressed button.
// Events: submit, beforeunload and pageshow.

const TYPED = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])"
let sentForm // the form that the page is left by

const isChanged = (field) => !field.readOnly && field.value !== field.defaultValue
const isGuarded = (form) => form.method === "post" && form.id !== "story-form" && form !== sentForm
const isUnsent = (form) => isGuarded(form) && [...form.querySelectorAll(TYPED)].some(isChanged)

addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !event.submitter?.hasAttribute("formtarget")) sentForm = event.target
})

addEventListener("pageshow", () => {
  sentForm = undefined
})

addEventListener("beforeunload", (event) => {
  if ([...document.forms].some(isUnsent)) event.preventDefault()
})
