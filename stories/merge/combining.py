"""The words of both editors where they changed the same paragraphs, with the words that both share but once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stories.compare import Op, Segment
from stories.compare.core.segments import Styles, block_segments, split_by_style, words_and_marks
from stories.compare.core.sentences import is_whole, sentences, span_places, strip_stretch
from stories.copy import Block, Kind, normalise
from stories.merge.edits import edits
from stories.merge.words import ClashError, Words, choose

PARTING = "\u2029"  # stands between paragraphs that are read as one text
THEIRS = 1  # of the two sides
_EASTERN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")  # written without blanks between sentences


def combine(base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]) -> tuple[Block, ...]:
    """Return the paragraphs with the changes of both.

    Changes that do not overlap are both made; of a sentence that both changed stands ours, then theirs; of sentences
    that both added at one place stand ours first. Where no sentence is left as it was, and where kinds or marks clash,
    our paragraphs stand before theirs. A sentence that both have is there once, every word that either wrote is there.
    """
    if not (ours and theirs):
        return (*ours, *theirs)
    woven = _weave(base, ours, theirs) if base else None
    return _append_missing_blocks(ours, theirs) if woven is None else woven


@dataclass(frozen=True, slots=True)
class _Edit:
    """Edit of one side: base[start:end] became [new_start:new_end]."""

    side: int
    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Place base[start:end] with its edits; the words of both sides stand in turn there, where they differ."""

    start: int
    end: int
    edits: tuple[_Edit, ...]
    is_clash: bool = False


def _weave(base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]) -> tuple[Block, ...] | None:
    """Return the paragraphs as one text with the changes of both; None where that cannot be, or no sentence stays."""
    kind = _common_kind(base, ours, theirs)
    if kind is None or any(PARTING in block.text for block in (*base, *ours, *theirs)):
        return None
    weaving = _Weaving(*(_join_blocks(kind, blocks) for blocks in (base, ours, theirs)))
    places = weaving.places()
    if sum(place.end - place.start for place in places if place.is_clash) == weaving.length:
        return None
    try:
        return _split_blocks(Block(kind, *words_and_marks(weaving.segments(places))))
    except ClashError:
        return None


def _common_kind(*sides: Sequence[Block]) -> Kind | None:
    """Return the kind of the paragraphs of both; None where they are of several."""
    kinds = {block.kind for side in sides for block in side}
    if len(kinds) == 1:
        return kinds.pop()
    return choose(*(side[0].kind for side in sides)) if all(len(side) == 1 for side in sides) else None


def _join_blocks(kind: Kind, blocks: Sequence[Block]) -> Block:
    """Join paragraphs to one block with signs between them."""
    segments: list[Segment] = []
    for block in blocks:
        segments += [Segment(Op.SAME, PARTING)] if segments else []
        segments += block_segments(Op.SAME, block)
    return Block(kind, *words_and_marks(segments))


def _split_blocks(joined: Block) -> tuple[Block, ...]:
    """Split a joined block at its signs."""
    styles, at = Styles(joined), 0
    blocks: list[Block] = []
    for text in joined.text.split(PARTING):
        blocks.append(
            Block(joined.kind, *words_and_marks(split_by_style(Op.SAME, joined.text, styles, at, at + len(text))))
        )
        at += len(text) + len(PARTING)
    return normalise(blocks)


class _Weaving:
    """Three texts on the way to one that has the changes of both."""

    def __init__(self, base: Block, ours: Block, theirs: Block) -> None:
        self.words = Words(base, ours, theirs)
        self.base = base.text
        self.length = len(base.text)
        self.texts = ours.text, theirs.text

    def places(self) -> list[_Place]:
        """Return the places that either changed, in order and without overlaps."""
        found = [_Edit(side, *edit) for side, text in enumerate(self.texts) for edit in edits(self.base, text)]
        places: list[_Place] = []
        for edit in sorted(found, key=lambda edit: (edit.start, edit.end, edit.side)):
            place = _Place(edit.start, edit.end, (edit,))
            while places and (met := self._meet(places[-1], place)):
                places.pop()
                place = met
            places.append(place)
        return places

    def _meet(self, one: _Place, other: _Place) -> _Place | None:
        """Return two places as one, where their changes overlap or are at the same spot; None where they are apart."""
        together = (*one.edits, *other.edits)
        is_at_one = (one.start, one.end) == (other.start, other.end)
        if is_at_one and not (one.is_clash or other.is_clash):
            words = [self._written(edit) for edit in together]
            if words[0] == words[-1] or (one.start == one.end and all(map(self._is_whole, together))):
                return _Place(one.start, one.end, together)
        elif not (one.start < other.end and other.start < one.end) and not self._would_run_together(one, other):
            return None
        start, end = span_places(sentences(self.base), min(one.start, other.start), max(one.end, other.end))
        return _Place(start, end, together, is_clash=True)

    def _would_run_together(self, one: _Place, other: _Place) -> bool:
        """Return whether words of one side and of the other would become one word."""
        mine, their = one.edits[-1], other.edits[0]
        before = (self.base[: one.start] + self._written(mine))[-1:]
        after = (self._written(their) + self.base[other.end :])[:1]
        is_apart = one.is_clash or other.is_clash or mine.side == their.side or one.end < other.start
        return not is_apart and _need_blank(before, after)

    def _written(self, edit: _Edit) -> str:
        return self.texts[edit.side][edit.new_start : edit.new_end]

    def _is_whole(self, edit: _Edit) -> bool:
        """Return whether nothing but whole sentences were added."""
        return is_whole(self.texts[edit.side], edit.new_start, edit.new_end)

    def segments(self, places: Sequence[_Place]) -> list[Segment]:
        """Return the words of the base with both sides' words at the places. Raises ClashError where marks clash."""
        segments: list[Segment] = []
        at, shifts, is_in_turn = 0, [0, 0], False
        for place in [*places, _Place(self.length, self.length, ())]:
            between = list(self.words.shared(at, place.start, shifts))
            segments = _join_segments(segments, between) if is_in_turn else segments + between
            ranges = []
            for side, shift in enumerate(shifts):
                mine = [edit for edit in place.edits if edit.side == side]
                shifts[side] += sum(edit.new_end - edit.new_start - (edit.end - edit.start) for edit in mine)
                ranges.append((place.start + shift, place.end + shifts[side]))
            ours, theirs = (self.words.written(side, *stretch) for side, stretch in enumerate(ranges))
            sides = {edit.side for edit in place.edits}
            is_in_turn = len(sides) == len(self.texts) and ours != theirs
            if is_in_turn:
                segments = _join_segments(segments, _append_missing_sentences(ours, theirs))
            else:
                segments += theirs if sides == {THEIRS} else ours
            at = place.end
        return segments


Sentence = tuple[Segment, ...]  # its words and marks, without the white space behind it


def _append_missing_blocks(ours: Sequence[Block], theirs: Sequence[Block]) -> tuple[Block, ...]:
    """Return our paragraphs and those of theirs that are not among them.

    New words beside a shared sentence go to our paragraph that has the sentence.
    """
    here = [_sentences(block) for block in ours]
    unmatched = Counter(sentence for paragraph in here for sentence, _ in paragraph)
    homes = {sentence: place for place, paragraph in enumerate(here) for sentence, _ in paragraph}
    blocks = list(ours)
    for block in theirs:
        fresh, shared = _part_sentences(_sentences(block), unmatched)
        if not shared:
            blocks.append(block)
        elif fresh:
            home = homes[shared[-1]]
            segments = _join_segments(
                [*block_segments(Op.SAME, blocks[home])], [part for parts in fresh for part in parts]
            )
            blocks[home] = Block(blocks[home].kind, *words_and_marks(segments))
    return normalise(blocks)


def _append_missing_sentences(ours: list[Segment], theirs: list[Segment]) -> list[Segment]:
    """Return the words of one side, and the sentences of the other that are not in them."""
    mine, other = (_sentences(Block(Kind.PARAGRAPH, *words_and_marks(side))) for side in (ours, theirs))
    fresh, _ = _part_sentences(other, Counter(sentence for sentence, _ in mine))
    return _join_segments(ours, [part for parts in fresh for part in parts])


def _sentences(block: Block) -> list[tuple[Sentence, list[Segment]]]:
    """Return the sentences of a paragraph, bare and with the white space around them."""
    styles, text = Styles(block), block.text
    return [
        (
            tuple(split_by_style(Op.SAME, text, styles, *strip_stretch(text, *place))),
            list(split_by_style(Op.SAME, text, styles, *place)),
        )
        for place in sentences(text)
    ]


def _part_sentences(
    sentences_and_parts: list[tuple[Sentence, list[Segment]]], unmatched: Counter[Sentence]
) -> tuple[list[list[Segment]], list[Sentence]]:
    """Return the sentences that are not among the others, and those that are; each of the others is taken but once."""
    fresh, shared = [], []
    for sentence, parts in sentences_and_parts:
        if sentence and unmatched[sentence]:
            unmatched[sentence] -= 1
            shared.append(sentence)
        else:
            fresh.append(parts)
    return fresh, shared


def _join_segments(before: list[Segment], after: list[Segment]) -> list[Segment]:
    """Join words behind others, with a blank between them where their script has one."""
    needs_blank = before and after and _need_blank(before[-1].text[-1:], after[0].text[:1])
    return [*before, *([Segment(Op.SAME, " ")] if needs_blank else ()), *after]


def _need_blank(before: str, after: str) -> bool:
    """Return whether two letters that follow each other lack a blank between them, where their script has one."""
    return all(letter and not letter.isspace() and not _EASTERN.match(letter) for letter in (before, after))
