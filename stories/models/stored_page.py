"""What readers' pages are stored with: numbers that grow with each change of what they show, and the pages as printed.

Both are read by SQL in `newsroom.stored_pages`, ahead of Django.
"""

from __future__ import annotations

from django.db import models

ALL_STORIES = 0  # the generation of the whole newsroom, and the scope of lists
EVERY_PAGE = -1  # the generation of what all pages show: names of sections, sources and subjects


class Generation(models.Model):
    """The number of changes of what readers see of a story, counted by triggers of the database (migration 0012).

    Story 0 counts every public change of the newsroom, story -1 what changes every page. `total` is the number of
    story 0 at the latest change of this one.
    """

    story_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()
    total = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["total"], name="generation_by_total")]  # what changed since

    def __str__(self) -> str:
        return f"Generation {self.number} of story {self.story_id}"


class StoredPage(models.Model):
    """An answer as it was printed: its headers, and its bytes before and behind the ticker.

    It holds as long as the generations that it was printed from stand. `fragment` is the address of the row whose
    bytes stand between `head` and `tail`; empty for an answer in one piece. Times are milliseconds since 1970.
    """

    address = models.TextField(primary_key=True)
    scope = models.BigIntegerField()  # a story, or ALL_STORIES
    generation = models.BigIntegerField()  # the total of the scope
    epoch = models.BigIntegerField()  # the total of EVERY_PAGE
    headers = models.TextField()  # a line each
    tag = models.TextField()
    head = models.BinaryField()
    tail = models.BinaryField(null=True)
    fragment = models.TextField(blank=True)
    expires_at = models.BigIntegerField(null=True)  # when the clock changes it
    printed_at = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["printed_at"], name="stored_by_age")]  # the worker's sweep

    def __str__(self) -> str:
        return self.address


class CodedPage(models.Model):
    """A stored page with its ticker, pressed: what a reader gets who takes that coding.

    It is that of the page and of the ticker with these tags, and of no others.
    """

    key = models.TextField(primary_key=True)  # the coding, a blank, and the address
    address = models.TextField()
    tag = models.TextField()
    fragment = models.TextField(blank=True)  # the address of the ticker, and its tag; empty for none
    fragment_tag = models.TextField(blank=True)
    body = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
