"""Facts told in cells of tables, each by the names of its row and its column."""

import pytest

from stories.compare import Fact, Text, changed_facts, compare, facts_without_note
from stories.copy import Block, Kind

BUDGET = ("Ministry\t2025\t2026\tChange", "Health\t1,120\t1,180\t5.4%", "Roads\t310\t290\t-6.5%")


def a_table(*rows):
    head, *body = (row.replace(" | ", "\t") for row in rows)
    return Text({}, (Block(Kind.HEAD_ROW, head), *(Block(Kind.ROW, row) for row in body)))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("Ministry | 2025 | 2026 | Change", BUDGET[1], "Roads | 310 | 290 | 6.5%"), "Roads/Change -6.5% 6.5%"),
        (("Ministry | 2025 | 2026 | Change", "Roads | 310 | 280 | -6.5%", BUDGET[1]), "Roads/2026 290 280"),
        (("Ministry | 2025 | 2026 | Share", "Health | 1,120 | 1,180 | 25%", "Roads | 310 | 290 | 6%"), ""),
        (("Ministry | 2026 | Change", "Health | 1,190 | 5.4%", "Roads | 290 | -6.5%"), "Health/2026 1,180 1,190"),
        (("Ministry | 2025 | 2026 | Change", BUDGET[1], "Roads | 310 | 290 | -6.5%", "Courts | 1 | 2 | 3%"), ""),
    ],
)
def test_a_changed_cell_is_told_by_its_row_and_its_column(rows, wanted):
    facts = changed_facts(compare(a_table(*BUDGET), a_table(*rows)), "en")

    assert "; ".join(f"{fact.table_row}/{fact.column} {fact.was} {fact.now}" for fact in facts) == wanted
    assert [Fact.from_data(fact.as_data()) for fact in facts] == list(facts)


@pytest.mark.parametrize(
    ("note", "is_told"), [("", False), ("ADDS quote", False), ("UPDATES table", True), ("FIXES change of Roads", True)]
)
def test_a_note_names_a_cell_by_its_row_or_as_a_table(note, is_told):
    rows = (BUDGET[0], BUDGET[1], "Roads | 310 | 290 | 6.5%")
    facts = changed_facts(compare(a_table(*BUDGET), a_table(*rows)), "en")

    unnoted = facts_without_note(facts, note, language="en", is_correction=False, is_new_lead=True)

    assert not unnoted if is_told else unnoted
