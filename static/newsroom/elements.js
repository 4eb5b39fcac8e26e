// The parts that the newsroom's scripts make: an element with a class and words, an icon, a button.

/**
 * Return a new element.
 * @param {string} name
 * @param {string} [className]
 * @param {string} [words]
 */
export const element = (name, className = "", words = "") =>
  Object.assign(document.createElement(name), { className, textContent: words })

/**
 * Return an icon of the page's sprite (admin/_icons.html); it says nothing aloud.
 * @param {string} name
 */
export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  drawing.setAttribute("class", "icon")
  drawing.setAttribute("aria-hidden", "true")
  const shape = drawing.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use"))
  shape.setAttribute("href", `#icon-${name}`)
  return drawing
}

/**
 * Return a button that does something when it is pressed.
 * @param {string} words
 * @param {(event: MouseEvent) => void} onClick
 * @param {{ className?: string, label?: string, drawing?: string, key?: string }} [look] `label` names it where its
 *   words do not; with a drawing its words are its title, with the key that does the same
 */
export function button(words, onClick, { className = "btn", label = "", drawing = "", key = "" } = {}) {
  const made = Object.assign(element("button", drawing ? "icon-btn" : className, drawing ? "" : words), {
    type: "button",
  })
  if (drawing) {
    made.append(icon(drawing), element("span", "visually-hidden", label || words))
    made.title = key ? `${words} (${key})` : words
  } else if (label) made.setAttribute("aria-label", label)
  made.addEventListener("click", onClick)
  return made
}
