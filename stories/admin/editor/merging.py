"""Two texts of a story that grew out of one: what each changed, what becomes of both, and what has to be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import copy
from stories.admin import versions
from stories.admin.forms import StoryForm
from stories.compare import Change, Text, compare
from stories.copy import pictures
from stories.merge import Choice, Merged, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.utils.functional import Promise

    from stories.copy.pictures import Placed
    from stories.models import Story

OF_TEXT = ("headline", "byline", "dateline", "end mark")
NOTES = ("editor's note", "desk note")  # of which both can stand, one behind the other
THEIRS = gettext_lazy("Theirs")
OPENING = 48  # letters of a paragraph that say which one it is


@dataclass(frozen=True, slots=True)
class Question:
    """One place that both changed: what it is, what each made of what stood there, and where to choose.

    `opening` are the first words of a paragraph; `sides` are theirs and mine, each under its name. What is of the text
    is written in the story's language.
    """

    what: str
    sides: tuple[tuple[str | Promise, tuple[Change, ...]], ...]
    choice: forms.BoundField
    is_of_text: bool
    opening: str = ""


class Choices(forms.Form):
    """A choice for every place that both changed, each in another way.

    Of paragraphs and notes both are kept unless somebody says else; of what there is one of, as a headline, one
    has to be chosen. `them` is what the other side is called.
    """

    def __init__(self, merged: Merged, data: Mapping[str, str] | None = None, *, them: str | Promise = THEIRS) -> None:
        super().__init__(data)
        self.merged, self.them = merged, them
        one = [(Choice.THEIRS, them), (Choice.OURS, _("Mine"))]
        self.fields["everywhere"] = forms.ChoiceField(choices=one, required=False)
        for conflict in merged.head_conflicts:
            self._ask(f"head-{conflict.field}", one, both=conflict.field in NOTES)
        for number in range(len(merged.conflicts)):
            self._ask(f"text-{number}", one, both=True)

    def _ask(self, name: str, choices: Sequence[tuple[str, str]], *, both: bool) -> None:
        self.fields[name] = forms.ChoiceField(
            choices=[*choices, (Choice.BOTH, _("Both"))] if both else choices,
            initial=Choice.BOTH if both else None,
            required=False,
            widget=forms.RadioSelect,
            label=_("Keep"),
        )

    def clean(self) -> dict[str, object]:
        """What was chosen; what nobody can choose but an editor is asked for again."""
        said = super().clean()
        for name, field in self.fields.items():
            if name != "everywhere" and not (said.get("everywhere") or said.get(name) or field.initial):
                self.add_error(name, _("Both changed it. Choose one."))
        return said

    def questions(self) -> Iterator[Question]:
        """What has to be chosen, the head first."""
        for conflict in self.merged.head_conflicts:
            base, theirs, mine = map(in_one_line, (conflict.base, conflict.theirs, conflict.ours))
            choice = self[f"head-{conflict.field}"]
            what, of_text = versions.printed(conflict.field).capitalize(), is_of_text(conflict.field)
            yield Question(what, self._sides(base, theirs, mine), choice, of_text)
        for number, conflict in enumerate(self.merged.conflicts):
            sides = self._sides(conflict.base, conflict.theirs, conflict.ours)
            first = next(iter((*conflict.base, *conflict.theirs, *conflict.ours)))
            yield Question(_("Text"), sides, self[f"text-{number}"], True, Truncator(first.text).chars(OPENING))

    def _sides(
        self, base: tuple[copy.Block, ...], theirs: tuple[copy.Block, ...], mine: tuple[copy.Block, ...]
    ) -> tuple[tuple[str | Promise, tuple[Change, ...]], ...]:
        return (self.them, made_of(base, theirs)), (_("Mine"), made_of(base, mine))

    def settled(self) -> Text:
        """The text of both by what was chosen; nothing has to be chosen of a clean merge."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        head = {row.field: self._chosen(said, f"head-{row.field}") for row in self.merged.head_conflicts}
        text = [self._chosen(said, f"text-{number}") for number in range(len(self.merged.conflicts))]
        return self.merged.settled(text, head)

    def _chosen(self, said: Mapping[str, str], name: str) -> Choice:
        return Choice(said.get("everywhere") or said[name] or self.fields[name].initial)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Theirs and mine, and the text that both began with, where that is known."""

    base: Story | None
    theirs: Story
    mine: Story
    them: str | Promise = THEIRS

    def choices(self, data: Mapping[str, str] | None = None) -> Choices:
        """What has to be chosen; `data` has the answers. Raises ValueError where nobody knows what both began with."""
        if self.base is None:
            raise ValueError("Two texts are only put together over the one that both began with.")
        return Choices(merge(*map(versions.everything, (self.base, self.mine, self.theirs))), data, them=self.them)

    def put_together(self, data: Mapping[str, str] | None, *, on: Story) -> dict[str, object]:
        """What a page shows of the two in one: the form with the text of both, or what has to be chosen first."""
        choices = self.choices(data)
        if choices.merged.is_clean or choices.is_valid():
            return {"form": self.form(choices.settled(), on=on), "is_merged": True}
        return {"choices": choices}

    def shown(self) -> dict[str, object]:
        """What a page shows of both: what they changed, what I changed, and theirs to copy from."""
        their_changes = versions.edits(self.base, self.theirs) if self.base else None
        first = len(their_changes.changed) + 1 if their_changes else 1
        return {
            "their_changes": their_changes,
            "my_changes": versions.edits(self.base or self.theirs, self.mine, first=first),
            "their_headline": self.theirs.headline,
            "their_text": copy.to_typed(self.theirs.blocks),
        }

    def form(self, text: Text, *, on: Story) -> StoryForm:
        """A story in the form, with what was put together in its fields."""
        printed = [(story, dict(versions.head_fields(story))) for story in (on, self.theirs, self.mine)]
        initial: dict[str, object] = {"body": copy.to_json(text.blocks)}
        for name, field in versions.FIELDS.items():
            words = text.head[name]
            initial[field] = next((getattr(story, field) for story, head in printed if head[name] == words), words)
        initial["pictures"] = pictures.to_json(self.in_order(pictures.from_merged(text.head)))
        return StoryForm(instance=on, initial=initial)

    def in_order(self, found: Sequence[Placed]) -> list[Placed]:
        """Pictures in my order where I changed it, else in theirs."""
        was, mine, theirs = ([each.photo for each in story.placed] for story in (self.base, self.mine, self.theirs))
        order = theirs if mine == was else mine
        return sorted(found, key=lambda each: order.index(each.photo) if each.photo in order else len(order))


def is_of_text(field: str) -> bool:
    """Whether a field is written in the story's language."""
    return field in OF_TEXT or pictures.kind_of(field) is not None


def made_of(base: tuple[copy.Block, ...], blocks: tuple[copy.Block, ...]) -> tuple[Change, ...]:
    """What a side made of the paragraphs of a place."""
    return compare(Text({}, base), Text({}, blocks)).changes


def in_one_line(words: str) -> tuple[copy.Block, ...]:
    """A head field as a paragraph."""
    return (copy.Block(copy.Kind.PARAGRAPH, words),) if words else ()
