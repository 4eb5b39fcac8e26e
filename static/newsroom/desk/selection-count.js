// How many stories are marked, said beside what can be done with them.

const list = document.getElementById("result_list")
const place = document.querySelector("[data-marked]")

function tell() {
  const count = list.querySelectorAll("input[name=story]:checked").length
  place.textContent = count ? `${count} marked` : ""
}

list?.addEventListener("change", tell)
addEventListener("pageshow", () => list && tell())
