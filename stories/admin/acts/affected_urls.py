"""Public addresses that a kill takes from readers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse

from stories.models import PhotoUse, Rendition, State

if TYPE_CHECKING:
    from stories.models import Story


def public_urls(story: Story) -> list[str]:
    """Return every public address of a story; of its compare pages, those of one filing and the next. One query."""
    args = [story.pk, story.slug]
    filed = range(1, story.filed_number + 1)
    return [
        reverse("stories:story", args=args),
        reverse("stories:history", args=args),
        *(reverse("stories:filing", args=[*args, number]) for number in filed),
        *(reverse("stories:changes", args=[*args, *pair]) for pair in pairwise(filed)),
        reverse("stories:timemap", args=args),
        *(reverse(f"stories:{name}", args=[story.pk]) for name in ("history_json", "head_json", "ninjs", "newsml")),
        *photo_urls(story),
    ]


def photo_urls(story: Story) -> list[str]:
    """Return the address of each photo of a story at its widest, unless another live story shows it too. One query."""
    elsewhere = PhotoUse.objects.filter(filing__story__state=State.LIVE, filing__taken_down_at=None)
    shared = elsewhere.exclude(filing__story=story).values("photo")
    renditions = Rendition.objects.filter(photo__uses__filing__story=story, format="JPEG").exclude(photo__in=shared)
    names = dict(renditions.order_by("photo", "width").values_list("photo", "name"))
    return [reverse("stories:picture", args=[name]) for name in names.values()]
