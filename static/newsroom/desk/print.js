// A button that prints the page; where there is no script there is none.
//
// Reads: [data-print]. Writes: that it is there. Events: click of it.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => print())
}
