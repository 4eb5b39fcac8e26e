"""Copy that is expected: put on the list, settled by the story that it came as, dropped, or put back."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotPossibleError
from stories.models import ExpectedCopy, Story

OPEN_AT_ONCE = 500  # more are no list that anybody reads

# Sentences for the newsroom alone: readers' languages leave them out.


def expect_copy(expected: ExpectedCopy, *, by: User, now: datetime) -> ExpectedCopy:
    """Put copy on the list of what is expected, or keep what was changed of it. Raises NotPossibleError."""
    if expected.pk is None:
        if ExpectedCopy.objects.still_open().count() >= OPEN_AT_ONCE:
            raise NotPossibleError(_("The list has {count} entries. Drop some first.").format(count=OPEN_AT_ONCE))
        expected.noted_by, expected.noted_at = by, now
    expected.save()
    return expected


def settle_expected(expected: ExpectedCopy, story: Story | None, *, now: datetime) -> bool:
    """Take copy off the list, as it came as a story, or was dropped where none is given; return whether it stood there.

    Of two people who do, the first is heard.
    """
    return bool(ExpectedCopy.objects.filter(pk=expected.pk, settled_at=None).update(story=story, settled_at=now))


def expect_again(expected: ExpectedCopy) -> None:
    """Put copy back on the list that had come or was dropped."""
    ExpectedCopy.objects.filter(pk=expected.pk).update(story=None, settled_at=None)
