// What the public addresses answer, asked until they do: that a filing is out, that a killed story is gone.
//
// Reads: data-publication, an address that answers the number of the newest filing; data-number, the number awaited;
//   data-message, the words once it is out; data-withdrawal, an address that must answer 410.
// Writes: the first text of [data-publication], and a mark behind the link of [data-withdrawal].

const ATTEMPTS = 60 // one a second

const second = () => new Promise((resolve) => setTimeout(resolve, 1000))

/**
 * Ask once a second; return whether the answer was ever yes.
 * @param {() => Promise<boolean>} question
 */
async function becomesTrue(question) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await question().catch(() => false)) return true
    await second()
  }
  return false
}

for (const place of document.querySelectorAll("[data-publication]")) {
  const { publication, number, message } = place.dataset
  const isOut = async () => {
    const answer = await fetch(publication, { cache: "no-store", credentials: "omit" })
    return answer.ok && (await answer.json()).number >= Number(number)
  }
  becomesTrue(isOut).then((isLive) => {
    const words = isLive ? message : gettext("Filed, but the public page does not show it yet. Look:")
    place.firstChild.textContent = `${words} `
  })
}

for (const place of document.querySelectorAll("[data-withdrawal]")) {
  const mark = place.appendChild(document.createElement("span"))
  const isGone = async () => {
    const { withdrawal } = place.dataset
    const answer = await fetch(withdrawal, { cache: "no-store", credentials: "omit", method: "HEAD" })
    return answer.status === 410
  }
  mark.textContent = " …"
  becomesTrue(isGone).then((isWithdrawn) => {
    mark.textContent = ` ${isWithdrawn ? gettext("✓ gone (410)") : gettext("still there: look at the cache in front")}`
  })
}
