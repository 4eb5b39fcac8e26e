"""The admin of templates and snippets: what stories begin with, and paragraphs that are typed by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy, designators
from stories.admin.editor.language_list import KnownSelect, language_choices
from stories.admin.fields import CopyField, LineField, LinesField
from stories.admin.plain_admin import PlainAdmin
from stories.copy import language_tags
from stories.models import Snippet, StoryTemplate, length_of

# Sentences for the newsroom alone: readers' languages leave them out.

AS_ANY = gettext_lazy("as for any new story")
EVERY_SECTION = gettext_lazy("every section")
WORDS_PREVIEWED = 100  # characters of a snippet in the list


class StoryTemplateForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The fields that a story of a kind begins with; what is empty here stays as it is in any new story."""

    headline = LinesField(label=gettext_lazy("Headline"), required=False, rows=2)
    body = CopyField(label=gettext_lazy("Text"), required=False)
    designator = LineField(
        label=gettext_lazy("Designator"),
        required=False,
        max_length=length_of(StoryTemplate, "designator"),
        widget=KnownSelect,
    )
    language = forms.CharField(
        label=gettext_lazy("Language"),
        required=False,
        max_length=length_of(StoryTemplate, "language"),
        widget=KnownSelect,
    )
    urgency = forms.IntegerField(label=gettext_lazy("Urgency"), required=False, min_value=1, max_value=9)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [str(choice) for choice in designators.choices(()) if choice]
        lists: dict[str, list[Any]] = {
            "language": language_choices(),
            "designator": [(words, words) for words in offered],
        }
        for name, choices in lists.items():
            self.fields[name].widget.choices = [("", AS_ANY), *choices]

    def clean_headline(self) -> str:
        """Return the headline as one line."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_language(self) -> str:
        """Return the tag in its canonical spelling. Raises ValidationError where it names no language."""
        typed = self.cleaned_data["language"]
        tag = language_tags.read_tag(typed)
        if typed and (tag is None or not tag.primary):
            raise ValidationError(_("Write a language as its tag: en, zh, ar, ru, pt-BR …"))
        return str(tag) if typed else ""

    def clean_designator(self) -> str:
        """Return the designator as it is printed here. Raises ValidationError where it is none."""
        typed = self.cleaned_data["designator"]
        designator = designators.from_text(typed)
        if typed and designator is None:
            message = _("“{typed}” is no designator. Choose one of the list, or leave it empty.")
            raise ValidationError(message.format(typed=typed))
        return str(designator or "")


class SnippetForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A snippet: its name, and the paragraphs that it becomes."""

    body = CopyField(label=gettext_lazy("Text"))

    def clean_name(self) -> str:
        """Return the name without the slash that somebody typed before it."""
        return str(self.cleaned_data["name"]).removeprefix("/")


class SectionColumn(PlainAdmin):
    """An admin of rows that are for one section or for every one."""

    @admin.display(description=gettext_lazy("section"), ordering="section")
    def its_section(self, row: StoryTemplate | Snippet) -> str:
        """Return the section that a row is for."""
        return str(row.section or EVERY_SECTION)


@admin.register(StoryTemplate)
class StoryTemplateAdmin(SectionColumn):
    """Templates of stories. A new story begins with one from the list on its page."""

    form = StoryTemplateForm
    list_display = ["name", "its_section", "slugline", "headline"]
    purpose = gettext_lazy("A template fills the fields of a new story: weather, roundup, advisory.")
    no_choice = {"section": EVERY_SECTION, "source": AS_ANY}
    list_select_related = ["section"]
    list_filter = ["section"]
    view_on_site = False


@admin.register(Snippet)
class SnippetAdmin(SectionColumn):
    """Snippets."""

    form = SnippetForm
    list_display = ["slashed_name", "its_section", "first_words"]
    purpose = gettext_lazy("A snippet is a paragraph that is typed by its name: /about-vesper.")
    no_choice = {"section": EVERY_SECTION}
    list_select_related = ["section"]
    list_filter = ["section"]
    view_on_site = False

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def slashed_name(self, snippet: Snippet) -> str:
        """Return the name as it is typed."""
        return f"/{snippet.name}"

    @admin.display(description=gettext_lazy("text"))
    def first_words(self, snippet: Snippet) -> str:
        """Return the first words."""
        words = copy.plain_text(snippet.blocks)
        return format_html("<bdi>{}</bdi>", words if len(words) <= WORDS_PREVIEWED else f"{words[:WORDS_PREVIEWED]} …")
