"""Designators in the language of an edition."""

import pytest
from django.utils.translation import override

from stories.display.designator_names import print_designator


@pytest.mark.parametrize(
    ("language", "filed", "printed"),
    [
        ("en", "1st LD", "1st LD"),
        ("ar", "Urgent", "عاجل"),
        ("zh-hans", "Correction", "更正"),
        ("ru", "Urgent", "Срочно"),
        ("fr", "Refile", "Rediffusion"),
        ("fr", "Kurzfassung 7b", "Kurzfassung 7b"),
        ("fr", "", ""),
    ],
)
def test_a_designator_is_printed_in_the_language_of_the_page(language, filed, printed):
    with override(language):
        assert print_designator(filed) == printed
