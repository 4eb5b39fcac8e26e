// Notifications of the browser about what is for the person, where they allow it in this browser: the act and the
// slugline, no other word of a story. One window of several tells it.
//
// Reads: data-notifies-at of its script, the address that knows; localStorage, under "notify", whether it is wished, and
//   "notified", the last that was told.
// Writes: those; on the page of settings [data-notify], a button with a status.
// Events: click of the button; else it asks every 30 seconds.

const EVERY = 30_000 // milliseconds
const WISHED = "notify"
const LAST = "notified"
const address = document.querySelector("[data-notifies-at]")?.dataset.notifiesAt
const choice = document.querySelector("[data-notify]")

const isOn = () => window.Notification && Notification.permission === "granted" && localStorage.getItem(WISHED) === "1"

/** Return what is for the person behind the last that was told; null where it cannot be asked. */
async function news() {
  const after = localStorage.getItem(LAST) ?? ""
  const answer = await fetch(`${address}?${new URLSearchParams({ after })}`).catch(() => null)
  return answer?.ok ? answer.json() : null
}

function show({ number, words, page }) {
  const shown = new Notification(words, { tag: String(number) })
  shown.addEventListener("click", () => {
    window.focus()
    location.assign(page)
  })
}

async function tell() {
  if (!isOn()) return
  const isFirst = localStorage.getItem(LAST) === null
  const found = await news()
  if (!found || found.last <= Number(localStorage.getItem(LAST) ?? -1)) return
  localStorage.setItem(LAST, found.last)
  if (!isFirst) for (const row of found.rows) show(row)
}

/** Say on the page of settings how it stands. */
function say() {
  const [button, status] = [choice.querySelector("button"), choice.querySelector("[role=status]")]
  button.textContent = isOn() ? gettext("Stop notifications here") : gettext("Allow notifications here")
  status.textContent =
    Notification.permission === "denied" ? gettext("This browser refuses them. Its settings for this site say so.") : ""
}

if (address)
  setInterval(() => navigator.locks.request("notify", { ifAvailable: true }, (lock) => lock && tell()), EVERY)

if (choice && window.Notification) {
  choice.hidden = false
  say()
  choice.querySelector("button").addEventListener("click", async () => {
    const wish = isOn() ? "" : "1"
    if (wish) await Notification.requestPermission()
    localStorage.setItem(WISHED, wish)
    localStorage.removeItem(LAST)
    await tell()
    say()
  })
}
