"""Stories as an app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class StoriesConfig(AppConfig):
    """The stories, their filings, and what arrives for them."""

    name = "stories"
    verbose_name = gettext_lazy("Stories")
