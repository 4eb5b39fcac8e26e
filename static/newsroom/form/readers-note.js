// What readers will see of a correction, as its words are typed.
//
// Reads: of the form around [data-readers-note], the class and its name, what was wrong, what is right, the note.
// Writes: there, the words of [data-says], and which of the two ways of saying it is shown. Events: input.

const FIELDS = ["wrong", "right", "note"]

document.addEventListener("input", ({ target }) => {
  const form = target.form
  const note = form?.querySelector("[data-readers-note]")
  if (!note) return
  const said = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]))
  const place = (name) => note.querySelector(`[data-says=${name}]`)
  for (const name of FIELDS) place(name).textContent = said[name]
  place("amends").textContent = form.querySelector("[name=amends]:checked ~ strong")?.textContent ?? ""
  place("wrong").closest("dl").hidden = !said.wrong
  place("note").closest("p").hidden = Boolean(said.wrong) || !said.note
})
