"""Wire text as blocks: reading it from HTML and from typed text, cleaning, counting and printing it.

Pure; every other room of `stories`, and `ticker`, may call here. `common_terms`, `language_tags`, `numbers`,
`pictures`, `terms` and `gettext` are called by the names of their modules.
"""

from stories.copy.blocks import Block, Kind, Mark, MarkKind, normalise
from stories.copy.captions import Caption
from stories.copy.cleaning import clean, clean_text, replace_bad_characters
from stories.copy.counting import reading_minutes, word_count
from stories.copy.datelines import (
    Dateline,
    add_dateline,
    part_dateline,
    read_dateline,
    split_dateline,
    split_endmark,
    strip_dateline,
)
from stories.copy.markup import HtmlCopy, from_html, read_html
from stories.copy.plaintext import from_text
from stories.copy.printing import Html, plain_text, to_html
from stories.copy.stored import SCHEMA, NewerSchemaError, from_json, to_json
from stories.copy.typed import from_typed, to_typed

__all__ = [
    "SCHEMA",
    "Block",
    "Caption",
    "Dateline",
    "Html",
    "HtmlCopy",
    "Kind",
    "Mark",
    "MarkKind",
    "NewerSchemaError",
    "add_dateline",
    "clean",
    "clean_text",
    "from_html",
    "from_json",
    "from_text",
    "from_typed",
    "normalise",
    "part_dateline",
    "plain_text",
    "read_dateline",
    "read_html",
    "reading_minutes",
    "replace_bad_characters",
    "split_dateline",
    "split_endmark",
    "strip_dateline",
    "to_html",
    "to_json",
    "to_typed",
    "word_count",
]
