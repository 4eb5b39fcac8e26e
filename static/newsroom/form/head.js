// The filled button names the act as the designator is chosen.
//
// Reads: #id_designator; data-next-act, the designator that is proposed where none is chosen.
//   Of the parts of the panel, data-tab.
// Writes: the first element of [data-next-act], which tab is open; in the session, which was. Events: input of the list,
//   clicks, change of the tabs.

const list = document.getElementById("id_designator")
const button = document.querySelector("[data-next-act]")

list.addEventListener("input", () => {
  if (button?.name !== "file") return
  const designator = list.value || button.dataset.nextAct
  const words = designator ? interpolate(gettext("File %(designator)s"), { designator }, true) : gettext("File")
  button.querySelector("span").textContent = words
})

// A link to a tab of the panel opens it, and one to a field in a tab opens that tab, from this page and from another.

/** Open the tab with an id, and lead to the first field there. */
function openTab(id) {
  const tab = id.startsWith("tab-") && document.getElementById(id)
  if (!tab) return
  tab.checked = true
  tab.dispatchEvent(new Event("change"))
  const section = document.querySelector(`[data-tab="${id.slice(4)}"]`)
  setTimeout(() => section.querySelector("textarea:not([hidden]), input:not([type=hidden])")?.focus(), 0)
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]')
  const target = link && document.getElementById(link.hash.slice(1))
  if (target?.name === "tab") {
    event.preventDefault()
    openTab(target.id)
  } else if (target?.closest("[data-tab]")) {
    event.preventDefault()
    const tab = document.getElementById(`tab-${target.closest("[data-tab]").dataset.tab}`)
    tab.checked = true
    tab.dispatchEvent(new Event("change"))
    target.focus()
  }
})

// The tab that was open last opens again where the page is loaded anew, as a save does.

const KEPT_TAB = `tab:${location.pathname}`
const tabs = [...document.querySelectorAll("[name=tab]")]
for (const tab of tabs) tab.addEventListener("change", () => sessionStorage.setItem(KEPT_TAB, tab.id))
const kept = tabs.find(({ id }) => id === sessionStorage.getItem(KEPT_TAB))
if (kept && !new URLSearchParams(location.search).has("next")) kept.checked = true

addEventListener("hashchange", () => openTab(location.hash.slice(1)))
openTab(location.hash.slice(1))
