"""Published vocabularies of subjects: IPTC's NewsCodes as JSON of its server, or as a table.

The JSON is that of cv.iptc.org: a `conceptSet` whose concepts have `uri`, `prefLabel` by language, `broader`,
`exactMatch`, and `retired`. The table has a first line with the names of its columns, parted by tabs: code, name,
broader, retired, and subject codes of the same meaning.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stories.copy.cleaning import clean
from stories.copy.subjects import SUBJECT_CODE, TOPIC, read_subject
from stories.wire.json_values import read_members

SMALLEST_TABLE = {"code", "name"}
SAME_MEANING = "subject codes of the same meaning"
NAME_LANGUAGES = ("en-GB", "en", "en-US")  # of names, the first that is there


class VocabularyError(ValueError):
    """A file that is no vocabulary; str() says what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A subject of a vocabulary: its key ("medtop:20000344"), its name, and the key of the broader one."""

    key: str
    name: str
    broader: str = ""
    is_retired: bool = False


def read_vocabulary(text: str) -> tuple[Concept, ...]:
    """Return the concepts of a vocabulary. A subject code of the same meaning as a topic stands under the topic.

    Raises VocabularyError.
    """
    concepts = _concepts_of_json(text) if text.lstrip().startswith("{") else _concepts_of_table(text)
    by_key = {concept.key: concept for concept in concepts}
    if not by_key:
        raise VocabularyError("This file names no subject. Take the JSON of IPTC's server, or a table with tabs.")
    return tuple(by_key.values())


def _concepts_of_json(text: str) -> Iterator[Concept]:
    try:
        read = json.loads(text, object_pairs_hook=read_members)
    except ValueError as error:
        raise VocabularyError(f"This is not well-formed JSON: {str(error)[:100]}. Fetch it again.") from error
    rows = read.get("conceptSet") or read.get("concepts")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and (key := _read_key(row.get("qcode") or row.get("uri"))):
            name = _name_in(row.get("prefLabel"))
            yield Concept(key, name, next(_keys_in(row.get("broader")), ""), bool(row.get("retired")))
            for same in _keys_in(row.get("exactMatch")):
                if same.startswith(f"{SUBJECT_CODE}:"):
                    yield Concept(same, name, key)


def _concepts_of_table(text: str) -> Iterator[Concept]:
    table = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(table.fieldnames or ()) >= SMALLEST_TABLE:
        raise VocabularyError("The first line of a table names its columns: code, name, broader, parted by tabs.")
    for row in table:
        key = _read_key(row["code"], scheme=TOPIC)
        if not key:
            continue
        name = clean(row["name"] or "")
        yield Concept(key, name, _read_key(row.get("broader"), scheme=TOPIC), bool(row.get("retired")))
        for code in (row.get(SAME_MEANING) or "").replace(",", " ").replace(";", " ").split():
            yield Concept(_read_key(code, scheme=SUBJECT_CODE), name, key)


def _read_key(code: object, *, scheme: str = "") -> str:
    """Return the key of a code as it is written; of eight digits alone, with the scheme."""
    text = clean(code) if isinstance(code, str) else ""
    subject = read_subject(f"{scheme}:{text}" if scheme and text.isdigit() else text)
    return subject.key if subject and subject.code and ":" in subject.key else ""


def _keys_in(value: Any) -> Iterator[str]:
    """Yield the keys that a value names: one, or a list of them."""
    for member in value if isinstance(value, list) else [value]:
        key = _read_key(member.get("uri") if isinstance(member, dict) else member)
        if key:
            yield key


def _name_in(labels: Any) -> str:
    """Return the name among labels by language."""
    if isinstance(labels, str):
        return clean(labels)
    if not isinstance(labels, dict):
        return ""
    name = next((labels[tag] for tag in NAME_LANGUAGES if tag in labels), next(iter(labels.values()), ""))
    return clean(name) if isinstance(name, str) else ""
