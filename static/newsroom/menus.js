// Menus, which are <details>: Escape and a press outside close them, arrows walk along what they hold, and one that
// would open below the window opens above. One is open at a time.
//
// Reads: .menu, and what can be pressed in it.
// Writes: open and the class up of .menu.
// Events: toggle, keydown, pointerdown.

const STEPS = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Return what can be pressed in a menu, in its order.
 * @param {HTMLDetailsElement} menu
 */
const entries = (menu) =>
  [...menu.querySelectorAll("a, button")].filter((entry) => entry.checkVisibility() && !entry.closest("summary"))

/**
 * Close a menu, and put the focus back on its word if it was within.
 * @param {HTMLDetailsElement} menu
 */
function close(menu) {
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus()
  menu.open = false
}

const openMenus = () => [...document.querySelectorAll(".menu[open]")]

document.addEventListener(
  "toggle",
  ({ target: menu }) => {
    if (!menu.matches?.(".menu") || !menu.open) return
    for (const other of openMenus()) if (other !== menu && !other.contains(menu)) other.open = false
    const list = menu.lastElementChild.getBoundingClientRect()
    if (list.bottom > innerHeight && menu.getBoundingClientRect().top > list.height) menu.classList.add("up")
  },
  true,
)

document.addEventListener("pointerdown", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false
})

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu[open]") ?? (event.key === "Escape" && openMenus()[0])
  if (!menu || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape") close(menu)
  else if (event.key in STEPS) {
    const along = entries(menu)
    const here = along.indexOf(document.activeElement)
    const next = here < 0 && event.key === "ArrowUp" ? -1 : here + STEPS[event.key]
    along.at(next % along.length)?.focus()
  } else return
  event.preventDefault()
  event.stopPropagation()
})
