"""Changes of paragraphs and of head fields, and the comparison that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import itemgetter

from stories.compare.core.segments import Op, Segment
from stories.compare.core.tokens import count_words
from stories.copy import Block, Kind
from stories.copy.pictures import ORDER, kind_of_field


class Fate(StrEnum):
    """Fate of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_CHANGED = "moved-changed"


@dataclass(frozen=True, slots=True)
class Change:
    """Row of a comparison: a paragraph, or the part of one that stands in a paragraph of the other text.

    `kind` is the new block's, or the old one's where it was removed; `old_kind` is there only where it differs.
    `old` and `new` count the blocks of each text from 1. A paragraph that was split gives two rows or more with
    the same `old` (the later ones are `split`), joined ones give rows with the same `new` (the later `joined`).
    `restyled`: the words are the same, marks or links' addresses changed; `relinked`: addresses alone.
    """

    fate: Fate
    kind: Kind
    old: int | None
    new: int | None
    segments: tuple[Segment, ...]
    old_kind: Kind | None = None
    restyled: bool = False
    relinked: bool = False
    split: bool = False
    joined: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether the paragraph stands among other neighbours than before."""
        return self.fate in MOVES

    def mirror(self) -> Change:
        """Return the same row seen from the other text."""
        return Change(
            fate=MIRRORED.get(self.fate, self.fate),
            kind=self.old_kind or self.kind,
            old=self.new,
            new=self.old,
            segments=mirror(self.segments),
            old_kind=self.kind if self.old_kind else None,
            restyled=self.restyled,
            relinked=self.relinked,
            split=self.joined,
            joined=self.split,
        )


@dataclass(frozen=True, slots=True)
class HeadChange:
    """Head field whose words changed."""

    field: str
    old: str
    new: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Text to compare: head fields by name, in their order, and blocks in the form in which copy keeps them."""

    head: Mapping[str, str]
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changed head fields of two texts, and every paragraph of both in reading order.

    Rows stand in the order of the new text; what was removed stands where it stood. `coarse`: the budget of
    work was passed, and some changed paragraphs are shown whole.
    """

    head: tuple[HeadChange, ...] = ()
    changes: tuple[Change, ...] = ()
    coarse: bool = False

    @property
    def head_rows(self) -> tuple[HeadChange, ...]:
        """The changed head fields that are worth a row.

        With a picture that came or went goes its alt text, and with any of them the order of all.
        """
        swapped = [row.field for row in self.head if kind_of_field(row.field) and not (row.old and row.new)]
        gone_with_it = {ORDER, *(field for field in swapped if field.startswith("alt text"))} if swapped else ()
        return tuple(row for row in self.head if row.field not in gone_with_it)

    @property
    def is_empty(self) -> bool:
        """Whether the texts are the same."""
        return not self.head and all(change.fate is Fate.SAME for change in self.changes)

    @property
    def words_added(self) -> int:
        """Number of words that the new text has more, head fields included; restyled words do not count."""
        return self._words(Op.ADDED)

    @property
    def words_removed(self) -> int:
        """Number of words of the old text that are gone, counted alike."""
        return self._words(Op.REMOVED)

    def _words(self, op: Op) -> int:
        rows: list[tuple[Segment, ...]] = [change.segments for change in self.head]
        rows += [change.segments for change in self.changes if not (change.restyled or change.fate is Fate.SAME)]
        return sum(count_words(segment.text) for segments in rows for segment in segments if segment.op is op)

    def paragraphs(self) -> tuple[int, ...]:
        """Return the numbers of the new text's paragraphs that are not as they were, in order."""
        return tuple(sorted({row.new for row in self.changes if row.new and row.fate is not Fate.SAME}))

    def as_data(self) -> dict[str, object]:
        """Return the comparison as lists and dictionaries for JSON. Unchanged paragraphs carry their words too."""
        return {
            "head": [asdict(change) for change in self.head],
            "changes": [asdict(change) for change in self.changes],
            "coarse": self.coarse,
            "words_added": self.words_added,
            "words_removed": self.words_removed,
        }

    def mirror(self) -> Comparison:
        """Return the comparison of the new text with the old one."""
        head = (HeadChange(row.field, row.new, row.old, mirror(row.segments)) for row in self.head)
        return Comparison(tuple(head), order_rows([row.mirror() for row in self.changes]), self.coarse)


MOVES = frozenset({Fate.MOVED, Fate.MOVED_CHANGED})
MIRRORED = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED}
MIRRORED_OP = {Op.SAME: Op.SAME, Op.ADDED: Op.REMOVED, Op.REMOVED: Op.ADDED}


def mirror(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return segments seen from the other text: added is removed; of neighbours the removed stand first again."""
    turned = [Segment(MIRRORED_OP[part.op], part.text, part.marks, part.href) for part in segments]
    settled: list[Segment] = []
    added: list[Segment] = []
    for part in turned:
        if part.op is Op.SAME:
            settled += [*added, part]
            added = []
        else:
            (added if part.op is Op.ADDED else settled).append(part)
    return (*settled, *added)


def order_rows(rows: list[Change]) -> tuple[Change, ...]:
    """Return rows in reading order of the new text, the removed ones at their old places, before those put there."""
    staying: list[tuple[int, int, Change]] = []
    removed: list[tuple[int, Change]] = []
    arrived: list[tuple[int, Change]] = []
    for row in rows:
        if row.new is None:
            removed.append((row.old or 0, row))
        elif row.old is None or row.fate in MOVES:
            arrived.append((row.new, row))
        else:
            staying.append((row.old, row.new, row))
    staying.sort(key=itemgetter(0, 1))
    removed.sort(key=itemgetter(0), reverse=True)
    arrived.sort(key=itemgetter(0), reverse=True)
    ordered: list[Change] = []
    for old, new, row in staying:
        while removed and removed[-1][0] < old:
            ordered.append(removed.pop()[1])
        while arrived and arrived[-1][0] < new:
            ordered.append(arrived.pop()[1])
        ordered.append(row)
    return (*ordered, *(row for _, row in reversed(removed)), *(row for _, row in reversed(arrived)))
