// What the text changes of the newest filing, made anew while it is typed and looked at.

const PAUSE = 600; // milliseconds
const against = document.querySelector("[data-against]");
const form = document.getElementById("story-form");
let request = new AbortController();
let timer = 0;
let isStale = false;

async function refresh() {
  request.abort();
  request = new AbortController();
  isStale = false;
  try {
    const sent = { method: "POST", body: new FormData(form), signal: request.signal };
    const answer = await fetch(against.dataset.against, sent);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    against.lastElementChild.replaceChildren(...page.body.childNodes);
  } catch {
    // It stays as it is; the form itself says when the newsroom cannot be reached.
  }
}

function soon() {
  isStale = true;
  clearTimeout(timer);
  if (against.open) timer = setTimeout(refresh, PAUSE);
}

form.addEventListener("input", soon);
against.addEventListener("toggle", () => against.open && isStale && refresh());
