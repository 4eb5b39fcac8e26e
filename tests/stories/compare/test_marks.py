"""Marks for a reader's eye: joined, never on a sign or small word alone, typography told from words."""

import pytest

from stories.compare import Op
from stories.copy import Block, Kind, Mark, MarkKind
from tests.stories.compare.texts import a_text, check_comparison, print_segments

MARKED = {
    "a small word goes with the word behind it": (
        "He left the town by train.",
        "He left a town by train.",
        "He left [-the town-]{+a town+} by train.",
    ),
    "a sign goes with the word before it": (
        "The dam held and the town was dry.",
        "The dam held, and the town was dry.",
        "The dam [-held-]{+held,+} and the town was dry.",
    ),
    "a denial is no small word": ("They had not seen it.", "They had seen it.", "They had [-not -]seen it."),
    "two small words between marks are in one": (
        "Police closed a bridge over the canal on Monday, the mayor said.",
        "Police closed a tunnel under the river on Monday, the mayor said.",
        "Police closed a [-bridge over the canal-]{+tunnel under the river+} on Monday, the mayor said.",
    ),
    "a figure that stayed is in no mark": (
        "Some 12 miners were still below on Monday, the mayor said.",
        "About 12 workers were still below on Monday, the mayor said.",
        "[-Some-]{+About+} 12 [-miners-]{+workers+} were still below on Monday, the mayor said.",
    ),
    "a full stop parts marks": (
        "Crews worked all night. It was cold on the river and in the town.",
        "Crews worked all day. There was ice on the river and in the town.",
        "Crews worked all [-night-]{+day+}. [-It was cold-]{+There was ice+} on the river and in the town.",
    ),
    "no comma stands behind words that were cut": (
        "The train derails near the town of Oren on Monday night.",
        "The train, with 31 aboard, burns near the town of Oren on Monday night.",
        "The [-train derails-]{+train, with 31 aboard, burns+} near the town of Oren on Monday night.",
    ),
    "in French": (
        "Le maire a quitté la ville lundi soir.",
        "Le maire a quitté cette ville lundi soir.",
        "Le maire a quitté [-la ville-]{+cette ville+} lundi soir.",
    ),
    "in Russian": (
        "Мэр приехал в город вечером.",
        "Мэр приехал из города вечером.",
        "Мэр приехал [-в город-]{+из города+} вечером.",
    ),
    "in Chinese": ("他们在河边等船。", "他们从河边等船。", "他们[-在河-]{+从河+}边等船。"),
}


@pytest.mark.parametrize(("old", "new", "expected"), MARKED.values(), ids=MARKED.keys())
def test_marks_are_few_and_whole(old, new, expected):
    [row] = check_comparison(a_text(old), a_text(new)).changes

    assert print_segments(row.segments) == expected


def test_a_headline_that_shares_less_than_half_is_shown_whole():
    old, new = "Two die in fire in the Marrow tunnel", "Minister fears more dead in Marrow tunnel"

    comparison = check_comparison(a_text(old, headline=old), a_text(new, headline=new))

    assert [(part.op, part.text) for part in comparison.head[0].segments] == [(Op.REMOVED, old), (Op.ADDED, new)]


TYPOGRAPHY = """
She said "no" and left.         | She said “no” and left.
She said 'no' and left.         | She said ‘no’ and left.
It's the port's fault, he said. | It’s the port’s fault, he said.
Il a dit "non" lundi.           | Il a dit «\u00a0non\u00a0» lundi.
A record - again - on Monday.   | A record – again – on Monday.
A record -- again on Monday.    | A record — again on Monday.
A record -- again on Monday.    | A record—again on Monday.
Some 1 200 crates were lost.    | Some 1\u00a0200 crates were lost.
It fell to -5 overnight there.  | It fell to −5 overnight there.
The Hamburg office was closed.  | The Ham\u00adburg office was closed.
The office was briefly closed.  | The o\ufb03ce was brie\ufb02y closed.
The café on the quay burned.    | The cafe\u0301 on the quay burned.
He paused... and left the room. | He paused… and left the room.
他说：“不会”。他离开了。               | 他说:「不会」。他离开了。
"""
NO_TYPOGRAPHY = """
It fell to -5 overnight there.  | It fell to 5 overnight there.
He had to re-sign the contract. | He had to resign the contract.
The beam was 5′ long and broke. | The beam was 5″ long and broke.
He was not able to say it then. | He was notable to say it then.
"""


def cases(table):
    return [[part.strip() for part in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("old", "new"), cases(TYPOGRAPHY))
def test_what_is_printed_otherwise_is_no_other_word(old, new):
    comparison = check_comparison(a_text(old, headline=old), a_text(new, headline=new))

    assert comparison.typography_only
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


@pytest.mark.parametrize(("old", "new"), cases(NO_TYPOGRAPHY))
def test_a_sign_that_means_something_is_no_typography(old, new):
    assert not check_comparison(a_text(old), a_text(new)).typography_only


def test_a_word_is_marked_among_words_that_are_printed_otherwise():
    [row] = check_comparison(a_text('"Two men," he said.'), a_text("“Three men,” he said.")).changes

    assert [part.text for part in row.segments if part.typography] == ['"', "”"]
    assert not row.typography_only


ROWS = ("Team\tW\tL\tPts", "North\t3\t1\t9", "South\t1\t3\t3", "East\t2\t2\t6", "West\t\t4\t0")
TABLES = {
    "figures changed, one its column": (
        ("Team\tW\tL\tPts", "North\t1\t3\t3", "South\t3\t1\t9", "East\t2\t2\t6", "West\t4\t\t12"),
        ["North\t[-3-]{+1+}\t[-1-]{+3+}\t[-9-]{+3+}", "South\t[-1-]{+3+}\t[-3-]{+1+}\t[-3-]{+9+}"],
        ["West\t{+4+}\t[-4-]\t[-0-]{+12+}"],
    ),
    "a column came": (
        ("Team\tW\tD\tL\tPts", "North\t3\t0\t1\t9", "South\t1\t0\t3\t3", "East\t2\t0\t2\t6", "West\t\t0\t4\t0"),
        ["Team\tW{+\tD+}\tL\tPts", "North\t3{+\t0+}\t1\t9", "South\t1{+\t0+}\t3\t3", "East\t2{+\t0+}\t2\t6"],
        ["West\t{+\t0+}\t4\t0"],
    ),
    "a name was wrong": (("Team\tW\tL\tPts", "Norden\t3\t1\t9", *ROWS[2:]), ["[-North-]{+Norden+}\t3\t1\t9"], []),
    "a row went": (ROWS[:3] + ROWS[4:], ["[-East\t2\t2\t6-]"], []),
}


@pytest.mark.parametrize(("new", "changed", "more"), TABLES.values(), ids=TABLES.keys())
def test_tables_are_compared_by_rows_and_columns(new, changed, more):
    old, new = ([Block(Kind.ROW, row) for row in rows] for rows in (ROWS, new))

    comparison = check_comparison(a_text("Standings after the cup.", *old), a_text("Standings after the cup.", *new))

    assert [print_segments(row.segments) for row in comparison.changes if row.fate != "same"] == changed + more
    assert all(row.cells for row in comparison.changes[1:])


def test_a_row_that_moved_has_its_numbers_in_the_table_and_its_cells():
    old, new = ([Block(Kind.ROW, row) for row in rows] for rows in (ROWS, (*ROWS[:1], ROWS[3], *ROWS[1:3], ROWS[4])))

    [row] = [row for row in check_comparison(a_text(*old), a_text(*new)).changes if row.has_moved]

    assert (row.old_table_row, row.table_row, row.move_up, len(row.cells)) == (3, 1, True, 4)


def test_marks_within_cells_are_kept():
    old = Block(Kind.ROW, "North\t3", (Mark(0, 5, MarkKind.STRONG),))
    new = Block(Kind.ROW, "North\t4", (Mark(0, 5, MarkKind.STRONG),))

    [row] = check_comparison(a_text(old), a_text(new)).changes

    assert (row.segments[0].text, row.segments[0].marks) == ("North", (MarkKind.STRONG,))
