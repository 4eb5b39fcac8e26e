"""Three chains of twelve invented versions, of one story in three languages, with what each version is said to change.

In a file a version begins with "== designator | the agency's note", then come the headline and a line for each
paragraph; rows of a table have tabs, the first is its head. A line that begins with "-- " is the sentence on what the
version changed in the one before, one with "-? " a fact that its note does not name.
"""

from dataclasses import dataclass
from pathlib import Path

from stories.compare import Text
from stories.copy import Block, Kind

LANGUAGES = ("en", "fr", "ru")


@dataclass(frozen=True)
class ChainVersion:
    """One version, with what is said of it."""

    designator: str
    note: str
    text: Text
    said: str
    unnoted: tuple[str, ...]


def read_chain(language):
    """Return the versions of the chain in a language."""
    words = Path(__file__).with_name(f"{language}.txt").read_text(encoding="utf-8")
    return [read_version(part.splitlines()) for part in words.split("\n== ")[1:]]


def read_version(lines):
    """Return a version by its lines."""
    (head, headline, *rest) = filter(None, lines)
    designator, _, note = (part.strip() for part in head.partition("|"))
    paragraphs = [line for line in rest if not line.startswith(("-- ", "-? "))]
    return ChainVersion(
        designator=designator,
        note=note,
        text=Text({"headline": headline}, tuple(read_blocks(paragraphs))),
        said=" ".join(line[3:] for line in rest if line.startswith("-- ")),
        unnoted=tuple(line[3:] for line in rest if line.startswith("-? ")),
    )


def read_blocks(paragraphs):
    """Yield the blocks of a text; the first row of a table is its head."""
    in_table = False
    for words in paragraphs:
        is_row = "\t" in words
        yield Block(Kind.PARAGRAPH if not is_row else Kind.ROW if in_table else Kind.HEAD_ROW, words)
        in_table = is_row
