"""The language of a user who has chosen none: that of the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_from_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


def browser_language(request: HttpRequest, offered: Iterable[tuple[str, str]]) -> str:
    """Return the first language of the browser that is offered; the site's own where none is."""
    wanted = get_language_from_request(request)
    return wanted if wanted in dict(offered) else settings.LANGUAGE_CODE
