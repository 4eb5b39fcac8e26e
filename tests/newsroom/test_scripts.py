"""Scripts say what they read and write, and speak the reader's language: no string of theirs escapes the catalogue."""

import re
from itertools import takewhile
from pathlib import Path

import pytest
from django.conf import settings

from tests.newsroom.script_words import literals, strings_to_translate

ROOT = Path(settings.BASE_DIR) / "static"
SCRIPTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.js"))
NEWSROOM = [script for script in SCRIPTS if script.startswith("newsroom/")]
TRANSLATED = ("gettext", "ngettext")
ATTRIBUTE = re.compile(r"\[data-([a-z-]+)|dataset\.(\w+)|\"(\w+)\" in \w+\.dataset")
DESTRUCTURED = re.compile(r"\{([^{}]*)\} = \w+\.dataset")
OF_PASTES = {"data-style", "data-word"}  # in the document that a paste makes, not on a page

SAMPLES = [
    ("place.textContent = count ? `${count} marked` : ''", ["□ marked"]),
    ("say('Not kept.')", ["Not kept."]),
    ("button('Earlier', act)", ["Earlier"]),
    ("field.title = 'alt'", ["alt"]),
    ("field.setAttribute('aria-label', 'caption')", ["caption"]),
    ("box.append(` ${isOut ? 'is out' : gettext('is not out')}`)", ["is out"]),
    ("throw new Error('It did not arrive')", ["It did not arrive"]),
    ("if (confirm(/['\"]/.test(name) ? 'really' : words)) act()", ["really"]),
    ("say(gettext('Not kept.')) // 'Kept here'", []),
    ("page.querySelector('table, tbody tr').closest('th a')", []),
    ('bar.append(element("p", "find bar", "Not found"))', ["Not found"]),
    ('list.append(button(gettext("Next"), go, { className: "btn small", key: "Shift Enter" }))', []),
    ("if (event.key === 'Enter') form.className = 'is-open'", []),
    ("const half = total / 2 / 3; say(`${half} %`)", []),
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_says_nothing_that_no_catalogue_translates(script):
    assert strings_to_translate((ROOT / script).read_text()) == []


def attributes(source):
    """Return the data- attributes that a script reads or writes."""
    names = {name for match in ATTRIBUTE.findall(source) for name in match if name}
    names |= {name.split(":")[0].strip() for group in DESTRUCTURED.findall(source) for name in group.split(",")}
    return {"data-" + re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", name) for name in names} - OF_PASTES


@pytest.mark.parametrize("script", NEWSROOM)
def test_head_of_a_script_names_the_attributes_that_it_reads_and_writes(script):
    lines = (ROOT / script).read_text().splitlines()
    head = list(takewhile(lambda line: line.startswith("//"), lines))
    names = set(re.findall(r"data-[a-z]+(?:-[a-z]+)*", "\n".join(head)))

    assert head
    assert names == attributes("\n".join(lines[len(head) :]))


@pytest.mark.parametrize(("source", "found"), SAMPLES)
def test_words_are_told_from_names(source, found):
    assert [text for _, text in strings_to_translate(source)] == found


def test_every_translated_string_would_be_found_without_its_catalogue():
    sources = [(ROOT / script).read_text() for script in SCRIPTS]
    translated = [literal.text for source in sources for literal in literals(source) if literal.call in TRANSLATED]
    bare = [re.sub(r"\bn?gettext\(", "show(", source) for source in sources]

    assert len(translated) > 60
    assert [text for source in bare for _, text in strings_to_translate(source)] == translated
