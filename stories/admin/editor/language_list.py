"""The list of languages of the story form: those of the newsroom first, then all others that have a name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from stories.display.languages import LANGUAGE_NAMES, canonical_tag

# Sentences for the newsroom alone: readers' languages leave them out.

Choices = tuple[tuple[str, str], ...]


class KnownSelect(forms.Select):
    """A list in which what stands there already is always among the choices."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        offered = list(self.choices)
        known = {words for words, _label in self.flat_choices(offered)}
        self.choices = [*offered, *((words, words) for words in value if words not in known)]
        return super().optgroups(name, value, attrs)

    def flat_choices(self, offered: list[Any]) -> list[tuple[str, str]]:
        """Return the choices without their groups."""
        parts = (label if isinstance(label, list | tuple) else [(words, label)] for words, label in offered)
        return [choice for part in parts for choice in part]


def language_choices() -> list[tuple[str, Choices]]:
    """Return the languages of copy by their names in the language of the page, in two groups."""
    return _language_choices(get_language() or "en")


@lru_cache(16)
def _language_choices(_page_language: str) -> list[tuple[str, Choices]]:
    """Return the languages by their names in the language that is active: some hundred names are looked up."""
    own = sorted(((code, str(name)) for code, name in LANGUAGE_NAMES.items()), key=lambda choice: choice[1])
    named = (code for code, info in LANG_INFO.items() if "name" in info and code not in LANGUAGE_NAMES)
    others = ((canonical_tag(code), get_language_info(code)["name_translated"]) for code in named)
    return [
        (_("Languages of the newsroom"), tuple(own)),
        (_("Other languages"), tuple(sorted(others, key=lambda choice: choice[1]))),
    ]
