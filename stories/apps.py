"""The app of the stories."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class StoriesConfig(AppConfig):
    """The stories, their filings, and the deliveries that they are made from."""

    name = "stories"
    verbose_name = gettext_lazy("Stories")
