"""What a browser fetches before a link is followed: stories and sections, when a reader points at them."""

import pytest

from tests.builders import a_chain
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

LINKS = """(paths) => document.querySelector("main").replaceChildren(...paths.map((path) => {
  const link = document.createElement("a")
  Object.assign(link, { href: path, textContent: path })
  const line = document.createElement("p")
  line.append(link)
  return line
}))"""


def test_stories_and_sections_are_fetched_ahead_and_nothing_else(browse, live_server):
    story = a_chain("Urgent", "1st LD")
    at = address(story)
    ahead = [at, "/sections/world/"]
    never = [
        "/admin/", "/text-size/", "/color-scheme/", "/archive/?q=dam", "/archive/", f"{at}history/", f"{at}history/1/",
        f"{at}history/1..2/", f"{at}timemap/", "/help/", f"/stories/{story.pk}/history.json", "/oembed",
    ]  # fmt: skip
    page = browse("about:blank")
    fetched = []
    page.context.on("request", lambda request: fetched.append(request.url))
    with page.expect_response("**/speculation-rules.json") as rules:
        page.goto("/", wait_until="networkidle")
    assert rules.value.status == 200
    page.evaluate(LINKS, [*never, *ahead])
    fetched.clear()

    for path in [*never, *ahead]:
        page.locator(f'main a[href="{path}"]').hover()
        page.wait_for_timeout(500)

    assert [url.removeprefix(live_server.url) for url in fetched] == ahead
