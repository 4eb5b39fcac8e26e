// A line above the list that says how many stories are new. They wait until they are asked for: the list never moves
// under whoever reads it.
//
// Reads: data-new-stories, the address asked; data-since and data-view, which it is asked with.
// Writes: a link in [data-new-stories].
// Events: visibilitychange; else it asks every 20 seconds.

const EVERY = 20_000 // milliseconds
const place = document.querySelector("[data-new-stories]")

const upTo99 = (count) => (count > 99 ? "99+" : count)

/** Return the words of the link. */
function announcement(count, filings) {
  const values = { new: upTo99(count), filings: upTo99(filings) }
  if (!filings) return interpolate(gettext("%(new)s new, show"), values, true)
  const words = ngettext("%(new)s new, show (%(filings)s filing)", "%(new)s new, show (%(filings)s filings)", filings)
  return interpolate(words, values, true)
}

async function ask() {
  if (document.hidden) return
  const { newStories, since, view } = place.dataset
  const answer = await fetch(`${newStories}?${new URLSearchParams({ since, view })}`).catch(() => null)
  if (!answer?.ok) return
  const { new: count, filings } = await answer.json()
  const words = announcement(count, filings)
  if (!count || place.textContent === words) return
  const link = document.createElement("a")
  link.href = location.href
  link.textContent = words
  place.replaceChildren(link)
}

setInterval(ask, EVERY)
document.addEventListener("visibilitychange", ask)
