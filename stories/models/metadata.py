"""What a filing says of itself beside its words, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stories.copy.subjects import Subject, load_subjects, store_subjects


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a filing says of itself beside its words, for machines; empty where its source says nothing.

    `guid` is the source's own id, `evolved_from` that of the item that the source made it from, `terms` are those of
    use.
    """

    slugline: str = ""
    located: str = ""
    guid: str = ""
    evolved_from: str = ""
    terms: str = ""
    priority: int | None = None
    subjects: tuple[Subject, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the metadata as it is stored, without what is empty."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        fields["subjects"] = store_subjects(self.subjects)
        return {name: value for name, value in fields.items() if value not in ("", None, [])}


def read_metadata(stored: dict[str, Any]) -> Metadata:
    """Return stored metadata."""
    return Metadata(**{**stored, "subjects": load_subjects(stored.get("subjects", ()))})
