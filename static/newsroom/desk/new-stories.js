// New rows wait until they are asked for: the list never moves under whoever reads it.

const EVERY = 20_000
const place = document.querySelector("[data-news]")

const upTo = (count) => (count > 99 ? "99+" : count)

async function ask() {
  if (document.hidden) return
  const { news, since, view } = place.dataset
  const answer = await fetch(`${news}?${new URLSearchParams({ since, view })}`).catch(() => null)
  if (!answer?.ok) return
  const { new: count, filings } = await answer.json()
  const withFilings = ngettext(
    "%(new)s new, show (%(filings)s filing)",
    "%(new)s new, show (%(filings)s filings)",
    filings,
  )
  const said = interpolate(
    filings ? withFilings : gettext("%(new)s new, show"),
    { new: upTo(count), filings: upTo(filings) },
    true,
  )
  if (!count || place.textContent === said) return
  const link = document.createElement("a")
  link.href = location.href
  link.textContent = said
  place.replaceChildren(link)
}

setInterval(ask, EVERY)
document.addEventListener("visibilitychange", ask)
