// Who else has the story open, by initials, and a band over the form for what became of the story meanwhile, with the
// one press that helps.
//
// Writes: [data-people]; the text of [data-other-editors], for screen readers; of [data-meanwhile] whether it is
//   hidden, its text, and which of its buttons are, by data-helps of each.

const people = document.querySelector("[data-people]")
const others = document.querySelector("[data-other-editors]")
const band = document.querySelector("[data-meanwhile]")

const presence = (other) =>
  interpolate(other.is_unsaved ? gettext("%(name)s is editing, unsaved") : gettext("%(name)s has it open"), other, true)

/** Print the words in the element; the same words are not told to screen readers twice. */
function say(element, words) {
  if (element && element.textContent !== words) element.textContent = words
}

/** Return the mark of somebody who has the story open: initials, and in a title what they do. */
function avatar(other) {
  const mark = document.createElement("abbr")
  mark.className = `initials here${other.is_unsaved ? " is-writing" : ""}`
  mark.title = presence(other)
  mark.textContent = [...other.name].slice(0, 2).join("").toUpperCase()
  return mark
}

/** Return what became of the story since the page was opened, and which button helps. */
function news(answer, basedOn) {
  if (answer.closed) return [`${answer.closed} ${gettext("Your words are kept here, to copy from.")}`, ""]
  if (answer.saves > basedOn) {
    const words = gettext("%(who)s saved this story at %(at)s: your save will show both texts")
    return [interpolate(words, { who: answer.saved_by ?? gettext("the wire"), at: answer.changed_at }, true), "saved"]
  }
  return [answer.came, answer.came ? "came" : ""]
}

/**
 * Show who else has the story open, and what became of it since the save that the page is based on.
 * @param {DraftAnswer} answer
 * @param {number} basedOn
 */
export function showMeanwhile(answer, basedOn) {
  people?.replaceChildren(...answer.others.map(avatar))
  say(others, answer.others.map(presence).join("; "))
  if (!band) return
  const [words, help] = news(answer, basedOn)
  band.hidden = !words
  say(band.querySelector("[role=status]"), words)
  for (const button of band.querySelectorAll("button")) button.hidden = button.dataset.helps !== help
}
