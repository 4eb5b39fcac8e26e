"""Templates are read by people too: no line is longer than a screen is wide."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file())
LONGEST = 160


@pytest.mark.parametrize("template", TEMPLATES)
def test_lines_of_a_template_have_160_characters_at_most(template):
    lines = (ROOT / template).read_text().splitlines()

    assert {number: len(line) for number, line in enumerate(lines, start=1) if len(line) > LONGEST} == {}


def test_every_icon_that_a_template_prints_is_drawn():
    texts = {template: (ROOT / template).read_text() for template in TEMPLATES if template.endswith(".html")}
    drawn = set(re.findall(r'id="icon-([a-z-]+)"', texts["templates/admin/_icons.html"]))

    printed = {name for text in texts.values() for name in re.findall(r'{% icon "([a-z-]+)"', text)}

    assert "search" in printed
    assert printed - drawn == set()
