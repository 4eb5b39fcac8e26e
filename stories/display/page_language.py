"""The language that a public page speaks: that of its story where the site has it, else the site's own."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from stories.copy import language_tags
from stories.display import languages

SITE_LANGUAGES = dict(settings.SITE_LANGUAGES)
# By the tag of their stories.
EDITIONS = {language_tags.primary_language(code): name for code, name in settings.SITE_LANGUAGES}


def interface_language(language: str) -> str:
    """Return the language, as Django knows it, that a page about copy in a language speaks."""
    code = languages.django_language(language) if language else settings.LANGUAGE_CODE
    return code if code in SITE_LANGUAGES else settings.LANGUAGE_CODE


def language_tag(code: str) -> str:
    """Return the BCP 47 tag of a language that Django knows: zh-Hans of zh-hans."""
    return languages.canonical_tag(code)


def other_language(code: str) -> str:
    """Return the tag of the edition that a page in a language belongs to; empty for the site's own language."""
    return "" if code == settings.LANGUAGE_CODE else language_tags.primary_language(code)


def query_language(query: QueryDict) -> str:
    """Return the edition that the query of a page in no language asks for; empty for none that the site has."""
    language = query.get("language", "")
    return language if language in EDITIONS else ""


def language_for(context: Mapping[str, object]) -> str:
    """Return the language of the page that is printed with a context.

    `lang` in the context is the language of the copy that makes up the page; `speaks` is that of the story which a page
    in the site's own words is about. Without either the page speaks the site's own language.
    """
    return interface_language(str(context.get("lang") or context.get("speaks") or ""))


def render_page(template: str, context: Mapping[str, object], request: HttpRequest | None = None) -> str:
    """Render a public page in its language, with its language and direction in the context."""
    code = language_for(context)
    own = {"interface": language_tag(code), "lang": language_tag(code), "dir": languages.direction(code)}
    if other := other_language(code):
        own["in_language"] = other
    words = {**own, **context}
    words["lang"] = language_tag(str(words["lang"]))
    with translation.override(code):
        return render_to_string(template, words, request)
