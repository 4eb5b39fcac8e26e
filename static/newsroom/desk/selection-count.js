// The number of marked stories, printed beside the acts on them.
//
// Reads: the ticked boxes called "story" in #result_list.
// Writes: the text of [data-marked].

const list = document.getElementById("result_list")
const place = document.querySelector("[data-marked]")

function showCount() {
  const count = list.querySelectorAll("input[name=story]:checked").length
  place.textContent = count ? interpolate(ngettext("%s marked", "%s marked", count), [count]) : ""
}

list?.addEventListener("change", showCount)
addEventListener("pageshow", () => list && showCount())
