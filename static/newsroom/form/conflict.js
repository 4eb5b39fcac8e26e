// Places that both changed, settled by single keys: 1 theirs, 2 both, 3 mine, e what is written there, n the next place
// that is open. What is chosen stands in the field for the result, where it may be written over.
//
// Reads: the radios of each .question, by their values; data-words of their labels; data-off of #keys, whether single
//   keys are switched off.
// Writes: which radio is checked, the words of the field. Events: keydown; change of the radios, input of the field.

const WRITTEN = "written"
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

const resultOf = (question) => question.querySelector(".written textarea")

/** Check a radio, and put the words that it stands for into the field. */
function choose(question, radio) {
  radio.checked = true
  if (radio.value !== WRITTEN) resultOf(question).value = radio.closest("label").dataset.words
}

for (const question of questions) {
  const checked = radiosOf(question).find((radio) => radio.checked)
  if (checked) choose(question, checked)
  question.addEventListener("change", ({ target }) => {
    if (target.type === "radio") choose(question, target)
  })
  question.addEventListener("input", ({ target }) => {
    if (target === resultOf(question)) radiosOf(question).find(({ value }) => value === WRITTEN).checked = true
  })
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || areOff || isTyping(event.target)) return
  const question = here()
  const radio = radiosOf(question).find(({ value }) => value === CHOICES[event.key])
  if (event.key !== "n" && event.key !== "e" && !radio) return
  event.preventDefault()
  if (event.key === "e") return resultOf(question).focus()
  if (radio) choose(question, radio)
  next()
})
