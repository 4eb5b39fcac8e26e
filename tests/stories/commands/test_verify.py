"""manage.py verify: exit 1 and the first broken filing."""

import importlib
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from stories import desk
from stories.models import Filing
from tests.builders import NOON, a_chain, filings
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

guard = importlib.import_module("stories.migrations.0002_filing_guard")
FIELDS = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html",
          "designator", "amends", "credit", "language", "content_digest", "previous_digest", "digest")  # fmt: skip


def verify_output(*stories):
    out = io.StringIO()
    call_command("verify", *stories, stdout=out)
    return out.getvalue().strip()


def tamper(filing, field, value):
    """Change a stored field behind the guard's back."""
    with connection.schema_editor() as editor:
        guard.lift_guard(apps, editor)
    with tampering(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE stories_filing SET "{field}" = %s WHERE id = %s', [value, filing.pk])


def test_whole_chains_verify():
    a_chain("Urgent", "1st LD")
    a_chain("Urgent")

    assert verify_output() == "2 chains verified."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_byte_is_found_and_named(field):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    filing = filings(story)[1]
    tamper(filing, field, f"{getattr(filing, field)}x"[-13:])

    with pytest.raises(CommandError, match=f"Story {story.pk}, filing 2: "):
        verify_output(story.pk)


def test_a_story_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no story 99"):
        verify_output(99)


def test_a_taken_down_filing_still_verifies():
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert verify_output() == "1 chains verified."
    assert Filing.objects.get(story=story, number=2).headline == ""
