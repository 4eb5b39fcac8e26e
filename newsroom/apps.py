"""The project as an app: its admin site in place of Django's own, its system checks, its page of people."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.backends.signals import connection_created

from newsroom import (
    checks,  # noqa: F401 registers what the start looks at
    patience,
)


class NewsroomAdmin(AdminConfig):
    """Django's admin with the newsroom's site."""

    default_site = "newsroom.desk_site.DeskSite"


class NewsroomConfig(AppConfig):
    """The app of everything that belongs to no story: people, checks, errors, the text size."""

    name = "newsroom"

    def ready(self) -> None:
        """Have no request wait for a database that hangs."""
        connection_created.connect(patience.limit_look, dispatch_uid="looks at connections")
