// What the newsroom makes of what stands in a form.

/** A function that sends the form to an address and gives the answer's text; a newer question stops one under way. */
export function asking(form) {
  let request = new AbortController()
  return async (address) => {
    request.abort()
    request = new AbortController()
    const answer = await fetch(address, { method: "POST", body: new FormData(form), signal: request.signal })
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
    return answer.text()
  }
}

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html")
