"""The reader's text size: from the first frame on, on every page, with script and without, in any browser window."""

import brotli
import pytest
from playwright.sync_api import expect

from tests.builders import a_chain, a_correction
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""  # WCAG 1.4.12
ADOPT = """(css) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches(".skip, p a, td a"))
  .map((each) => [each.tagName, each.innerText.slice(0, 30), each.getBoundingClientRect().height])
  .filter(([tag, _, height]) => height < (["BUTTON", "SELECT"].includes(tag) ? 44 : 24))"""
WATCH_SIZE = """
const read = () => getComputedStyle(document.documentElement).fontSize
new PerformanceObserver(() => { window.painted ??= read() }).observe({ type: "paint", buffered: true })
addEventListener("DOMContentLoaded", () => { window.parsed = read() })"""
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def size(page):
    """Return the text size of the page in pixels."""
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


def a_page(browse, script=True, **options):
    """Open a story."""
    return browse(address(a_chain("Urgent", "1st LD")), java_script_enabled=script, **options)


def choose(page, name, script):
    """Press a button; without script the form is sent and the page comes again, with it the text follows the press."""
    button = page.get_by_role("button", name=name)
    if script:
        button.click()
        size = button.get_attribute("value")
        page.locator(":root:not([data-fs])" if size == "m" else f":root[data-fs={size}]").wait_for()
    else:
        with page.expect_navigation():
            button.click()


@BOTH
def test_choice_holds_here_on_other_pages_and_after_back(browse, script):
    page = a_page(browse, script)
    story, before = page.url, size(page)
    choose(page, "Larger", script)
    here, where = size(page), page.url
    page.goto("/archive/")
    elsewhere = size(page)
    page.go_back()

    assert (before, here, elsewhere, size(page)) == (16, 24, 24, 24)
    assert (where, page.url) == (story, story)


@BOTH
def test_choice_is_marked_and_medium_takes_it_back(browse, script):
    page = a_page(browse, script)
    choose(page, "Largest", script)
    chosen = page.get_by_role("button", name="Largest")
    style = chosen.evaluate(
        "(button) => [getComputedStyle(button).boxShadow !== 'none', getComputedStyle(button).outlineStyle]"
    )
    choose(page, "Medium", script)

    # Not by colour alone; with script it is marked after the page has come, so that nothing may grow wider.
    assert style == ([True, "none"] if script else [False, "solid"])
    assert size(page) == 16
    assert page.context.cookies() == []


def test_choice_is_said_to_screen_readers(browse):
    with_script, without = a_page(browse), a_page(browse, script=False)
    choose(with_script, "Largest", script=True)
    choose(without, "Largest", script=False)

    expect(with_script.get_by_role("button", name="Largest", pressed=True)).to_be_visible()
    expect(without.get_by_role("button", name="Largest (current size)")).to_be_visible()


def test_first_frame_has_the_size(browse):
    page = a_page(browse)
    choose(page, "Larger", script=True)
    page.add_init_script(WATCH_SIZE)
    page.route("**/site.js", lambda route: route.abort())
    page.goto("/archive/")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")

    assert page.evaluate("[window.parsed, window.painted]") == ["24px", "24px"]


def test_page_that_was_open_before_takes_the_newer_choice(browse):
    page = a_page(browse)
    page.goto("/help/")
    choose(page, "Largest", script=True)
    page.go_back()

    assert size(page) == 32


def everywhere(story):
    """Every kind of page."""
    return [
        "/", address(story), address(story, "history/"), address(story, "history/1/"), address(story, "history/1..2/"),
        address(story, "history/1..2/?view=split"), "/sections/world/", "/archive/", "/archive/2026/02/10/",
        "/archive/?q=nothing", "/corrections/", "/help/", "/ticker/", "/no-such-page/", "/ticker/embed/",
    ]  # fmt: skip


@BOTH
def test_nothing_sticks_out_at_320_pixels_with_double_text_and_wide_spacing(browse, script):
    story = a_chain("Urgent", "1st LD Writethru", headline=f"{LONG} {LONG}", body=f"{LONG * 3}\n\nA town of 9,000.")
    a_correction(story, wrong=LONG, right=LONG[::-1])
    page = browse("/", java_script_enabled=script, viewport={"width": 320, "height": 640})
    page.context.add_cookies([{"name": "fs", "value": "xxl", "url": page.url}])

    widths = {}
    for path in everywhere(story):
        page.goto(path)
        page.evaluate(ADOPT, SPACED)
        widths[path] = (size(page), page.evaluate("document.documentElement.scrollWidth"))

    without_prefs = {"/ticker/embed/"} if not script else set()
    assert widths == {path: (16 if path in without_prefs else 32, 320) for path in widths}


def test_targets_are_large_enough(browse):
    story = a_chain("Urgent", "1st LD Writethru")
    page = browse("/", viewport={"width": 320, "height": 640})

    small = {}
    for path in everywhere(story):
        page.goto(path)
        small[path] = page.evaluate(SMALL_TARGETS)

    assert small == {path: [] for path in small}


def test_a_story_is_three_requests_of_fifteen_kilobytes(browse, live_server):
    body = "\n\n".join(
        f"Paragraph {n} has words of every sort, so that three hundred come together in it." for n in range(20)
    )
    story = a_chain("Urgent", "1st LD Writethru", body=body)
    for number in range(10):
        a_chain("", headline=f"Headline {number} of an ordinary length for a wire story")
    page = browse("about:blank")
    answers = []
    page.on("response", lambda response: answers.append(response))
    page.goto(live_server.url + address(story), wait_until="networkidle")

    weights = {
        answer.url.removeprefix(live_server.url): len(brotli.compress(answer.body(), quality=5)) for answer in answers
    }
    assert len(weights) == 3
    assert sum(weights.values()) <= 15 * 1024
    assert weights["/static/site.js"] <= 3 * 1024
    assert weights[address(story)] <= 14 * 1024


@BOTH
def test_colours_are_those_that_the_reader_chose_on_every_page(browse, script):
    page = a_page(browse, script, color_scheme="light")
    read = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(read)
    with page.expect_navigation():
        page.get_by_role("button", name="Dark").click()
    here, story = page.evaluate(read), page.url
    page.goto("/archive/")
    elsewhere = page.evaluate(read)
    page.goto(story)
    chosen = page.get_by_role("button", name="Dark (current)")
    with page.expect_navigation():
        page.get_by_role("button", name="As your device").click()

    assert (before, here, elsewhere, page.evaluate(read)) == (
        "rgb(253, 252, 249)", "rgb(23, 23, 22)", "rgb(23, 23, 22)", "rgb(253, 252, 249)",
    )  # fmt: skip
    expect(chosen).to_have_count(0)
    assert page.context.cookies() == []
