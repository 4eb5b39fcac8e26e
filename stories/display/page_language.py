"""The language that a public page speaks: that of its story where the site has it, else the site's own."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from stories.display import languages

LANGUAGES = dict(settings.SITE_LANGUAGES)
EDITIONS = {code.partition("-")[0]: name for code, name in settings.SITE_LANGUAGES}  # by the tag of their stories


def code_for(language: str) -> str:
    """Return the language, as Django knows it, that a page about copy in a language speaks."""
    code = languages.known(language) if language else settings.LANGUAGE_CODE
    return code if code in LANGUAGES else settings.LANGUAGE_CODE


def tag(code: str) -> str:
    """Return the BCP 47 tag of a language that Django knows: zh-Hans of zh-hans."""
    return languages.canonical(code)


def of(context: Mapping[str, object]) -> str:
    """Return the language of the page that is printed with a context.

    `lang` in the context is the language of the copy that makes up the page; `speaks` is that of the story which a page
    in the site's own words is about. Without either the page speaks the site's own language.
    """
    return code_for(str(context.get("lang") or context.get("speaks") or ""))


def printed(template: str, context: Mapping[str, object], request: HttpRequest | None = None) -> str:
    """Render a public page in its language, with its language and direction in the context."""
    code = of(context)
    own = {"interface": tag(code), "lang": tag(code), "dir": languages.direction(code)}
    if code != settings.LANGUAGE_CODE:
        own["in_language"] = tag(code).partition("-")[0]
    words = {**own, **context}
    words["lang"] = tag(str(words["lang"]))
    with translation.override(code):
        return render_to_string(template, words, request)
