// The button of a filing says what it does: with which designator, and at which time.
//
// Reads: of the form [data-files-at], its designator and time; data-waits, that an embargo sets the time.
// Writes: the words of [data-act-button] of that form. Events: input.

const CLOCK = /(?:^|[ T])(\d{1,2})[:.\uFF1A](\d{2})/ // of a whole date and time, or alone
const AHEAD = /^[+\uFF0B] ?(\d{1,4})$/ // minutes

/** Return the words for a filing with a designator, or none, at a time as the server reads it; null for no time. */
function words(designator, at) {
  if (!at) return designator ? interpolate(gettext("File %(designator)s now"), { designator }, true) : gettext("File now")
  const [, minutes] = AHEAD.exec(at) ?? []
  const [, hour, minute] = CLOCK.exec(at) ?? []
  if (!minutes && !hour) return null
  const parts = { designator, minutes, time: `${hour?.padStart(2, "0")}:${minute}` }
  if (minutes && designator) return interpolate(gettext("File %(designator)s in %(minutes)s minutes"), parts, true)
  if (minutes) return interpolate(gettext("File in %(minutes)s minutes"), parts, true)
  if (designator) return interpolate(gettext("File %(designator)s at %(time)s"), parts, true)
  return interpolate(gettext("File at %(time)s"), parts, true)
}

document.addEventListener("input", ({ target }) => {
  const form = target.form
  if (!form?.matches("[data-files-at]")) return
  const [designator, at] = ["designator", "at"].map((name) => form.elements[name].value.trim())
  if (!at && "waits" in form.dataset) return
  const button = [...form.elements].find((field) => field.matches("[data-act-button]"))
  button.textContent = words(designator, at) ?? button.textContent
})
