"""The source that copy names is found in any case, or made."""

import pytest

from stories.intake.sources import find_or_make_source
from stories.models import Source
from tests.builders import a_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("vesper", "Vesper"),
        ("  Vesper\n", "Vesper"),
        ("Maran News Agency", "Maran News Agency"),
        ("x" * 200, "x" * 120),
        ("", "Unnamed source"),
    ],
)
def test_source_is_found_in_any_case_or_made(name, found):
    known = a_source()

    source = find_or_make_source(name)

    assert source.name == found
    assert (source == known) is (found == known.name)
    assert find_or_make_source(name) == source
    assert Source.objects.filter(name=found).count() == 1
