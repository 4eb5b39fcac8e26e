"""Two editors' changes of one text put together: changes that do not touch are kept of both, the rest is a conflict.

Pure. The newsroom's pages alone call here, and import from here. It is built on `stories.compare` and on the modules
of `stories.compare.core`.
"""

from __future__ import annotations

from collections.abc import Mapping

from stories.compare import Text
from stories.merge.paragraphs import Merging
from stories.merge.result import Choice, Conflict, HeadConflict, Merged, Part
from stories.merge.words import choose

__all__ = ["Choice", "Conflict", "HeadConflict", "Merged", "Part", "merge"]


def merge(base: Text, ours: Text, theirs: Text) -> Merged:
    """Merge the texts that two editors made of one.

    A paragraph that only one changed, added, dropped or moved is as that one left it; one that both changed has the
    words of both where a word that both kept stands between them. All else is a conflict. No word that either wrote is
    lost: it is in the text or in a conflict.
    """
    head, head_conflicts = _merge_heads(base.head, ours.head, theirs.head)
    parts: tuple[Part, ...] | None = choose(base.blocks, ours.blocks, theirs.blocks)
    if parts is None:
        parts = tuple(Merging(base.blocks, ours.blocks, theirs.blocks).parts())
    return Merged(head, head_conflicts, parts)


def _merge_heads(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], tuple[HeadConflict, ...]]:
    """Return the head fields that could be merged, ours for the others, and the conflicts."""
    head: dict[str, str] = {}
    conflicts = []
    for field in {**base, **ours, **theirs}:
        was, mine, other = (text.get(field, "") for text in (base, ours, theirs))
        words = choose(was, mine, other)
        head[field] = mine if words is None else words
        if words is None:
            conflicts.append(HeadConflict(field, was, mine, other))
    return head, tuple(conflicts)
