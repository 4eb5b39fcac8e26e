"""The order of chains: every filing right behind the one that it follows, however many there are."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from stories.models import sort_by_chain
from stories.models.chain_shape import ChainShape


class Link(NamedTuple):
    number: int
    follows: int


def in_words(rows):
    """Return the rows put in one by one, in the order of the numbers, as docs/chain.md says it."""
    chain = []
    for filing in sorted(rows):
        index = next((at + 1 for at, earlier in enumerate(chain) if earlier.number == filing.follows), None)
        chain.insert(index if index is not None else (0 if filing.follows == 0 else len(chain)), filing)
    return tuple(chain)


@st.composite
def chains(draw):
    """Draw a chain of which a third of the filings were filed late, and the filings of it that went."""
    links = [Link(1, 0)]
    for number in range(2, draw(st.integers(2, 40))):
        is_late = draw(st.integers(0, 2)) == 0
        links.append(Link(number, draw(st.integers(0, number - 1)) if is_late else number - 1))
    return links, draw(st.frozensets(st.integers(1, len(links)), max_size=len(links) - 1))


def shape_of(links, gone=frozenset(), *, has_arrivals=False):
    breaks = {link.number: link.follows for link in links if link.follows + 1 != link.number}
    return ChainShape(len(links), breaks, gone, has_arrivals=has_arrivals)


@given(chains(), st.frozensets(st.integers(1, 40), max_size=10))
def test_chain_is_sorted_as_the_docs_say_whatever_is_missing(drawn, missing):
    rows = [link for link in drawn[0] if link.number not in missing]

    assert sort_by_chain(reversed(rows)) == in_words(rows)


@given(chains(), st.integers(0, 39), st.integers(0, 12))
def test_shape_knows_the_place_of_each_number(drawn, begin, size):
    links, gone = drawn
    order, shape = [link.number for link in in_words(links)], shape_of(links, gone)

    assert [number for run in shape.runs for number in run] == order
    assert [shape.place(number) for number in order] == list(range(len(order)))
    assert shape.between(begin, begin + size) == order[begin : begin + size]


@given(chains())
def test_shape_knows_what_stands_before_and_behind_a_number(drawn):
    links, gone = drawn
    standing, shape = [link.number for link in in_words(links) if link.number not in gone], shape_of(links, gone)

    assert shape.ends() == (standing[0], standing[-1])
    for at, number in enumerate(standing):
        assert shape.number_before(number) == (standing[at - 1] if at else 0)
        assert list(shape.numbers_behind(number)) == standing[at + 1 :]


def test_text_before_a_filing_is_what_it_follows_where_nothing_moved():
    links = [Link(1, 0), Link(2, 1), Link(3, 1), Link(4, 2), Link(5, 0)]  # in chain order: 5 1 3 2 4

    assert [shape_of(links).predecessor(number) for number in (5, 1, 3, 2, 4)] == [0, 5, 1, 1, 2]
    assert [shape_of(links, has_arrivals=True).predecessor(number) for number in (5, 1, 3, 2, 4)] == [0, 5, 1, 3, 2]
    assert shape_of(links, frozenset({3})).predecessor(2) == 1


@given(chains())
def test_shape_knows_what_replaced_a_filing_and_what_was_once_the_newest(drawn):
    links, gone = drawn
    order, shape = [link.number for link in in_words(links)], shape_of(links, gone)
    standing = [number for number in order if number not in gone]
    newest = standing[-1]
    line = [newest]
    while line[-1]:
        line.append(links[line[-1] - 1].follows)

    assert [number for run in shape.line_to(newest) for number in reversed(run)] == line[:-1]
    for at, number in enumerate(standing[:-1]):
        assert shape.replacement(number, newest) == next((n for n in standing[at:] if number < n <= newest), newest)
    assert shape.replacement(newest, newest) == 0


def test_a_long_chain_is_sorted_without_looking_through_it_for_each_filing():
    links = [Link(number, number - 1) for number in range(1, 100_001)]

    assert sort_by_chain(links) == tuple(links)
    assert shape_of(links).runs == (range(1, 100_001),)
