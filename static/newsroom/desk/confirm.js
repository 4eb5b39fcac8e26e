// What cannot be undone asks before it is sent.

document.addEventListener(
  "submit",
  (event) => {
    const { asks } = event.target.dataset
    if (asks && !confirm(asks)) event.preventDefault()
  },
  true,
)
