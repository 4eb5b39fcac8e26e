"""Which language somebody is spoken to in: the one that they chose, else what their browser asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_from_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


def of_browser(request: HttpRequest, offered: Iterable[tuple[str, str]]) -> str:
    """The language that a browser asks for, if it is among those that are offered; else the site's own."""
    asked = get_language_from_request(request)
    return asked if asked in dict(offered) else settings.LANGUAGE_CODE
