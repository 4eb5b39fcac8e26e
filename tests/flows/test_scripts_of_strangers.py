"""Scripts of strangers in a real browser whose policy is switched off: none runs, on readers' pages or the newsroom's.

`browser.txt` holds them one a line: schemes in every spelling, handlers, SVG, MathML, srcdoc, markup that a parser
mends into another, ends of attributes, templates and styles.
"""

import json
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from stories import intake
from stories.intake import IntakeOptions, OnArrival
from stories.models import Filing, Story, StoryTemplate
from tests.builders import NOON, a_filing, a_section, rewrite
from tests.flows.editing import TEXT
from tests.photo_files import a_photo, add_pictures
from tests.sample_folders import OWN_ATTACKS
from tests.stories.admin.browser import story_page

pytestmark = pytest.mark.django_db(transaction=True)

PAYLOADS = (OWN_ATTACKS / "xss" / "browser.txt").read_text().splitlines()
A_STORY = 24  # payloads of its text
TOUCHES = ("pointerenter", "mouseover", "focus", "click", "wheel", "animationstart", "toggle", "error", "load", "copy")
# Every payload calls alert(1); the newsroom itself asks by confirm() and opens windows, and never calls alert().
HOOK = """
window.ran = []
window.alert = () => window.ran.push("alert")
for (const name of ["confirm", "prompt", "print", "open"]) window[name] = () => true
"""
# Fires what a reader's hand could at every element that a stranger may have brought, and lets what it began end.
TOUCH = f"""async () => {{
  const stops = (event) => event.preventDefault()
  for (const name of ["click", "submit"]) addEventListener(name, stops, true)
  for (const element of document.querySelectorAll("body *"))
    for (const name of {json.dumps(TOUCHES)}) element.dispatchEvent(new Event(name, {{ bubbles: false }}))
  const links = [...document.querySelectorAll("[href], [action], [formaction], [src], [data]")]
  const isOdd = (value) => {{
    const url = URL.canParse(value, location) ? new URL(value, location) : null
    const isPicture = url?.protocol === "data:" && url.pathname.startsWith("image/")
    return url && !isPicture && !["http:", "https:", "mailto:", "tel:", "blob:"].includes(url.protocol)
  }}
  const odd = links.flatMap((each) => ["href", "action", "formaction", "src", "data"]
    .map((name) => each.getAttribute(name) ?? "").filter(isOdd))
  const handlers = [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())
    .filter((name) => name.startsWith("on") || name === "srcdoc")
  await new Promise((resolve) => setTimeout(resolve, 0))
  return [...window.ran, ...odd, ...handlers]
}}"""


PASTE = """(html) => {
  const data = new DataTransfer()
  data.setData("text/html", `<p>Dam ${html}</p>`)
  data.setData("text/plain", "Dam")
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
  document.querySelector(".prose-text").dispatchEvent(event)
}"""


def take(number, payloads):
    """Take copy of a stranger with payloads in all its fields, and file it."""
    first = payloads[0]
    body = "".join(f"<p>River {number}.{place}: {payload}</p>" for place, payload in enumerate(payloads))
    piece = {
        "type": "text", "uri": f"urn:vesper:{number}", "version": "1", "language": "en", "source": "Vesper",
        "headline": f"Dam {number} {first}", "slugline": f"Dam-{number} {payloads[1]}"[:150], "byline": payloads[2],
        "body_html": body, "ednote": payloads[3], "located": payloads[4], "service": [{"name": "World"}],
    }  # fmt: skip
    data = json.dumps(piece).encode()
    [item] = intake.take("copy.json", data, now=NOON, options=IntakeOptions(on_arrival=OnArrival.FILE))
    assert item.story, item.reason
    return item.story


@pytest.fixture
def stories():
    """Return stories that hold every payload, the last one with a photo and words typed by hand too."""
    a_section()
    parts = [PAYLOADS[start : start + A_STORY] for start in range(0, len(PAYLOADS), A_STORY)]
    found = [take(number, part) for number, part in enumerate(parts)]
    photo = a_photo(caption=PAYLOADS[61], alt=PAYLOADS[62], credit=PAYLOADS[63])
    typed = rewrite(found[-1], f"Typed: {PAYLOADS[0]}\n\n{PAYLOADS[40]}", headline=PAYLOADS[60])
    add_pictures(typed, (photo, PAYLOADS[64]))
    a_filing(found[-1], "1st LD", note=PAYLOADS[67])
    StoryTemplate.objects.create(name=PAYLOADS[66][:40], headline=PAYLOADS[66])
    return [Story.objects.get(pk=story.pk) for story in found]


def what_ran(page, paths):
    """Return the addresses at which something of a stranger's ran or stands, with what it was."""
    page.add_init_script(HOOK)
    found = {}
    for path in paths:
        page.goto(path, wait_until="load")
        if ran := page.evaluate(TOUCH):
            found[path] = ran
    return found


def test_hook_sees_what_runs(browse):
    page = browse("/help/", bypass_csp=True)
    page.add_init_script(HOOK)
    page.goto("/help/")
    assert page.evaluate(TOUCH) == []
    page.evaluate("""document.body.innerHTML +=
      '<img src=x onerror=alert(1)><p onmouseover=alert(1)>Dam</p><a href="java\\tscript:alert(1)">Dam</a>'""")

    ran = page.evaluate(TOUCH)

    assert {"alert", "onerror", "onmouseover", "java\tscript:alert(1)"} <= set(ran)


def test_nothing_runs_on_the_pages_of_readers(browse, stories):
    public = [Filing.public.newest().get(story=story.pk).get_absolute_url() for story in stories]
    last = public[-1]
    paths = [
        *public, f"{last}history/", f"{last}history/1..2/", f"{last}history/1..2/?view=split", f"{last}history/growth/",
        f"{last}history/1..2/embed/", "/", "/sections/world/", "/archive/", "/ticker/", "/ticker/embed/", "/changes/",
        *(f"/archive/?{urlencode({'q': payload})}" for payload in PAYLOADS[60::16]),
        f"/corrections/?{urlencode({'q': PAYLOADS[-30]})}",
    ]  # fmt: skip

    assert what_ran(browse("/help/", bypass_csp=True), paths) == {}


def test_nothing_runs_in_the_newsroom(browse_desk, stories):
    last = stories[-1]
    names = ("change", "history", "file", "correct", "hold", "kill", "read")
    paths = [
        *(story_page("change", story) for story in stories),
        *(story_page(name, last) for name in names),
        "/admin/", "/admin/stories/story/", "/admin/stories/item/", "/admin/stories/photo/", "/admin/audit/",
        "/admin/stories/storytemplate/", "/admin/stories/story/add/",
        *(f"/admin/stories/story/?{urlencode({'q': payload})}" for payload in PAYLOADS[60::40]),
    ]  # fmt: skip

    assert what_ran(browse_desk("/admin/", "chief", bypass_csp=True), paths) == {}


def test_nothing_runs_where_two_texts_clash(browse_desk, stories):
    page = browse_desk(story_page("change", stories[-1]), bypass_csp=True)
    page.add_init_script(HOOK)
    page.goto(story_page("change", stories[-1]))
    page.fill("[name=headline]", f"Mine {PAYLOADS[90]}")
    rewrite(stories[-1], f"Theirs: {PAYLOADS[100]}", headline=f"Theirs {PAYLOADS[110]}")

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("body")).to_contain_text("Theirs", timeout=20_000)

    assert page.evaluate(TOUCH) == []


def test_nothing_runs_that_is_pasted(editing):
    page = editing(bypass_csp=True)
    page.evaluate(HOOK)
    for payload in PAYLOADS:
        page.evaluate(PASTE, payload)

    ran = page.evaluate(TOUCH)

    assert ran == []
    assert "Dam" in page.inner_text(TEXT)
