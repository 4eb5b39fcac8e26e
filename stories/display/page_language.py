"""The language of what a public page says itself: that of its story where the site speaks it, else the site's own."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from stories.display import datetimes

LANGUAGES = dict(settings.SITE_LANGUAGES)
EDITIONS = {code.partition("-")[0]: name for code, name in settings.SITE_LANGUAGES}  # by the tag of their stories


def code_for(language: str) -> str:
    """The language, as Django knows it, that a page about copy in a language speaks."""
    code = datetimes.known(language) if language else settings.LANGUAGE_CODE
    return code if code in LANGUAGES else settings.LANGUAGE_CODE


def tag(code: str) -> str:
    """A language as pages name it (BCP 47): zh-Hans of zh-hans."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def of(context: Mapping[str, object]) -> str:
    """The language of the page that is printed with a context.

    `lang` there is the language of the copy that makes up the page; `speaks` that of the story which a page in our
    own words is about. Without either the page speaks the site's own.
    """
    return code_for(str(context.get("lang") or context.get("speaks") or ""))


def printed(template: str, context: Mapping[str, object], request: HttpRequest | None = None) -> str:
    """A public page in its language; see `of`."""
    code = of(context)
    own = {"interface": tag(code), "lang": tag(code), "dir": datetimes.direction(code)}
    if code != settings.LANGUAGE_CODE:
        own["in_language"] = tag(code).partition("-")[0]
    with translation.override(code):
        return render_to_string(template, {**own, **context}, request)
