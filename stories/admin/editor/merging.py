"""Merges of two texts of a story that began with the same one: the changes of each, the result, the clashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy
from stories.admin import versions
from stories.admin.editor.forms import StoryForm
from stories.admin.fields import BODY_LIMIT, LinesField
from stories.compare import Change, Text, compare
from stories.copy import pictures
from stories.merge import Choice, Merged, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.utils.functional import Promise

    from stories.copy.pictures import PlacedPicture
    from stories.models import Story

TEXT_FIELDS = ("headline", "byline", "dateline", "end mark")
NOTE_FIELDS = ("editor's note", "desk note")  # fields that may hold both versions, one after the other
WRITTEN = "written"  # the choice of neither side, and the end of the name of the field for the words
THEIRS = gettext_lazy("Theirs")
OPENING_LENGTH = 48  # letters of a paragraph's opening


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash of two texts: its name, each side's version, and the field to choose one with.

    `opening` has the first words of a paragraph; `sides` are theirs and mine, each under its name. `written` is the
    field for words in place of both, `words` what each choice comes to, as it is typed.
    `in_story_language` marks words in the story's language.
    """

    what: str
    sides: tuple[tuple[str | Promise, tuple[Change, ...]], ...]
    choice: forms.BoundField
    written: forms.BoundField
    words: tuple[str, ...]
    in_story_language: bool
    opening: str = ""

    @property
    def options(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """The buttons of the field, each with the words that it stands for; that of what is written has none."""
        return list(zip(self.choice, (*self.words, ""), strict=True))


class ChoicesForm(forms.Form):
    """A form with one choice for each clash.

    Paragraphs and notes default to both versions; of a field with a single value, such as the headline, one has to be
    chosen. `them` names the other side.
    """

    def __init__(self, merged: Merged, data: Mapping[str, str] | None = None, *, them: str | Promise = THEIRS) -> None:
        super().__init__(data)
        self.merged, self.them = merged, them
        self.choices_of: dict[str, list[Choice]] = {}  # by question, without what is written
        sides: list[tuple[str, str | Promise]] = [(Choice.THEIRS, them), (Choice.OURS, _("Mine"))]
        self.fields["everywhere"] = forms.ChoiceField(choices=sides, required=False)
        for conflict in merged.head_conflicts:
            is_note = conflict.field in NOTE_FIELDS
            self._ask(f"head-{conflict.field}", sides, conflict.settle(Choice.BOTH), both=is_note)
        for number, text in enumerate(merged.conflicts):
            self._ask(f"text-{number}", sides, copy.to_typed(text.settle(Choice.BOTH)), both=True)

    def _ask(self, name: str, choices: Sequence[tuple[str, str | Promise]], words: str, *, both: bool) -> None:
        offered = [*choices, (Choice.BOTH, _("Both"))] if both else choices
        self.choices_of[name] = [Choice(value) for value, _label in offered]
        self.fields[name] = forms.ChoiceField(
            choices=[*offered, (WRITTEN, _("As I write it"))],
            initial=Choice.BOTH if both else None,
            required=False,
            widget=forms.RadioSelect,
            label=_("Keep"),
        )
        self.fields[f"{name}-{WRITTEN}"] = LinesField(
            label=_("Result"), rows=4, initial=words if both else "", required=False, max_length=BODY_LIMIT
        )

    def clean(self) -> dict[str, Any]:
        """Ask again about each clash that has no default and no answer; return the answers."""
        super().clean()
        answers = self.cleaned_data
        for name, field in self.fields.items():
            if (
                isinstance(field, forms.ChoiceField)
                and name != "everywhere"
                and not (answers.get("everywhere") or answers.get(name) or field.initial)
            ):
                self.add_error(name, _("Both changed it. Choose one."))
        return answers

    def questions(self) -> Iterator[Clash]:
        """Return the clashes to be settled, those of the head first."""
        for conflict in self.merged.head_conflicts:
            base, theirs, mine = map(make_paragraph, (conflict.base, conflict.theirs, conflict.ours))
            name, what = f"head-{conflict.field}", versions.field_name(conflict.field).capitalize()
            yield Clash(
                what,
                self._sides(base, theirs, mine),
                self[name],
                self[f"{name}-{WRITTEN}"],
                tuple(conflict.settle(choice) for choice in self.choices_of[name]),
                is_in_story_language(conflict.field),
            )
        for number, text in enumerate(self.merged.conflicts):
            sides = self._sides(text.base, text.theirs, text.ours)
            first = next(iter((*text.base, *text.theirs, *text.ours)))
            name = f"text-{number}"
            words = tuple(copy.to_typed(text.settle(choice)) for choice in self.choices_of[name])
            opening = Truncator(first.text).chars(OPENING_LENGTH)
            yield Clash(_("Text"), sides, self[name], self[f"{name}-{WRITTEN}"], words, True, opening)

    def _sides(
        self, base: tuple[copy.Block, ...], theirs: tuple[copy.Block, ...], mine: tuple[copy.Block, ...]
    ) -> tuple[tuple[str | Promise, tuple[Change, ...]], ...]:
        return (self.them, changes_of_side(base, theirs)), (_("Mine"), changes_of_side(base, mine))

    def settle(self) -> Text:
        """Return the merged text by the answers; a clean merge needs none."""
        answers = self.cleaned_data if self.is_bound and self.is_valid() else {}
        head = {row.field: self._answer(answers, f"head-{row.field}") for row in self.merged.head_conflicts}
        text = [self._answer(answers, f"text-{number}") for number in range(len(self.merged.conflicts))]
        blocks = [answer if isinstance(answer, Choice) else copy.from_typed(answer) for answer in text]
        return self.merged.settle(blocks, head)

    def _answer(self, answers: Mapping[str, str], name: str) -> Choice | str:
        """Return the choice that was made, or the words that were written in place of both."""
        chosen = answers.get("everywhere") or answers[name] or self.fields[name].initial
        return answers[f"{name}-{WRITTEN}"] if chosen == WRITTEN else Choice(chosen)


@dataclass(frozen=True, slots=True)
class TextMerge:
    """Two texts to be merged, theirs and mine, and their common base; None where that is not known."""

    base: Story | None
    theirs: Story
    mine: Story
    them: str | Promise = THEIRS

    def choices(self, data: Mapping[str, str] | None = None) -> ChoicesForm:
        """Return the form of choices; `data` has the answers. Raises ValueError without a base."""
        if self.base is None:
            raise ValueError("Two texts are only put together over the one that both began with.")
        return ChoicesForm(merge(*map(versions.full_text, (self.base, self.mine, self.theirs))), data, them=self.them)

    def merged_context(self, data: Mapping[str, str] | None, *, on: Story) -> dict[str, Any]:
        """Return the context of the merge: the form with the merged text, or the choices that have to be made first."""
        choices = self.choices(data)
        if choices.merged.is_clean or choices.is_valid():
            return {"form": self.form(choices.settle(), on=on), "is_merged": True}
        return {"choices": choices}

    def sides_context(self) -> dict[str, Any]:
        """Return the context of both sides: their changes, mine, and their text to copy from."""
        their_changes = versions.compare_versions(self.base, self.theirs) if self.base else None
        first = len(their_changes.changed) + 1 if their_changes else 1
        return {
            "their_changes": their_changes,
            "my_changes": versions.compare_versions(self.base or self.theirs, self.mine, first=first),
            "their_headline": self.theirs.headline,
            "their_text": copy.to_typed(self.theirs.blocks),
        }

    def form(self, text: Text, *, on: Story) -> StoryForm:
        """Return the form of story `on` with a merged text in its fields."""
        printed = [(story, dict(versions.head_fields(story))) for story in (on, self.theirs, self.mine)]
        initial: dict[str, object] = {"body": copy.to_json(text.blocks)}
        for name, field in versions.FIELDS.items():
            words = text.head[name]
            initial[field] = next((getattr(story, field) for story, head in printed if head[name] == words), words)
        initial["pictures"] = pictures.to_json(self.order_pictures(pictures.read_merge_fields(text.head)))
        return StoryForm(instance=on, initial=initial)

    def order_pictures(self, merged: Sequence[PlacedPicture]) -> list[PlacedPicture]:
        """Return pictures in my order where I changed it, else in theirs."""
        base = [picture.photo for picture in self.base.placements] if self.base else []
        mine, theirs = ([picture.photo for picture in story.placements] for story in (self.mine, self.theirs))
        order = theirs if mine == base else mine
        return sorted(merged, key=lambda picture: order.index(picture.photo) if picture.photo in order else len(order))


def is_in_story_language(field: str) -> bool:
    """Return whether a field is written in the story's language."""
    return field in TEXT_FIELDS or pictures.kind_of_field(field) is not None


def changes_of_side(base: tuple[copy.Block, ...], blocks: tuple[copy.Block, ...]) -> tuple[Change, ...]:
    """Return the changes from paragraphs of the base to those of one side."""
    return compare(Text({}, base), Text({}, blocks)).changes


def make_paragraph(words: str) -> tuple[copy.Block, ...]:
    """Return the value of a head field as a paragraph; no paragraph where it is empty."""
    return (copy.Block(copy.Kind.PARAGRAPH, words),) if words else ()
