"""The page that takes phrases of a story down: first it shows where they stand, then each becomes a marked gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stories import desk, search
from stories.admin.acts.forms import check_number
from stories.admin.acts.views import StoryActionView
from stories.admin.fields import LinesField
from stories.copy.gaps import MOST_PHRASES, Excerpt, Phrases, read_phrases
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Filing, Story
from stories.story_actions import TAKE_DOWN_PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.http import HttpResponse

# Sentences for the newsroom alone: readers' languages leave them out.

OTHERS_SHOWN = 20  # other stories that a search for the phrases finds


@dataclass(frozen=True, slots=True)
class PhrasePlace:
    """A filing that holds phrases, each where it stands."""

    filing: Filing
    excerpts: list[Excerpt]


class OtherStoriesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """Stories to choose from, by slugline, number and headline."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Model) -> str:
        """Return the line of one story."""
        return f"{obj} #{obj.pk}: {getattr(obj, 'headline', '')}"


class PhraseTakeDownForm(forms.Form):
    """The phrases, the reason for readers, other stories that have them, and the story's number, typed to be sure."""

    phrases = LinesField(
        label=gettext_lazy("Words that have to go"),
        help_text=gettext_lazy("One phrase per line, as the copy has it. Give each form of a name: Edda Roan, Roan."),
        rows=4,
    )
    reason = LinesField(
        label=gettext_lazy("Reason, for readers"),
        help_text=gettext_lazy("Readers see it with each version: Removed by order of a court."),
        rows=2,
    )
    others = OtherStoriesField(
        label=gettext_lazy("Also in these stories"), queryset=Story.objects.none(), required=False
    )
    number = forms.IntegerField(
        label=gettext_lazy("Type the story's number"), required=False, min_value=1, max_value=LARGEST_ID
    )

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story
        self.read = Phrases()
        self.others_found: Sequence[Story] = ()
        if self.is_bound:
            self.others_found = other_stories(story, self.data.get("phrases", ""))
            numbers = [other.pk for other in self.others_found]
            field = self.fields["others"]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = Story.objects.filter(pk__in=numbers)

    def visible_fields(self) -> list[forms.BoundField]:
        """Return the fields on the page; other stories are among them only where a search finds any."""
        return [field for field in super().visible_fields() if field.name != "others" or self.others_found]

    def clean_phrases(self) -> str:
        """Return the phrases as typed, and keep them as read. Raises ValidationError for one that finds too much."""
        try:
            self.read = read_phrases(self.cleaned_data["phrases"])
        except ValueError as error:
            message = _("“{phrase}” can't be looked for. Write two letters at least, and up to twenty phrases.")
            raise ValidationError(message.format(phrase=error)) from error
        return str(self.cleaned_data["phrases"])

    def clean_number(self) -> int:
        """Return the number of this story. Raises ValidationError for any other, and for none."""
        if "look" in self.data:
            return self.story.pk
        message = _("This is story {wanted}, not {typed}. Nothing was done.")
        return check_number(self.cleaned_data["number"] or 0, self.story.pk, message)


class TakeDownPhrasesView(StoryActionView):
    """The page that takes phrases of a story down."""

    action, form_class = TAKE_DOWN_PHRASES, PhraseTakeDownForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "story": self.story}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Show where the phrases stand, where that is asked; else take them down."""
        if "look" in form.data:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def render_to_response(self, context: dict[str, Any], **response_options: Any) -> HttpResponse:
        """Render the page with the places of the phrases, once there are any."""
        form = context["form"]
        places = phrase_places(self.story, form.read) if form.is_bound else []
        has_looked = form.is_bound and bool(form.read)
        return super().render_to_response(context, places=places, has_looked=has_looked, **response_options)

    def do(self, values: dict[str, Any]) -> str:
        stories = [self.story, *values["others"]]
        phrases = read_phrases(values["phrases"])
        records = desk.take_down_phrases(stories, phrases, reason=values["reason"], **self.signature)
        count = sum(record.count for record in records)
        if not count:
            return _("The words are gone. No version had them.")
        return ngettext(
            "The words are gone: {count} gap, marked for readers, and on record.",
            "The words are gone: {count} gaps, marked for readers, and on record.",
            count,
        ).format(count=count)


def phrase_places(story: Story, phrases: Phrases) -> list[PhrasePlace]:
    """Return the filings of a story and of those whose filings it shares that hold phrases. One query and more."""
    filings = Filing.objects.filter(story__in=desk.stories_of_chains([story]), taken_down_at=None)
    found = (PhrasePlace(filing, excerpts_of(filing, phrases)) for filing in filings.order_by("story", "number"))
    return [place for place in found if place.excerpts]


def excerpts_of(filing: Filing, phrases: Phrases) -> list[Excerpt]:
    """Return the places where phrases stand in what readers get of a filing."""
    lines = [filing.headline, filing.byline, filing.dateline, filing.note, filing.wrong, filing.right]
    shown = [words for picture in filing.shown_pictures for words in (picture.caption, picture.alt, picture.credit)]
    told = filing.metadata_values
    texts = [*lines, *(block.text for block in filing.blocks), *shown, told.slugline, told.located, told.terms]
    return [excerpt for text in texts for excerpt in phrases.excerpts(text)]


def other_stories(story: Story, lines: str) -> list[Story]:
    """Return other stories that the newsroom's search finds by one of some phrases, the latest changed first."""
    places: set[int] = set()
    for line in lines.splitlines()[:MOST_PHRASES]:
        words = line.strip().replace('"', " ")
        if words:
            found = search.find_places(
                search.Index.DESK, f'"{words}"', search.Span(search.LOWEST, search.HIGHEST), limit=OTHERS_SHOWN
            )
            places |= set(found or ())
    own = desk.stories_of_chains([story])
    others = Story.objects.filter(desk_place__in=places).exclude(pk__in=own).order_by("-desk_place")
    return list(others.defer("body")[:OTHERS_SHOWN])
