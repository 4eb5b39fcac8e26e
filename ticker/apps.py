"""The ticker as an app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TickerConfig(AppConfig):
    """The rotating headlines."""

    name = "ticker"
    verbose_name = gettext_lazy("Ticker")
