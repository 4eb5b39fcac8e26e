"""The admin of templates and snippets: what stories begin with, and paragraphs that are typed by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy, designators
from stories.admin.fields import CopyField, LineField, LinesField
from stories.copy import language_tags
from stories.models import Snippet, StoryTemplate, length_of

if TYPE_CHECKING:
    from django.db.models import Field
    from django.http import HttpRequest

# Sentences for the newsroom alone: readers' languages leave them out.

WORDS_PREVIEWED = 100  # characters of a snippet in the list


class StoryTemplateForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The fields that a story of a kind begins with; what is empty here stays as it is in any new story."""

    headline = LinesField(label=gettext_lazy("Headline"), required=False, rows=2)
    body = CopyField(label=gettext_lazy("Text"), required=False)
    designator = LineField(
        label=gettext_lazy("Designator"), required=False, max_length=length_of(StoryTemplate, "designator")
    )
    urgency = forms.IntegerField(label=gettext_lazy("Urgency"), required=False, min_value=1, max_value=9)

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


class PlainChoices(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """An admin whose lists of sections and sources offer no way to change those."""

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Return the field of a form, without the buttons beside a list."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        for right in ("can_add_related", "can_change_related", "can_view_related"):
            if field is not None and hasattr(field.widget, right):
                setattr(field.widget, right, False)
        return field


@admin.register(StoryTemplate)
class StoryTemplateAdmin(PlainChoices):
    """Templates of stories. A new story begins with one from the list on its page."""

    form = StoryTemplateForm
    list_display = ["name", "section", "slugline", "headline"]
    list_select_related = ["section"]
    list_filter = ["section"]
    view_on_site = False


@admin.register(Snippet)
class SnippetAdmin(PlainChoices):
    """Snippets."""

    form = SnippetForm
    list_display = ["slashed_name", "section", "first_words"]
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
