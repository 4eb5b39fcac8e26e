"""What scripts say is said in the reader's language: no string of theirs escapes the catalogue."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.project.script_words import literals, untranslated

ROOT = Path(settings.BASE_DIR) / "static"
SCRIPTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.js"))
TRANSLATED = ("gettext", "ngettext")

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
    ("if (event.key === 'Enter') form.className = 'is-open'", []),
    ("const half = total / 2 / 3; say(`${half} %`)", []),
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_says_nothing_that_no_catalogue_translates(script):
    assert untranslated((ROOT / script).read_text()) == []


@pytest.mark.parametrize(("source", "found"), SAMPLES)
def test_words_are_told_from_names(source, found):
    assert [text for _, text in untranslated(source)] == found


def test_every_translated_string_would_be_found_without_its_catalogue():
    sources = [(ROOT / script).read_text() for script in SCRIPTS]
    translated = [literal.text for source in sources for literal in literals(source) if literal.call in TRANSLATED]
    bare = [re.sub(r"\bn?gettext\(", "show(", source) for source in sources]

    assert len(translated) > 60
    assert [text for source in bare for _, text in untranslated(source)] == translated
