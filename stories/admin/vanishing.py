"""What a kill takes from the public."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from stories.models import Story


def addresses_of(story: Story) -> list[str]:
    """Every public address of a story; of its compare pages, one for each two filings, those of neighbours."""
    args = [story.pk, story.slug]
    filed = range(1, story.filed_number + 1)
    return [
        reverse("stories:story", args=args),
        reverse("stories:history", args=args),
        *(reverse("stories:filing", args=[*args, number]) for number in filed),
        *(reverse("stories:changes", args=[*args, *pair]) for pair in pairwise(filed)),
        reverse("stories:timemap", args=args),
        *(reverse(f"stories:{name}", args=[story.pk]) for name in ("history_json", "head_json", "ninjs", "newsml")),
    ]
