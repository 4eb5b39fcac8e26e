"""Nothing that axe finds by the rules of WCAG 2.0 to 2.2, levels A and AA."""

import re

import pytest

from stories import desk
from stories.designators import topic_stem
from stories.worker.filing_changes import keep_changes
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, rewrite
from tests.flows.access import RULES, faults
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "<table><tr><th>Place</th><th>Dry</th></tr><tr><td>Oren</td><td>{}</td></tr></table>"
SCRIPTS = re.compile(r"<script.*?</script>|</?noscript>", re.DOTALL)


@pytest.fixture
def pages():
    """Return an address of every kind of page and state."""
    story = a_chain(
        "Urgent", "1st LD Writethru", headline="Dam holds", body="The dam held.\n\nTwo towns were dry.", endmark="Endit"
    )
    a_correction(story)
    arabic = a_chain("", headline="وزراء المياه يتفقون", body="اتفق الوزراء يوم الثلاثاء.", language="ar")
    chinese = a_chain("", headline="山区道路重新开放", body="道路周二重新开放。", language="zh")
    french = a_chain("Urgent", *(f"{n}th LD" for n in range(1, 5)), language="fr")
    table = a_story(body=TABLE.format("12"))
    a_filing(table)
    a_filing(rewrite(table, TABLE.format("21")), "1st LD", note="UPDATES table")
    held, killed = a_chain("Urgent"), a_chain("Urgent")
    desk.hold(held, by=None, now=NOON, reason="A figure is checked.")
    desk.kill(killed, by=None, now=NOON, reason="It was false.")
    keep_changes(NOON)
    topic = f"/topics/{topic_stem(story.slugline)}/"
    rest = ["", "history/", "history/1/", "history/1..3/", "history/1..3/?view=split", "history/growth/"]
    return [
        "/", *(address(story, each) for each in rest), *(address(other) for other in (arabic, chinese, held, killed)),
        address(story, "history/1..2/embed/"), address(story, "history/growth/?q=towns"), address(french, "history/"),
        address(french, "history/4..5/"), address(table, "history/1..2/"), address(table, "history/1..2/?view=split"),
        "/sections/world/", "/editions/ar/", "/editions/zh/", "/archive/?q=damm", "/archive/?language=ar",
        "/corrections/?language=zh", "/changes/2026/02/10/", "/log/",
        "/archive/", "/archive/?q=dam&after=yesterday", "/archive/2026/02/10/", "/corrections/",
        "/archive/?q=dam&in=all", "/archive/2026/", "/archive/2026/02/", "/changes/", "/topics/", topic, "/ethics/",
        "/help/", "/ticker/", "/ticker/embed/", "/no-such-page/",
    ]  # fmt: skip


def serve_without_script(route):
    """Return the page and its styles as a browser without script takes them; axe itself needs one that has it."""
    answer = route.fetch()
    words = SCRIPTS.sub("", answer.text()).replace("(scripting: enabled)", "(scripting: none)")
    route.fulfill(response=answer, body=words)


@pytest.mark.parametrize(
    ("mode", "options"),
    [("light", {"viewport": {"width": 1366, "height": 900}}),
     ("dark", {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}),
     ("forced colours", {"forced_colors": "active"}),
     ("largest text", {}), ("no script", {})],
)  # fmt: skip
def test_axe_finds_nothing(browse, pages, mode, options):
    page = browse("/healthz", **{"viewport": {"width": 1000, "height": 900}, **options})
    if mode == "no script":
        page.route("**/*", serve_without_script)
    if mode == "largest text":
        page.context.add_cookies([{"name": "fs", "value": "xxl", "url": page.url}])

    found = {}
    for path in pages if mode in ("light", "dark") else pages[:: len(pages) // 7]:
        page.goto(path)
        found[path] = faults(page, rules=[*RULES, "best-practice"])

    assert {path: each for path, each in found.items() if each} == {}


def test_axe_finds_a_fault_where_there_is_one(browse):
    page = browse("/help/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")

    assert "button-name" in faults(page)
