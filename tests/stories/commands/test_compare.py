"""manage.py compare: the changes between two filings, on a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from stories import desk
from tests.builders import NOON, a_chain, filings

pytestmark = pytest.mark.django_db


def compare_output(*arguments):
    out = io.StringIO()
    call_command("compare", *arguments, stdout=out)
    return out.getvalue()


def test_what_changed_is_printed():
    story = a_chain("Urgent", "1st LD", body="The dam held.")

    assert "Paragraph 2 came with 1st LD." in compare_output(story.pk, 1, 2)
    assert compare_output(story.pk, 1, 1) == "The texts are the same.\n"


@pytest.mark.parametrize("typed", ["9" * 30, "0", "-1", "one"])
def test_a_number_that_nothing_has_is_told(typed):
    with pytest.raises(CommandError, match="invalid number value"):
        compare_output(typed, "1", "2")


def test_a_filing_that_is_not_there_or_has_no_words_is_told():
    story = a_chain("Urgent", "1st LD")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    with pytest.raises(CommandError, match="has no filing 9"):
        compare_output(story.pk, 9, 2)
    with pytest.raises(CommandError, match="were taken down"):
        compare_output(story.pk, 1, 2)
