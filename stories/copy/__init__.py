"""Wire text as blocks: reading it from HTML and from typed text, cleaning, counting and printing it."""

from stories.copy.blocks import Block, Kind, Mark, MarkKind, normalised
from stories.copy.cleaning import clean, clean_text, sound_characters
from stories.copy.counting import reading_minutes, word_count
from stories.copy.datelines import (
    Dateline,
    read_dateline,
    split_dateline,
    split_endmark,
    with_dateline,
    without_dateline,
)
from stories.copy.markup import from_html
from stories.copy.plaintext import from_text
from stories.copy.printing import Html, plain, to_html
from stories.copy.stored import SCHEMA, NewerSchema, from_json, to_json
from stories.copy.typed import from_typed, to_typed

__all__ = [
    "SCHEMA",
    "Block",
    "Dateline",
    "Html",
    "Kind",
    "Mark",
    "MarkKind",
    "NewerSchema",
    "clean",
    "clean_text",
    "from_html",
    "from_json",
    "from_text",
    "from_typed",
    "normalised",
    "plain",
    "read_dateline",
    "reading_minutes",
    "sound_characters",
    "split_dateline",
    "split_endmark",
    "to_html",
    "to_json",
    "to_typed",
    "with_dateline",
    "without_dateline",
    "word_count",
]
