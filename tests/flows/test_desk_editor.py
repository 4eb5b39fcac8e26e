"""Writing a story in a real browser: marks, pasted pages, readings, and the preview beside the text."""

import re
import time
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from stories import copy
from stories.models import Story
from tests.newsroom import a_story
from tests.stories.admin.browser import at

pytestmark = pytest.mark.django_db(transaction=True)

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BODY = "#id_body"
TEXT = ".prose-text"
FRAME = ".preview iframe"

PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".prose-text").dispatchEvent(paste);
}"""

SELECT = """(words) => {
  const texts = document.createTreeWalker(document.querySelector(".prose-text"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && !texts.currentNode.data.includes(words));
  const at = texts.currentNode.data.indexOf(words);
  document.querySelector(".prose-text").focus();
  getSelection().setBaseAndExtent(texts.currentNode, at, texts.currentNode, at + words.length);
}"""

CARET = "(at) => document.querySelector('.prose-text').editor.commands.focus(at)"
HEARD = """(words) => new Promise((done, failed) => {
  const { editor } = document.querySelector(".prose-text");
  const heard = () => editor.state.doc.textBetween(editor.state.selection.from, editor.state.selection.to);
  const look = () => (heard() === words ? done() : setTimeout(look, 20));
  look();
  setTimeout(() => failed(new Error(heard())), 5_000);
})"""  # the editor hears of a selection a moment later

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:Zoom>100</w:Zoom></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head>
<body lang=EN-GB><!--StartFragment-->
<h1>Dam<o:p></o:p></h1>
<p class=MsoNormal>The dam at <b style='mso-bidi-font-weight:normal'>Karse Head</b> held,<span
style='mso-spacerun:yes'>  </span>the <i>ministry</i> said.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Two towns<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>One village<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Selda<o:p></o:p></p></td><td><p class=MsoNormal>3</p></td></tr>
</table><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Selda</p>
<!--EndFragment--></body></html>"""

GMAIL = """<meta http-equiv="content-type" content="text/html; charset=utf-8"><div dir="ltr">The dam <b>held</b>, see
<a href="https://example.org/dam?a=1&amp;b=2" target="_blank" data-saferedirecturl="https://example.org/">the note</a>.
<div><br></div><div>Nobody was <i>hurt</i>.</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">What of
Selda?<br></blockquote></div>"""

WEB = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-size:16pt;font-weight:700">Water falls</span></h2><p dir="ltr"><span style="font-weight:400;">It </span>
<span style="font-weight:700;">fell</span><span style="font-style:italic;"> fast</span><span> &amp; far</span></p></b>
<ol><li><span>Selda</span></li><li><p>Maran</p></li></ol><img src="x.png" alt="dam"><script>alert(1)</script>"""

HALF_A_HEADLINE = """<meta charset='utf-8'><span style="color: rgb(0, 0, 0); font-size: 32px; font-style: normal;
font-weight: 700; white-space: normal; display: inline !important; float: none;">dam at Karse Head</span>"""

MESSAGE = '<span style="white-space: pre-wrap;">The dam held.\n\nNobody was hurt.</span>'

PASTED = [
    pytest.param(
        WORD,
        "<h2>Dam</h2>\n\nThe dam at <strong>Karse Head</strong> held, the <em>ministry</em> said.\n\n"
        "<ul>\n<li>Two towns</li>\n<li>One village</li>\n</ul>\n\n"
        "<table>\n<tr><td>Selda</td><td>3</td></tr>\n</table>\n\n<ol>\n<li>Selda</li>\n</ol>",
        id="Word",
    ),
    pytest.param(
        GMAIL,
        'The dam <strong>held</strong>, see <a href="https://example.org/dam?a=1&amp;b=2">the note</a>.\n\n'
        "Nobody was <em>hurt</em>.\n\n<blockquote>\nWhat of Selda?\n</blockquote>",
        id="Gmail",
    ),
    pytest.param(
        WEB,
        "<h2>Water falls</h2>\n\nIt <strong>fell</strong> <em>fast</em> & far\n\n"
        "<ol>\n<li>Selda</li>\n<li>Maran</li>\n</ol>",
        id="web",
    ),
    pytest.param(HALF_A_HEADLINE, "dam at Karse Head", id="half a headline"),
    pytest.param(MESSAGE, "The dam held.\n\nNobody was hurt.", id="message"),
]


@pytest.fixture
def editing(browse_desk):
    """A function that opens the form of a new story with a text, at its end."""

    def open_form(body="It held.", **options):
        story = a_story(headline="Dam holds", body=body)
        page = browse_desk(at("change", story), **{"viewport": {"width": 1400, "height": 900}, **options})
        page.wait_for_selector(".editor-tools")
        put_caret(page, "end")
        return page

    return open_form


def text(page):
    """What the newsroom reads in what stands in the editor, as somebody would type it."""
    return copy.to_typed(copy.from_typed(page.input_value(BODY)))


def put_caret(page, at):
    page.evaluate(CARET, at)
    expect(page.locator(TEXT)).to_be_focused()


def select(page, words):
    page.evaluate(SELECT, words)
    page.evaluate(HEARD, words)


EVERYTHING = """The <strong>dam</strong> held &amp;copy; and a &lt; b, see <a href="https://example.org/?a=1&amp;b=2">this</a>.<br>
So far.

<h2>Water</h2>

<blockquote>
It fell.

Fast.
</blockquote>

<ul>
<li>Selda, <em>now</em></li>
<li>Maran</li>
</ul>

<ol>
<li>Oran</li>
</ol>

<table>
<tr><th>Town</th><th>Wells</th></tr>
<tr><td>Selda</td><td></td></tr>
</table>

<pre>
  as   it
<strong>was</strong> typed
</pre>

1. Not a list

السد صامد، 大坝守住了。"""


def test_a_text_comes_out_of_the_editor_as_it_went_in(editing):
    page = editing(EVERYTHING)
    before = copy.to_typed(Story.objects.get().blocks)

    page.keyboard.type("x")
    page.keyboard.press("Backspace")

    assert page.input_value(BODY).startswith("<p>")
    assert text(page) == before
    page.click("[name=save]")
    page.wait_for_selector(".messagelist")
    assert copy.to_typed(Story.objects.get().blocks) == before


@pytest.mark.parametrize(("html", "expected"), PASTED)
def test_pasted_pages_are_cleaned_to_the_elements_of_copy(editing, html, expected):
    page = editing("")

    page.evaluate(PASTE, [html, "The plain words."])

    assert text(page) == expected


def test_pasting_can_be_undone(editing):
    page = editing("It held.")

    page.evaluate(PASTE, ["<b>Nobody</b> was hurt.", "Nobody was hurt."])
    pasted = text(page)
    page.keyboard.press("Control+z")

    assert (pasted, text(page)) == ("It held.<strong>Nobody</strong> was hurt.", "It held.")


def test_a_pasted_word_keeps_its_distance(editing):
    page = editing("It held.")
    put_caret(page, "start")

    page.evaluate(PASTE, ["<span>So </span>", "So "])
    page.keyboard.type("far ")

    assert text(page) == "So far It held."


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Nobody was\r\nhurt.\r\n\r\nIt < rained.", "Nobody was hurt.\n\nIt < rained."),
        ("Selda\nMaran", "Selda\n\nMaran"),
        ("one word", "It held.one word"),
    ],
)
def test_plain_text_is_pasted_in_paragraphs(editing, plain, expected):
    page = editing("It held." if "It held" in expected else "")

    page.evaluate(PASTE, ["", plain])

    assert text(page) == expected


def test_marks_by_key_and_button(editing):
    page = editing("The dam held.\n\nNobody was hurt.\n\nIt rained. It stopped.")

    select(page, "dam")
    page.keyboard.press("Control+b")
    select(page, "Nobody")
    page.keyboard.press("Control+i")
    page.once("dialog", lambda dialog: dialog.accept("example.org/rain"))
    select(page, "rained")
    page.keyboard.press("Control+k")

    assert text(page) == (
        "The <strong>dam</strong> held.\n\n<em>Nobody</em> was hurt.\n\n"
        'It <a href="https://example.org/rain">rained</a>. It stopped.'
    )
    select(page, "dam")
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Bold").click()
    page.once("dialog", lambda dialog: dialog.accept(""))
    select(page, "rained")
    page.get_by_role("button", name="Link").click()
    assert text(page) == "The dam held.\n\n<em>Nobody</em> was hurt.\n\nIt rained. It stopped."


def test_headings_quotes_lists_and_tables(editing):
    page = editing("Water\n\nIt fell.\n\nSelda\n\nMaran\n\nOran")

    for words, name in [("Wat", "Heading"), ("fell", "Quote"), ("Selda", "List"), ("Maran", "Preformatted")]:
        select(page, words)
        page.get_by_role("button", name=name).click()
    put_caret(page, "end")
    page.get_by_role("button", name="Table").click()
    page.keyboard.type("Town")
    page.get_by_role("button", name="Drop column").click()
    page.get_by_role("button", name="Drop row").click()

    assert text(page) == (
        "<h2>Water</h2>\n\n<blockquote>\nIt fell.\n</blockquote>\n\n<ul>\n<li>Selda</li>\n</ul>\n\n"
        "<pre>\nMaran\n</pre>\n\nOran"
    )


def test_the_box_takes_words_that_are_put_into_it_and_leads_to_the_editor(editing):
    page = editing("It held.")

    page.fill(BODY, "<p>It fell.</p>")
    expect(page.locator(TEXT)).to_have_text("It fell.")
    page.focus("#id_headline")
    page.click("label[for=id_body]")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    put_caret(page, "end")
    page.keyboard.type(" Fast.")

    assert text(page) == "It fell. Fast."


def test_without_script_the_box_is_typed_in(browse_desk):
    story = a_story(body="It held.")
    page = browse_desk(at("change", story), java_script_enabled=False)

    page.fill(BODY, "It <strong>fell</strong>.\n\nFast.")
    page.click("[name=save]")

    assert copy.to_typed(Story.objects.get().blocks) == "It <strong>fell</strong>.\n\nFast."


def test_readings_follow_the_typing(editing):
    page = editing("The dam held.")
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push([Date.now(), "
        "document.querySelector('.meters [role=status]').textContent]))"
        ".observe(document.querySelector('.meters [role=status]'), { childList: true }) }"
    )

    page.fill("#id_headline", "x" * 97)
    page.wait_for_selector(".is-amber")
    amber = page.inner_text(".meters .readings")
    page.fill("#id_headline", "x" * 111)
    page.wait_for_selector(".is-red")
    page.fill("#id_headline", "Dam holds")
    put_caret(page, "end")
    page.keyboard.type(" Nobody nobody was hurt.")
    page.wait_for_selector(".meters li")

    assert "97 of 90 characters, long" in amber
    assert "Paragraph 1: a word stands twice in “Nobody nobody”." in page.inner_text(".meters")
    assert "7 words, 1 min to read" in page.inner_text(".meters")
    expect(page.locator(".meters [role=status]")).to_have_text("1 style note.")
    moments = [at for at, _ in page.evaluate("said")]
    assert all(later - earlier >= 1_950 for earlier, later in pairwise(moments))


def test_preview_stands_beside_the_text_and_keeps_its_place(editing):
    page = editing("\n\n".join(["The dam held on Tuesday, the ministry said."] * 60))
    frame = page.frame_locator(FRAME)
    frame.locator("h1", has_text="Dam holds").wait_for()
    page.evaluate("document.querySelector('.preview iframe').contentWindow.scrollTo(0, 700)")

    page.fill("#id_headline", "Dam fails")
    begun = time.monotonic()
    frame.locator("h1", has_text="Dam fails").wait_for()
    seconds = time.monotonic() - begun

    assert "Preview, not filed." in frame.locator("main").inner_text()
    assert page.evaluate("document.querySelector('.preview iframe').contentWindow.scrollY") == 700
    assert seconds < 2  # 0.6 of it the pause
    boxes = [page.locator(each).bounding_box() for each in (TEXT, FRAME)]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert Story.objects.get().headline == "Dam holds"


def test_preview_is_looked_at_by_key(editing):
    page = editing()
    page.frame_locator(FRAME).locator("h1").wait_for()

    page.keyboard.press("Control+Shift+P")

    expect(page.locator(FRAME)).to_be_focused()


def test_preview_leads_nowhere(editing):
    page = editing()
    frame = page.frame_locator(FRAME)
    frame.locator("h1").wait_for()

    frame.get_by_role("link", name="Home").click()
    page.wait_for_timeout(200)

    assert frame.locator("h1").inner_text() == "Dam holds"
    assert len(page.context.pages) == 1
    assert page.evaluate("history.length") <= 3


def test_preview_says_when_the_newsroom_does_not_answer(editing):
    page = editing()
    page.frame_locator(FRAME).locator("h1").wait_for()
    page.route("**/preview/", lambda route: route.abort())

    page.fill("#id_headline", "Dam fails")

    expect(page.locator(".preview [role=status]")).to_have_text(
        "The preview stands still: the newsroom did not answer."
    )
    assert page.frame_locator(FRAME).locator("h1").inner_text() == "Dam holds"


def test_preview_opens_without_script(editing, browse_desk):
    story = a_story(headline="Dam holds")
    page = browse_desk(at("change", story), java_script_enabled=False)

    page.fill("#id_headline", "Dam fails")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()

    shown = opened.value
    shown.wait_for_load_state()
    assert shown.inner_text("h1") == "Dam fails"
    assert page.input_value("#id_headline") == "Dam fails"


def faults(page, within):
    """What axe finds in a part of a page."""
    page.evaluate(f"{AXE}; undefined")
    found = page.evaluate(
        "([within, rules]) => axe.run(document.querySelector(within), { runOnly: rules, iframes: false })"
        ".then((result) => result.violations)",
        [within, RULES],
    )
    return {fault["id"]: [node["html"][:120] for node in fault["nodes"]] for fault in found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(editing, scheme):
    page = editing("The the dam held.", color_scheme=scheme)
    page.fill("#id_headline", "x" * 111)
    page.wait_for_selector(".is-red")

    assert faults(page, ".with-preview") == {}
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()
    opened.value.wait_for_load_state()
    assert faults(opened.value, "html") == {}


def test_nothing_is_cut_off_at_320_pixels(editing):
    page = editing("The the dam held.", viewport={"width": 320, "height": 640})
    page.frame_locator(FRAME).locator("h1").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.frame_locator(FRAME).locator("html").evaluate("(html) => html.scrollWidth <= html.clientWidth")


def test_nothing_is_said_against_the_policy(editing):
    said = []
    page = editing()
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.wait_for_selector(".editor-tools")
    page.frame_locator(FRAME).locator("h1").wait_for()

    assert [each for each in said if re.search("Content Security|Refused", each)] == []
