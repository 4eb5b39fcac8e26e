"""What a kill takes from the public."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse

from stories.models import PhotoUse, Rendition, State

if TYPE_CHECKING:
    from stories.models import Story


def addresses_of(story: Story) -> list[str]:
    """Every public address of a story; of its compare pages those of neighbours, of each two one. One query."""
    args = [story.pk, story.slug]
    filed = range(1, story.filed_number + 1)
    return [
        reverse("stories:story", args=args),
        reverse("stories:history", args=args),
        *(reverse("stories:filing", args=[*args, number]) for number in filed),
        *(reverse("stories:changes", args=[*args, *pair]) for pair in pairwise(filed)),
        reverse("stories:timemap", args=args),
        *(reverse(f"stories:{name}", args=[story.pk]) for name in ("history_json", "head_json", "ninjs", "newsml")),
        *pictures_of(story),
    ]


def pictures_of(story: Story) -> list[str]:
    """An address of each of its photos, the widest, but for those that another live story shows. One query."""
    elsewhere = PhotoUse.objects.filter(filing__story__state=State.LIVE, filing__taken_down_at=None)
    shared = elsewhere.exclude(filing__story=story).values("photo")
    found = Rendition.objects.filter(photo__uses__filing__story=story, format="JPEG").exclude(photo__in=shared)
    names = dict(found.order_by("photo", "width").values_list("photo", "name"))
    return [reverse("stories:picture", args=[name]) for name in names.values()]
