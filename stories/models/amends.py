"""What a filing puts right of the one before it."""

from django.db import models


class Amends(models.TextChoices):
    """The kinds of filing that put right the one before."""

    NOTHING = "", "—"
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    REFILE = "refile", "Refile"
