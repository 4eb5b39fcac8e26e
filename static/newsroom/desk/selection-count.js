// The number of marked stories, beside the acts on them.
//
// Reads: the ticked boxes named "story" in #result_list.
// Writes: the text of [data-selection-count].
// Events: change and pageshow, as a browser that goes back ticks boxes by itself.

const list = document.getElementById("result_list")
const place = document.querySelector("[data-selection-count]")

function showCount() {
  const count = list.querySelectorAll("input[name=story]:checked").length
  place.textContent = count ? interpolate(ngettext("%s marked", "%s marked", count), [count]) : ""
}

list?.addEventListener("change", showCount)
addEventListener("pageshow", () => list && showCount())
