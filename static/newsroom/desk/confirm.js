// A question before a form is sent that cannot be undone.
//
// Reads: data-confirm of a form, the question.
// Events: submit, in the capturing phase, so that no other script sends a form that was not meant.

document.addEventListener(
  "submit",
  (event) => {
    const question = event.target.dataset.confirm
    if (question && !confirm(question)) event.preventDefault()
  },
  true,
)
