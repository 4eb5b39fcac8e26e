"""Cosignatures of witnesses on heads of the log of all filings, as they came."""

from __future__ import annotations

from django.db import models

from stories.models.transparency import Checkpoint
from stories.transparency.cosignature import add_lines


class CosignatureQuerySet(models.QuerySet["Cosignature"]):
    """Queries of cosignatures."""

    def by_witness(self, written: str) -> CosignatureQuerySet:
        """Return those of a witness, whose key is written so; that on the largest head first."""
        return self.filter(witness=written).order_by("-size")


class Cosignature(models.Model):
    """The line by which a witness says that it saw a head of the log. There is one of a witness for each size.

    `at` is the time that the witness says.
    """

    size = models.BigIntegerField()
    witness = models.CharField(max_length=300)  # its key: name+keyid+base64
    line = models.TextField()
    at = models.DateTimeField()

    objects = CosignatureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="cosignature_once", fields=["witness", "size"]),  # the worker
        ]
        indexes = [models.Index(fields=["size"], name="cosignature_by_head")]  # /log/checkpoint, /log/witnessed

    def __str__(self) -> str:
        return f"{self.witness.partition('+')[0]} on {self.size} entries"


def note_with_cosignatures(head: Checkpoint) -> str:
    """Return the note of a head with the lines of all witnesses that cosigned it. One query."""
    lines = Cosignature.objects.filter(size=head.size).order_by("pk").values_list("line", flat=True)
    return add_lines(head.note, lines)


def newest_witnessed() -> Checkpoint | None:
    """Return the newest head that a witness has cosigned; None without one. Two queries."""
    size = Cosignature.objects.order_by("-size").values_list("size", flat=True).first()
    return Checkpoint.objects.filter(size=size).first() if size else None
