"""The page that opens a translation of a story, and the word of its editor that it has what the original says now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.acts.views import StoryActionView
from stories.admin.fields import LineField
from stories.admin.pages import find_story, refuse_unless, story_page_url
from stories.copy import language_tags
from stories.display import languages
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Story, Translation, length_of
from stories.story_actions import TAKE_OVER_ORIGINAL, TRANSLATE

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.


class TranslateForm(forms.Form):
    """The language that a story is translated into."""

    language = LineField(
        label=gettext_lazy("Into"), max_length=length_of(Story, "language"), help_text=gettext_lazy("en, zh, ar, ru …")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].widget.attrs.update({"list": "languages", "autocomplete": "off"})

    def clean_language(self) -> str:
        """Return the tag in its canonical spelling. Raises ValidationError where it names no language."""
        tag = language_tags.read_tag(self.cleaned_data["language"])
        if tag is None or not tag.primary:
            raise ValidationError(_("Write a language as its tag: en, zh, ar, ru, pt-BR …"))
        return str(tag)


class TranslateView(StoryActionView):
    """The page that opens a translation beside its original."""

    action, form_class = TRANSLATE, TranslateForm

    def page_context(self) -> dict[str, Any]:
        return {"languages": list(languages.LANGUAGE_NAMES.items())}

    def do(self, values: dict[str, Any]) -> str:
        original = self.story
        self.story = desk.open_translation(original, values["language"], **self.signature)
        message = _("Story {number} is on the desk, with the words of story {original} to translate.")
        return message.format(number=self.story.pk, original=original.pk)


class NumberForm(forms.Form):
    """The number of the original's filing that a page shows."""

    number = forms.IntegerField(min_value=0, max_value=LARGEST_ID)


@require_POST
def take_over_original(request: DeskRequest, story_id: int) -> HttpResponse:
    """Keep that a translation has what its original says now, and go back to its form. Raises Http404."""
    story = find_story(request, story_id)
    refuse_unless(permissions.may_do(request.user, TAKE_OVER_ORIGINAL, story))
    translation = get_object_or_404(Translation, relation__story=story)
    form = NumberForm(request.POST)
    if form.is_valid():
        desk.take_over_original(translation, number=form.cleaned_data["number"])
        messages.success(request, _("Noted: the translation is up to date with the original."))
    return HttpResponseRedirect(story_page_url("change", story))
