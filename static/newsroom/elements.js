// The parts that the newsroom's scripts make: an element with a class and words, an icon, a button.

/**
 * Return a new element.
 * @param {string} name
 * @param {string} className
 * @param {string} [words]
 */
export const element = (name, className = "", words = "") =>
  Object.assign(document.createElement(name), { className, textContent: words })

/**
 * Return an icon of the page's sprite; it says nothing by itself.
 * @param {string} name
 */
export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  drawing.setAttribute("class", "i")
  drawing.setAttribute("aria-hidden", "true")
  drawing.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use")).setAttribute("href", `#i-${name}`)
  return drawing
}

/**
 * Return a button that does something when it is pressed.
 * @param {string} words
 * @param {(event: MouseEvent) => void} onClick
 * @param {{ className?: string, label?: string, drawing?: string }} [look] `label` names it where its words do not;
 *   with a drawing the words stand beside it for screen readers alone
 */
export function button(words, onClick, { className = "", label = "", drawing = "" } = {}) {
  const made = Object.assign(element("button", className, drawing ? "" : words), { type: "button" })
  if (drawing) {
    made.append(icon(drawing), element("span", "vh", label || words))
    made.title = words
  } else if (label) made.setAttribute("aria-label", label)
  made.addEventListener("click", onClick)
  return made
}
