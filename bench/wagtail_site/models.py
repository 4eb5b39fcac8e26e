"""The pages: a front page of the newest stories, and a story."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page

FRONT = 30  # stories of the front page


class FrontPage(Page):  # type: ignore[misc]  # Wagtail has no types
    """The newest stories."""

    template = "front.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the stories to the context of the page."""
        stories = StoryPage.objects.live().child_of(self).order_by("-moved_at")[:FRONT]
        return {**super().get_context(request, *args, **kwargs), "stories": stories}


class StoryPage(Page):  # type: ignore[misc]  # as above
    """A story."""

    credit = models.CharField(max_length=120)
    summary = models.TextField()
    body = RichTextField()
    moved_at = models.DateTimeField()
    template = "story.html"
