"""The cleaning of what is pasted, as a table: the module alone in a browser, without an editor and without a story."""

import json

import pytest

from tests.sample_folders import HTML_CASES

pytestmark = pytest.mark.django_db(transaction=True)

MODULE = "/static/newsroom/editor/paste-cleaning.js"
CLEAN = f"""async (pieces) => {{
  const {{ cleanPaste }} = await import("{MODULE}")
  return pieces.map((html) => cleanPaste(html).html)
}}"""
STRUCK = f"""async (pieces) => {{
  const {{ cleanPaste }} = await import("{MODULE}")
  return pieces.map((html) => cleanPaste(html).struck)
}}"""
LEFT_OUT = f"""async (pieces) => {{
  const {{ cleanPaste }} = await import("{MODULE}")
  return pieces.map((html) => cleanPaste(html)).map(({{ struck, captions }}) => [struck, captions])
}}"""
PARAGRAPHS = f"""async (pieces) => {{
  const {{ paragraphs }} = await import("{MODULE}")
  return pieces.map((plain) => paragraphs(plain))
}}"""

CLEANED = {
    # what is copy already
    "<p>It <b>held</b>, <em>he</em> said.</p>": "<p>It <b>held</b>, <em>he</em> said.</p>",
    "&lt;b&gt; &amp; c": "&lt;b&gt; &amp; c",
    # marks by style
    '<span style="font-weight:700">held</span>': "<span><strong>held</strong></span>",
    '<span style="FONT-WEIGHT: Bold; font-style: italic">held</span>': "<span><em><strong>held</strong></em></span>",
    '<span style="font-weight:400">held</span>': "<span>held</span>",
    '<span style="mso-bidi-font-weight:700">held</span>': "<span>held</span>",
    '<b style="font-weight:normal">all of it</b>': "all of it",
    '<span style="font-weight:700;display:inline !important;float:none">half a headline</span>': (
        "<span>half a headline</span>"
    ),
    # headings
    "<h1>Water</h1><h4>Towns</h4>": "<h2>Water</h2><h2>Towns</h2>",
    "<h3><b>Water</b> falls</h3>": "<h2>Water falls</h2>",
    '<h2><span style="font-weight:bold">Water</span></h2>': "<h2><span>Water</span></h2>",
    # ends of lines
    '<span style="white-space:pre-wrap">It held.\nSo far.</span>': "<span>It held.<br>So far.</span>",
    "<p>It held.\nSo far.</p>": "<p>It held.\nSo far.</p>",
    # raised and lowered
    "10<sup>6</sup>": "10⁶",
    "CO<sub>2</sub>": "CO₂",
    'm<span style="vertical-align: super">3</span>': "m³",
    "the 1<sup>st</sup>": "the 1st",
    "2<sup>7a</sup>": "2^7a",
    "x<sub>7b</sub>": "x_7b",
    "it said<sup>[1]</sup>": "it said[1]",
    # pictures and links
    '<img src="https://example.org/dam.jpg" alt="The dam">': " [The dam] ",
    'so<img src="smile.png" alt="🙂">': "so🙂",
    '<a href="https://example.org/a?b=1&amp;c=2">this</a>': '<a href="https://example.org/a?b=1&amp;c=2">this</a>',
    '<a href="mailto:desk@example.org">desk</a>': '<a href="mailto:desk@example.org">desk</a>',
    '<a href="javascript:alert(1)">this</a>': "<a>this</a>",
    '<a href="/dam">this</a>': "<a>this</a>",
    # lists
    "<ol><li>Selda</li><li>Maran</li></ol>": "<ol><li>Selda</li><li>Maran</li></ol>",
    '<ol start="5"><li>Selda</li><li value="9">Maran</li><li>Oran</li></ol>': (
        "<p>5. Selda</p><p>9. Maran</p><p>10. Oran</p>"
    ),
    "<ol><li>One<ul><li>Within</li></ul></li><li>Two</li></ol>": ("<p>1. One</p><ul><li>Within</li></ul><p>2. Two</p>"),
    "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·</span>Selda</p>"
    "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·</span>Maran</p>": (
        '<ul data-word=""><li>Selda</li><li>Maran</li></ul>'
    ),
    # tables
    "<table><tbody><tr><td colspan='2'>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>": (
        "<table><tbody><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></tbody></table>"
    ),
    "<table><tbody><tr><th>a</th><th rowspan='2'>b</th></tr><tr><td>c</td></tr></tbody></table>": (
        "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td></tr></tbody></table>"
    ),
    # what is not copy
    "<style>p { color: red }</style><p class='lead' onclick='x()' style='color:red'>It held.</p>": (
        '<p data-onclick="x()">It held.</p>'
    ),
    "<p>It held.<span style='display: none'>unseen</span></p>": "<p>It held.</p>",
    "It held<a style='mso-comment-reference:VM_1'></a><span class=MsoCommentReference>[VM1]</span>.": "It held<a></a>.",
    "It <del>failed</del> <ins>held</ins>.": "It  <ins>held</ins>.",
}

STRUCK_OUT = {
    "<p>It held.</p>": [],
    "It <del>failed</del> held<s>, twice</s>.": ["failed", ", twice"],
    "<s>It <del>failed</del>\n so</s>": ["It failed so"],
    '<span style="text-decoration:line-through">failed</span>': ["failed"],
    "<del> </del>": [],
}

PARTED = {
    "It held.": ["<p>It held.</p>"],
    "Selda\nMaran": ["<p>Selda</p>", "<p>Maran</p>"],
    "It\r\nheld.\r\n\r\nIt < rained & stopped.": ["<p>It held.</p>", "<p>It &lt; rained &amp; stopped.</p>"],
    "The toll rose to\n12. So it was.\n\nIt rained.": ["<p>The toll rose to 12. So it was.</p>", "<p>It rained.</p>"],
    "Dry:\n1. Selda,\n  by the dam\n2. Maran\n\n- one": [
        "<p>Dry:</p>",
        "<p>1. Selda, by the dam</p>",
        "<p>2. Maran</p>",
        "<p>- one</p>",
    ],
}


@pytest.mark.parametrize(
    ("function", "table"),
    [(CLEAN, CLEANED), (STRUCK, STRUCK_OUT), (PARAGRAPHS, PARTED)],
    ids=["cleaned", "struck out", "parted"],
)
def test_paste_is_cleaned(browse, function, table):
    page = browse("/help/")

    assert dict(zip(table, page.evaluate(function, list(table)), strict=True)) == table


def test_what_is_left_out_is_returned(browse):
    cases = json.loads(HTML_CASES.read_text(encoding="utf-8"))

    left_out = browse("/help/").evaluate(LEFT_OUT, [case["html"] for case in cases])

    assert left_out == [[case.get("struck", []), case.get("captions", [])] for case in cases]


def test_cleaning_touches_no_page_and_loads_nothing(browse):
    page = browse("/help/")
    page.evaluate(CLEAN, [""])
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    before = page.content()

    page.evaluate(CLEAN, ["<script>document.title = 'x'</script><img src='/x.png' onerror='alert(1)'>"])
    page.wait_for_timeout(100)

    assert (page.content(), requests) == (before, [])
