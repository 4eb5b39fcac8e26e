// A field for another story offers those that the words typed into it may mean, by number and headline.
//
// Reads: data-suggests of the field, the states of stories that it takes; data-suggests-at, the address that knows them.
// Writes: the list of the field. Events: input.

const PAUSE = 250 // milliseconds without a key before the desk is asked
const SHORTEST = 3
const LIST = "stories-to-choose"

let timer = 0

function offer(field, stories) {
  const list = document.getElementById(LIST) ?? document.createElement("datalist")
  list.id = LIST
  list.replaceChildren(
    ...stories.map(({ line, note }) => {
      const option = document.createElement("option")
      option.value = line
      option.label = note
      return option
    }),
  )
  field.after(list)
  field.setAttribute("list", LIST)
}

async function ask(field, words) {
  const states = field.dataset.suggests.split(",").filter(Boolean)
  const query = new URLSearchParams([["q", words], ...states.map((state) => ["states", state])])
  const answer = await fetch(`${field.dataset.suggestsAt}?${query}`).catch(() => null)
  if (answer?.ok && field.value.trim() === words) offer(field, (await answer.json()).stories)
}

document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.dataset.suggests === undefined) return
  clearTimeout(timer)
  const words = target.value.trim()
  if (words.length < SHORTEST || words.startsWith("#")) return
  timer = setTimeout(() => ask(target, words), PAUSE)
})
