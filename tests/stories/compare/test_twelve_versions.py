"""The marks and labels of a comparison, against the list of what an editor did to twelve versions of a story."""

from collections.abc import Iterator

import pytest

from stories.compare import Change, Comparison, Fate, Ghost, Op, paragraph_labels, paragraph_name
from tests.stories.compare.texts import check_comparison, print_segments
from tests.stories.compare.twelve_versions import EDITS, VERSIONS

OF_WORDS = {"figure", "name", "denial", "quote new", "quote cut", "quote shortened"}  # found in the words of a row


def a_comparison(step: int) -> Comparison:
    """Return the changes from the version of this number to the next."""
    return check_comparison(VERSIONS[step - 1].text(), VERSIONS[step].text())


def edits(comparison: Comparison) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Yield what was done to whole paragraphs: kind, old and new numbers."""
    for row in comparison.head:
        is_whole = all(part.op is not Op.SAME for part in row.segments)
        yield "headline whole" if is_whole else "headline", (0,), (0,)
    whole = {row.old or row.new for row in comparison.changes if row.fate in (Fate.REMOVED, Fate.ADDED)}
    for row in comparison.changes:
        yield from ((kind, *numbers(row)) for kind in kinds(row, is_recast=1 in whole))
    ends: dict[int, dict[Op, int]] = {}
    for row in comparison.changes:
        for part in row.segments:
            if part.move:
                ends.setdefault(part.move, {})[part.op] = (row.old if part.op is Op.REMOVED else row.new) or 0
    yield from (("sentence moved", (end[Op.REMOVED],), (end[Op.ADDED],)) for end in ends.values())


def numbers(row: Change) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the old and the new numbers of a row, and of the other parts of its paragraph."""
    return row.joined_from or ((row.old,) if row.old else ()), row.split_into or ((row.new,) if row.new else ())


def kinds(row: Change, *, is_recast: bool) -> Iterator[str]:
    """Yield the kinds of what was done to a paragraph."""
    of = "row " if row.cells else ""
    if row.has_moved:
        yield f"{of}moved {'up' if row.move_up else 'down'}"
    if row.fate is Fate.ADDED and not (is_recast and row.new == 1):
        yield "new"
    if row.fate is Fate.REMOVED and not (is_recast and row.old == 1):
        yield "cut"
    if row.split_into and not row.split:
        yield "split"
    if row.joined_from and not row.joined:
        yield "joined"
    if row.typography_only:
        yield "typography"
    if row.cells and row.fate is Fate.CHANGED:
        yield "cells"


@pytest.mark.parametrize("step", range(1, 12))
def test_each_change_is_what_the_editor_did(step):
    done = [(edit.kind, edit.old, edit.new) for edit in EDITS[step - 1] if edit.kind not in OF_WORDS]

    assert sorted(edits(a_comparison(step))) == sorted(edit for edit in done if edit[0] != "lead recast")


@pytest.mark.parametrize("step", range(1, 12))
def test_each_changed_word_stands_in_a_mark(step):
    comparison = a_comparison(step)
    printed = " ".join(print_segments(row.segments) for row in (*comparison.head, *comparison.changes) if row.segments)

    for edit in EDITS[step - 1]:
        if edit.kind in ("figure", "name", "denial"):
            assert f"[-{edit.was}" in printed, edit
            assert f"{{+{edit.now}" in printed, edit


LABELS = """
 4 | Paragraph 6 | moved down, was paragraph 4
 5 | Paragraph 4 | split into paragraphs 4 and 5
 5 | Paragraph 5 | split off from old paragraph 4
 5 | Paragraph 6 | joined from old paragraphs 5 and 6
 5 | Paragraph 6 | goes on with old paragraph 6
 7 | Paragraph 3 | only its typography changed
 9 | Table row 1 | moved up, was row 3
 9 | Table row 4 | added
10 | Old paragraph 5 | removed
11 | Paragraph 7 | moved down, was paragraph 3
""".strip().splitlines()


@pytest.mark.parametrize("line", LABELS)
def test_labels_never_mix_old_and_new_numbers(line):
    step, name, label = (part.strip() for part in line.split("|"))

    labels = [(paragraph_name(row), *paragraph_labels(row)) for row in a_comparison(int(step)).changes]

    assert (name, label) in labels


def test_ghosts_stand_at_the_old_places_of_what_moved():
    rows = a_comparison(11).rows

    at = next(place for place, row in enumerate(rows) if isinstance(row, Ghost))
    assert [(row.change.old, row.move) for row in rows[at : at + 2]] == [(2, 1), (3, 2)]
    assert [row.move for row in rows if isinstance(row, Change) and row.has_moved] == [1, 2]


def test_a_version_that_was_set_otherwise_says_so_as_a_whole():
    assert [step for step in range(1, 12) if a_comparison(step).typography_only] == [7]
    assert (a_comparison(7).words_added, a_comparison(7).words_removed) == (0, 0)
