// Places that both changed, settled by single keys: 1 theirs, 2 both, 3 mine, n the next place that is open.
//
// Reads: the radios of each .question, by their values; data-off of #keys, whether single keys are switched off.
// Writes: which radio is checked. Events: keydown.

const CHOICES = { 1: "theirs", 2: "both", 3: "ours" }
const questions = [...document.querySelectorAll(".question")]
const list = document.getElementById("keys")
const areOff = "off" in list.dataset

const radiosOf = (question) => [...question.querySelectorAll("[type=radio]")]
const isOpen = (question) => !radiosOf(question).some((radio) => radio.checked)
const isTyping = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])")

/** Return the place in which the focus is, else the first one. */
const here = () => questions.find((question) => question.contains(document.activeElement)) ?? questions[0]

/** Lead to the next open place, or to the button that puts the text together. */
function next() {
  const from = questions.indexOf(here())
  const question = [...questions.slice(from), ...questions.slice(0, from)].find(isOpen)
  const target = question ? radiosOf(question)[0] : document.querySelector(".act-form button.default")
  target.focus()
  target.scrollIntoView({ block: "nearest" })
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || areOff || isTyping(event.target)) return
  if (event.key !== "n" && !(event.key in CHOICES)) return
  const radio = radiosOf(here()).find(({ value }) => value === CHOICES[event.key])
  if (event.key !== "n" && !radio) return
  if (radio) radio.checked = true
  event.preventDefault()
  next()
})
