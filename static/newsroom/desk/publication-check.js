// What the public addresses answer, asked until they do: that a filing is out, that a killed story is gone.

const PATIENCE = 60 // asks, one a second

const second = () => new Promise((resolve) => setTimeout(resolve, 1000))

async function until(answers) {
  for (let asked = 0; asked < PATIENCE; asked += 1) {
    if (await answers().catch(() => false)) return true
    await second()
  }
  return false
}

for (const place of document.querySelectorAll("[data-live]")) {
  const { live, number, said } = place.dataset
  const isOut = async () => {
    const answer = await fetch(live, { cache: "no-store", credentials: "omit" })
    return answer.ok && (await answer.json()).number >= Number(number)
  }
  until(isOut).then((isLive) => {
    place.firstChild.textContent = isLive
      ? `${said} `
      : `${gettext("Filed, but the public page does not show it yet. Look:")} `
  })
}

for (const place of document.querySelectorAll("[data-gone]")) {
  const mark = place.appendChild(document.createElement("span"))
  const isGone = async () => {
    const answer = await fetch(place.dataset.gone, { cache: "no-store", credentials: "omit", method: "HEAD" })
    return answer.status === 410
  }
  mark.textContent = " …"
  until(isGone).then((gone) => {
    mark.textContent = ` ${gone ? gettext("✓ gone (410)") : gettext("still there: look at the cache in front")}`
  })
}
