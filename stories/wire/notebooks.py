"""The part of a message that is addressed to editors: dpa's notebook, and what is "not for publication".

Source: dpa's English and German services: "# Notebook", "# dpa NOTEBOOK", "Notizblock".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stories import copy

_NOTEBOOK = re.compile(
    r"\s*(?:[#*-]+\s*)*(?:[^\W\d_]{2,12}[ -])?(?:Notebook|Notizblock|Notizbuch|Bloc-notes)\s*[:=]?\s*(?:\*{3})?\s*",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\W*(?:The following information is not (?:intended )?for publication"
    r"|(?:Die )?folgenden? (?:Informationen|Angaben)\b.{0,20}\bsind nicht (?:zur|für die) Veröffentlichung\b.{0,20}"
    r"|Not for publication|Nicht zur Veröffentlichung(?: bestimmt)?)\W*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[*_=-]\s?){3,20}\s*")
_HEADING = re.compile(r"\s*##?\s*(?P<words>\S.*)")
_FOR_EDITORS = re.compile(
    r"(?:note to editors|editors?['’]? note|redaktioneller hinweis|redaktionelle hinweise)\W*", re.I
)
_NOTE_LIMIT = 500  # characters


@dataclass(frozen=True, slots=True)
class Notebook:
    """Lines of copy, the lines after them that are for editors, and the note to editors among those."""

    lines: list[str]
    left_out: str
    note: str


def split_notebook(lines: Sequence[str]) -> Notebook:
    """Return the lines of the copy without the notebook that ends them."""
    start = next((number for number, line in enumerate(lines) if number and _opens_notebook(line)), len(lines))
    left_out = list(lines[start:])
    while start and (not lines[start - 1].strip() or (left_out and _RULE.fullmatch(lines[start - 1]))):
        start -= 1
    return Notebook(list(lines[:start]), "\n".join(left_out), _note_in(left_out))


def _opens_notebook(line: str) -> bool:
    return len(line) <= 120 and bool(_NOTEBOOK.fullmatch(line) or _PRIVATE.fullmatch(line))


def _note_in(lines: Sequence[str]) -> str:
    """Return the words under the heading "Note to editors"."""
    words: list[str] = []
    is_note = False
    for line in lines:
        heading = _HEADING.match(line)
        if heading:
            is_note = bool(_FOR_EDITORS.fullmatch(heading["words"].strip()))
        elif _RULE.fullmatch(line) or _opens_notebook(line):
            is_note = False
        elif is_note:
            words.append(line.strip().removeprefix("- "))
    return copy.clean(" ".join(words))[:_NOTE_LIMIT]
