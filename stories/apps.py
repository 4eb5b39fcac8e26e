"""The app of the stories."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy

from stories.table_statistics import refresh_statistics


class StoriesConfig(AppConfig):
    """The stories, their filings, and the deliveries that they are made from."""

    name = "stories"
    verbose_name = gettext_lazy("Stories")

    def ready(self) -> None:
        post_migrate.connect(look_at_tables, sender=self)


def look_at_tables(*, using: str, **_signal: Any) -> None:
    """Have the database look at its tables after a migration, which may have made an index."""
    refresh_statistics(using)
