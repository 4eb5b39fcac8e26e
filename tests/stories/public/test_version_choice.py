"""The versions that are offered to compare: all of a short chain, and a sign where some of a long one are left out."""

import pytest

from stories.models.chain_shape import ChainShape
from stories.public.version_choice import find_gaps, numbers_around
from tests.builders import a_chain
from tests.page_reading import address


@pytest.mark.parametrize(
    ("shape", "chosen", "left_out", "gaps"),
    [
        (ChainShape(total=12), (1, 2), set(), set()),
        (ChainShape(total=21), (20, 21), set(), set()),
        (ChainShape(total=40), (1, 2), set(range(11, 40)), {40}),
        (ChainShape(total=40), (20, 21), {*range(2, 8), *range(30, 40)}, {8, 40}),
        (ChainShape(total=23, removed=frozenset({11, 12})), (1, 1), set(range(10, 23)), {23}),
        (ChainShape(total=22, gone=frozenset(range(10, 22))), (1, 1), set(), set()),
    ],
)
def test_versions_are_left_out_of_long_chains_alone_and_it_shows_where(shape, chosen, left_out, gaps):
    offered = numbers_around(shape, *chosen)
    readable = [number for number in sorted(offered) if shape.has_words(number)]

    assert {n for n in range(1, shape.total + 1) if n not in shape.gone} - offered == left_out
    assert find_gaps(shape, readable) == gaps


@pytest.mark.django_db
def test_page_of_a_change_shows_where_versions_are_left_out(client):
    story = a_chain(*(f"{number}th LD" for number in range(1, 23)))

    page = client.get(address(story, "history/1..2/")).text

    assert page.count("<option disabled>…</option>") == 2
    assert page.count('<li class="left-out">…</li>') == 1
    assert "<option disabled>" not in client.get(address(story, "history/11..16/")).text
