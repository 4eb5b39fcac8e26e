// How many stories are new, on the line above the list. They wait until they are asked for: the list never moves under
// whoever reads it. Urgent copy is said by itself, and sounds where the person wishes.
//
// Reads: data-new-stories, the address asked; data-since and data-view, which it is asked with; data-rings.
// Writes: a link in [data-new-stories].
// Events: visibilitychange; else it asks every 20 seconds.

const EVERY = 20_000 // milliseconds
const place = document.querySelector("[data-new-stories]")
const TONES = [880, 1175] // hertz, one after the other
const TONE = 0.18 // seconds
let urgentSeen = 0

const upTo99 = (count) => (count > 99 ? "99+" : count)

/** Return the words of the link. */
function announcement(count, urgent, filings) {
  const values = { new: upTo99(count), urgent: upTo99(urgent), filings: upTo99(filings) }
  if (urgent) return interpolate(gettext("%(new)s new, %(urgent)s urgent"), values, true)
  if (!filings) return interpolate(gettext("%(new)s new, show"), values, true)
  const words = ngettext("%(new)s new, show (%(filings)s filing)", "%(new)s new, show (%(filings)s filings)", filings)
  return interpolate(words, values, true)
}

/** Sound two short tones. A browser that was not touched yet stays silent. */
function ring() {
  const audio = new AudioContext()
  for (const [place, hertz] of TONES.entries()) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()]
    const start = audio.currentTime + place * TONE
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.2, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + TONE)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + TONE)
  }
}

/**
 * Put the words above the list as a link that shows what is new.
 * @param {string} words
 * @param {boolean} isUrgent
 */
function announce(words, isUrgent) {
  const link = document.createElement("a")
  link.href = location.href
  link.textContent = words
  link.classList.toggle("is-urgent", isUrgent)
  place.replaceChildren(link)
}

async function ask() {
  const isRinging = "rings" in place.dataset
  if (document.hidden && !isRinging) return
  const { newStories, since, view } = place.dataset
  const answer = await fetch(`${newStories}?${new URLSearchParams({ since, view })}`).catch(() => null)
  if (!answer?.ok) return
  const { new: count, urgent, filings } = await answer.json()
  const words = announcement(count, urgent, filings)
  if (isRinging && urgent > urgentSeen) ring()
  urgentSeen = urgent
  if (count && place.textContent !== words) announce(words, urgent > 0)
}

setInterval(ask, EVERY)
document.addEventListener("visibilitychange", ask)
