// The button of a filing says what it does: with which designator, and at which time.
//
// Reads: of the form [data-files-at], its designator and time; data-waits, that an embargo sets the time.
// Writes: the words of [data-act-button] of that form. Events: input.

/** Return the words for a filing with a designator at a time of day, both empty for none. */
function words(designator, time) {
  const parts = { designator, time }
  if (time && designator) return interpolate(gettext("File %(designator)s at %(time)s"), parts, true)
  if (time) return interpolate(gettext("File at %(time)s"), parts, true)
  return designator ? interpolate(gettext("File %(designator)s now"), parts, true) : gettext("File now")
}

document.addEventListener("input", ({ target }) => {
  const form = target.form
  if (!form?.matches("[data-files-at]")) return
  const [designator, at] = ["designator", "at"].map((name) => form.elements[name].value.trim())
  if (!at && "waits" in form.dataset) return
  const button = [...form.elements].find((field) => field.matches("[data-act-button]"))
  button.textContent = words(designator, at.slice(11, 16))
})
