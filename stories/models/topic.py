"""Running stories over several stories: those whose sluglines have one stem, or that an editor put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy

from stories import designators
from stories.models.addresses import topic_page_address
from stories.models.live_story import LiveKey, live_key

if TYPE_CHECKING:
    from stories.models.story import Story


class Topic(models.Model):
    """What readers are told of a topic. One that nobody named is known by its stem alone and has no row."""

    slug = models.CharField(
        gettext_lazy("address"),
        max_length=80,
        unique=True,
        help_text=gettext_lazy("The stem of the sluglines of its stories: dam-flood."),
    )
    name = models.CharField(gettext_lazy("name"), max_length=120)
    intro = models.TextField(gettext_lazy("in a sentence or two"), blank=True, max_length=600)

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("topic"), gettext_lazy("topics")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return topic_page_address(self.slug)


def choose_stem(choice: str | None, slugline: str) -> str:
    """Return the topic of a story: the one that an editor chose, else the stem of its slugline; empty for none."""
    return designators.topic_stem(slugline) if choice is None else choice


def public_slugline(story: Story) -> str:
    """Return the slugline that a story goes by in public, that of its newest filing; else that of its working copy."""
    newest = story.filings.filter(number=story.newest_number).first()
    return newest.metadata_values.slugline if newest else story.slugline


def topic_key(slug: str) -> str:
    """Return the key that the live stories of a topic have."""
    return live_key(LiveKey.Scheme.TOPIC, slug)


def topic_name(slug: str) -> str:
    """Return the name of a topic that nobody named: Dam flood of dam-flood."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]
