// What the newsroom makes of the words that stand in a form, as HTML.

/**
 * Return a function that posts the form to an address and gives the text of the answer. A newer question stops one
 * that is under way, which then throws an AbortError; an answer that is no page of the newsroom throws its status.
 * @param {HTMLFormElement} form
 * @returns {(address: string) => Promise<string>}
 */
export function fragmentOf(form) {
  let request = new AbortController()
  return async (address) => {
    request.abort()
    request = new AbortController()
    const answer = await fetch(address, { method: "POST", body: new FormData(form), signal: request.signal })
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
    return answer.text()
  }
}

/**
 * Return the document that the HTML makes; it runs no script.
 * @param {string} html
 */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html")
