"""manage.py verify: exit 1 and the first broken filing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stories import desk
from stories.models import Filing
from tests.builders import NOON, a_chain, filings
from tests.filing_guard import lift_guard

pytestmark = pytest.mark.django_db

FIELDS = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html",
          "designator", "amends", "credit", "language", "content_digest", "previous_digest", "digest")  # fmt: skip


def verified(*stories):
    out = io.StringIO()
    call_command("verify", *stories, stdout=out)
    return out.getvalue().strip()


def tampered(filing, field, value):
    """A stored field changed behind the guard's back."""
    lift_guard()
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE stories_filing SET "{field}" = %s WHERE id = %s', [value, filing.pk])


def test_whole_chains_verify():
    a_chain("Urgent", "1st LD")
    a_chain("Urgent")

    assert verified() == "2 chains verified."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_byte_is_found_and_named(field):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    filing = filings(story)[1]
    tampered(filing, field, f"{getattr(filing, field)}x"[-13:])

    with pytest.raises(CommandError, match=f"Story {story.pk}, filing 2: "):
        verified(story.pk)


def test_a_story_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no story 99"):
        verified(99)


def test_a_taken_down_filing_still_verifies():
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert verified() == "1 chains verified."
    assert Filing.objects.get(story=story, number=2).headline == ""
