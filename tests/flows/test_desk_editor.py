"""Writing a story in a real browser: marks, pasted pages, and a text that comes out as it went in."""

import json

import pytest
from playwright.sync_api import expect

from stories import copy
from stories.models import Snippet, Story
from tests.builders import a_story
from tests.flows.editing import BODY, TEXT, put_caret
from tests.photo_files import a_photo, add_pictures
from tests.sample_folders import HTML_CASES
from tests.stories.admin.browser import story_page
from tests.stories.copy.block_table import block_rows

pytestmark = pytest.mark.django_db(transaction=True)


PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".prose-text").dispatchEvent(paste);
}"""

SELECT = """(words) => {
  const { editor } = document.querySelector(".prose-text");
  let from = 0;
  editor.state.doc.descendants((node, at) => {
    if (!from && node.text?.includes(words)) from = at + node.text.indexOf(words);
  });
  editor.chain().focus().setTextSelection({ from, to: from + words.length }).run();
}"""

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
        "<ol>\n<li>Selda</li>\n<li>Maran</li>\n</ol>\n\n[dam]",
        id="web",
    ),
    pytest.param(HALF_A_HEADLINE, "dam at Karse Head", id="half a headline"),
    pytest.param(
        "<p>It holds 10<sup>6</sup> m<sup>3</sup> of H<sub>2</sub>O<sup>[1]</sup>, "
        "the 1<sup>st</sup>, 2<sup>7a</sup> and 2<sup>k</sup>, 10<span style='vertical-align: super'>6</span></p>",
        "It holds 10⁶ m³ of H₂O[1], the 1st, 2^7a and 2^k, 10⁶",
        id="raised and lowered",
    ),
    pytest.param(
        "<p>The dam <s><span class=msoDel><del>failed</del></span></s> <ins>held</ins><strike> twice</strike>"
        "<a style='mso-comment-reference:VM_1'> fast</a><span class=MsoCommentReference>[VM1]</span>."
        "<span style='display: none'>unseen</span></p>"
        "<div style='mso-element: comment-list'><div style='mso-element: comment'><p>Check this.</p></div></div>",
        "The dam held fast.",
        id="struck out and remarked",
    ),
    pytest.param(
        "<ol start=5><li>Selda</li><li value=9>Maran</li><li>Oran</li></ol>"
        "<ol><li>One<ul><li>Within</li></ul></li><li>Two</li></ol>",
        "5. Selda\n\n9. Maran\n\n10. Oran\n\n1. One\n\n<ul>\n<li>Within</li>\n</ul>\n\n2. Two",
        id="lists that count on, and lists in lists",
    ),
    pytest.param(
        "<table><tr><th colspan=2>Town</th><th>Wells</th></tr><tr><td rowspan=2>Selda</td><td>old</td><td>3</td></tr>"
        "<tr><td>new</td><td>4</td></tr></table>",
        "<table>\n<tr><th>Town</th><th></th><th>Wells</th></tr>\n<tr><td>Selda</td><td>old</td><td>3</td></tr>\n"
        "<tr><td></td><td>new</td><td>4</td></tr>\n</table>",
        id="cells that span",
    ),
    pytest.param(
        '<p><a href="/dam">The dam</a>, <a href="javascript:alert(1)">held</a> <img src="x" alt="A map, style=old"> so'
        '<img src="e" alt="🙂"><img src="y" alt=""></p>',
        "The dam, held  [A map, style=old]  so🙂".replace("  ", " "),
        id="links that lead nowhere, and pictures",
    ),
    pytest.param(MESSAGE, "The dam held.\n\nNobody was hurt.", id="message"),
]


def text(page):
    """Return the text of the editor as somebody would type it, read by the newsroom."""
    return copy.to_typed(copy.from_typed(page.input_value(BODY)))


def select(page, words):
    page.evaluate(SELECT, words)
    expect(page.locator(TEXT)).to_be_focused()


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
    page.click(".foot-bar [name=save]")
    page.wait_for_selector(".messagelist")
    assert copy.to_typed(Story.objects.get().blocks) == before


@pytest.mark.parametrize(("html", "expected"), PASTED)
def test_pasted_pages_are_cleaned_to_the_elements_of_copy(editing, html, expected):
    page = editing("")

    page.evaluate(PASTE, [html, "The plain words."])

    assert text(page) == expected


EMPTY = "() => document.querySelector('.prose-text').editor.commands.clearContent(true)"


def test_a_paste_is_read_by_the_rules_of_copy_that_comes_by_wire(editing):
    page = editing("")
    cases = json.loads(HTML_CASES.read_text(encoding="utf-8"))
    pasted = {}

    for case in cases:
        page.evaluate(EMPTY)
        page.evaluate(PASTE, [case["html"], "The plain words."])
        pasted[case["html"]] = block_rows(copy.from_typed(page.input_value(BODY)))

    assert pasted == {case["html"]: case["blocks"] for case in cases}


def test_a_caption_under_a_picture_is_told(editing):
    page = editing("")

    page.evaluate(PASTE, ["<p>It held.</p><figure><img src='x'><figcaption>The dam.</figcaption></figure>", "x"])

    expect(page.locator(".struck")).to_have_text("Left out, as it stands under a picture there: “The dam.”")
    assert text(page) == "It held."


def test_what_was_struck_out_is_told_and_nothing_breaks_the_policy(editing):
    page = editing("")
    told = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)

    page.evaluate(
        PASTE, [f"{WORD}<p style='color:red' onclick='x()'>It <del>failed</del> held.</p>", "The plain words."]
    )

    expect(page.locator(".struck")).to_have_text("Left out, as it was struck out there: “failed”")
    assert "failed" not in text(page)
    assert [each for each in told if "about:srcdoc" not in each] == []  # the preview, whose script never runs


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
        (
            "The toll rose to\n12. The ministry said so.\n\nIt rained.",
            "The toll rose to 12. The ministry said so.\n\nIt rained.",
        ),
        (
            "Two towns are dry:\n1. Selda,\n  by the dam\n2. Maran\n\n- one\n\n- two",
            "Two towns are dry:\n\n1. Selda, by the dam\n\n2. Maran\n\n- one\n\n- two",
        ),
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
    select(page, "rained")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Link to")).to_be_focused()
    page.keyboard.type("example.org/rain")
    page.keyboard.press("Enter")

    assert text(page) == (
        "The <strong>dam</strong> held.\n\n<em>Nobody</em> was hurt.\n\n"
        'It <a href="https://example.org/rain">rained</a>. It stopped.'
    )
    select(page, "dam")
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Bold").click()
    select(page, "rained")
    page.get_by_role("button", name="Link").click()
    page.get_by_role("button", name="Take the link off").click()
    assert text(page) == "The dam held.\n\n<em>Nobody</em> was hurt.\n\nIt rained. It stopped."
    select(page, "Nobody")
    page.keyboard.press("Control+\\")
    assert text(page) == "The dam held.\n\nNobody was hurt.\n\nIt rained. It stopped."
    page.get_by_role("button", name="Undo").click()
    assert text(page) == "The dam held.\n\n<em>Nobody</em> was hurt.\n\nIt rained. It stopped."


def test_tools_are_one_stop_and_arrows_walk_along_them(editing):
    page = editing()

    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Wide view")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(TEXT)).to_be_focused()


def test_words_are_found_and_replaced_in_headline_text_and_captions_at_once(browse_desk):
    photo = a_photo(caption="Selda at dusk.", alt="", renditions_current=False)
    body = "The dam at <strong>Sel</strong>da held.\n\nSelda and Seldas. selda"
    story = add_pictures(a_story(headline="Selda is dry", body=body), photo)
    page = browse_desk(story_page("change", story), viewport={"width": 1400, "height": 900})
    expect(page.locator(f"#caption-{photo.pk}")).to_have_value("Selda at dusk.")
    bar = page.get_by_role("search", name="In this story")

    put_caret(page, "start")
    page.keyboard.press("Control+f")
    page.keyboard.type("Selda")
    expect(bar.get_by_role("status")).to_have_text("1 of 6, in the headline")
    expect(page.locator(".found")).to_have_count(5)  # one of the four in the text stands in two marks
    bar.get_by_label("Match case").check()
    expect(bar.get_by_role("status")).to_have_text("1 of 5, in the headline")
    bar.get_by_label("Whole words").check()
    expect(bar.get_by_role("status")).to_have_text("1 of 4, in the headline")
    bar.get_by_label("Find", exact=True).press("Shift+Enter")
    expect(bar.get_by_role("status")).to_have_text("4 of 4, in the pictures")
    bar.get_by_label("Find", exact=True).press("Enter")
    bar.get_by_label("Find", exact=True).press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2 of 4, in the text")
    bar.get_by_label("Replace with").fill("Maran")
    bar.get_by_role("button", name="Replace all 4").click()

    expect(bar.get_by_role("status")).to_have_text("4 replaced.")
    assert text(page) == "The dam at <strong>Maran</strong> held.\n\nMaran and Seldas. selda"
    expect(page.locator("#id_headline")).to_have_value("Maran is dry")
    expect(page.locator("#id_pictures")).to_have_value(f"{photo.pk} Maran at dusk.")
    bar.get_by_role("button", name="Put back").click()
    assert text(page) == body
    expect(page.locator("#id_headline")).to_have_value("Selda is dry")
    expect(page.locator("#id_pictures")).to_have_value(f"{photo.pk} Selda at dusk.")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_style_notes_lead_into_the_text_and_do_what_they_say(editing):
    page = editing("By Ada Karn\n\nKARSE HEAD, Feb. 10 (Vesper) -- The the dam held.")
    notes = page.locator("[data-meters]")

    notes.get_by_role("button", name="Move it").first.click()
    expect(page.locator("#id_byline")).to_have_value("By Ada Karn")
    expect(notes.get_by_role("button", name="Move it")).to_have_count(1)
    notes.get_by_role("button", name="Move it").click()
    expect(page.locator("#id_dateline")).to_have_value("KARSE HEAD, Feb. 10 (Vesper) --")
    assert text(page) == "The the dam held."
    page.focus("#id_headline")
    notes.get_by_role("button", name="Go there").click()

    expect(page.locator(TEXT)).to_be_focused()


def test_headings_quotes_lists_and_tables(editing):
    page = editing("Water\n\nIt fell.\n\nSelda\n\nMaran\n\nOran")

    for words, name in [("Wat", "Heading"), ("fell", "Quote"), ("Selda", "Bulleted list"), ("Maran", "Preformatted")]:
        select(page, words)
        page.get_by_role("button", name=name).click()
    put_caret(page, "end")
    page.get_by_role("button", name="Table").click()
    page.keyboard.type("Town")
    for act in ("Drop column", "Drop row"):
        page.locator(".toolbar summary").click()
        page.get_by_role("button", name=act).click()

    assert text(page) == (
        "<h2>Water</h2>\n\n<blockquote>\nIt fell.\n</blockquote>\n\n<ul>\n<li>Selda</li>\n</ul>\n\n"
        "<pre>\nMaran\n</pre>\n\nOran"
    )


def test_the_box_takes_words_that_are_put_into_it_and_leads_to_the_editor(editing):
    page = editing("It held.")

    page.fill(BODY, "<p>It fell.</p>")
    expect(page.locator(TEXT)).to_have_text("It fell.")
    page.focus("#id_headline")
    page.locator("label[for=id_body]").evaluate("label => label.click()")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    put_caret(page, "end")
    page.keyboard.type(" Fast.")

    assert text(page) == "It fell. Fast."


def test_without_script_the_box_is_typed_in(browse_desk):
    story = a_story(body="It held.")
    page = browse_desk(story_page("change", story), java_script_enabled=False)

    page.fill(BODY, "It <strong>fell</strong>.\n\nFast.")
    page.click(".foot-bar [name=save]")

    assert copy.to_typed(Story.objects.get().blocks) == "It <strong>fell</strong>.\n\nFast."


def test_snippet_is_chosen_while_its_name_is_typed(browse_desk):
    for name, text in (("about-maran", "Maran is far."), ("about-vesper", "Vesper is near."), ("weather", "It rains.")):
        Snippet.objects.create(name=name, body=copy.to_json(copy.from_typed(text)))
    page = browse_desk(story_page("change", a_story(body="The dam held.")))
    put_caret(page, "end")
    names = page.locator("#snippet-list").get_by_role("option")

    page.keyboard.press("Enter")
    page.keyboard.type("/about")
    expect(names).to_contain_text(["/about-maran Maran is far.", "/about-vesper Vesper is near."])
    page.keyboard.press("Escape")
    expect(names).to_have_count(0)
    page.keyboard.type("-")
    page.keyboard.press("ArrowDown")
    page.locator(TEXT).dispatch_event("focus")
    expect(names.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.locator(f"{TEXT} p")).to_have_text(["The dam held.", "Vesper is near."])
    expect(page.locator("#snippet-list")).to_be_hidden()
