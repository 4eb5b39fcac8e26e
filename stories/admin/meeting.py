"""Two texts of a story that grew out of one: what each changed, what becomes of both, and what has to be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms

from stories import copy
from stories.admin import texts
from stories.admin.forms import StoryForm
from stories.compare import Change, Text, compare
from stories.merge import Choice, Merged, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stories.models import Story

OF_WORDS = ("headline", "byline", "dateline", "end mark", "slugline", "editor's note", "desk note")
BOTH = [(Choice.THEIRS, "Theirs"), (Choice.OURS, "Mine"), (Choice.BOTH, "Both")]
ONE = BOTH[:2]


@dataclass(frozen=True, slots=True)
class Question:
    """One place that both changed: what it is, what each made of what stood there, and where to choose."""

    what: str
    theirs: tuple[Change, ...]
    mine: tuple[Change, ...]
    choice: forms.BoundField


class Choices(forms.Form):
    """A choice for every place that both changed, each in another way. Both are kept unless somebody says else."""

    everywhere = forms.ChoiceField(choices=ONE, required=False)

    def __init__(self, merged: Merged, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.merged = merged
        for conflict in merged.head_conflicts:
            self._ask(f"head-{conflict.field}", BOTH if conflict.field in OF_WORDS else ONE)
        for number in range(len(merged.conflicts)):
            self._ask(f"text-{number}", BOTH)

    def _ask(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        initial = choices[-1][0]
        self.fields[name] = forms.ChoiceField(
            choices=choices, initial=initial, required=False, widget=forms.RadioSelect, label="Keep"
        )

    def questions(self) -> Iterator[Question]:
        """What has to be chosen, the head first."""
        for conflict in self.merged.head_conflicts:
            base, theirs, mine = map(in_one_line, (conflict.base, conflict.theirs, conflict.ours))
            choice = self[f"head-{conflict.field}"]
            yield Question(conflict.field.capitalize(), made_of(base, theirs), made_of(base, mine), choice)
        for number, conflict in enumerate(self.merged.conflicts):
            theirs, mine = (made_of(conflict.base, blocks) for blocks in (conflict.theirs, conflict.ours))
            yield Question("Text", theirs, mine, self[f"text-{number}"])

    def settled(self) -> Text:
        """The text of both by what was chosen; nothing has to be chosen of a clean merge."""
        said = self.cleaned_data if self.is_bound else {}
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

    def choices(self, data: Mapping[str, str] | None = None) -> Choices:
        """What has to be chosen; `data` has the answers. Raises ValueError where nobody knows what both began with."""
        if self.base is None:
            raise ValueError("Two texts are only put together over the one that both began with.")
        return Choices(merge(*map(texts.everything, (self.base, self.mine, self.theirs))), data)

    def put_together(self, data: Mapping[str, str] | None, *, on: Story) -> dict[str, object]:
        """What a page shows of the two in one: the form with the text of both, or what has to be chosen first."""
        choices = self.choices(data)
        if choices.merged.is_clean or choices.is_valid():
            return {"form": self.form(choices.settled(), on=on), "is_merged": True}
        return {"choices": choices}

    def shown(self) -> dict[str, object]:
        """What a page shows of both: what they changed, what I changed, and theirs to copy from."""
        their_changes = texts.edits(self.base, self.theirs) if self.base else None
        first = len(their_changes.changed) + 1 if their_changes else 1
        return {
            "their_changes": their_changes,
            "my_changes": texts.edits(self.base or self.theirs, self.mine, first=first),
            "their_headline": self.theirs.headline,
            "their_text": copy.to_typed(self.theirs.blocks),
        }

    def form(self, text: Text, *, on: Story) -> StoryForm:
        """A story in the form, with what was put together in its fields."""
        printed = [(story, dict(texts.head_fields(story))) for story in (on, self.theirs, self.mine)]
        initial: dict[str, object] = {"body": copy.to_json(text.blocks)}
        for name, field in texts.FIELDS.items():
            words = text.head[name]
            initial[field] = next((getattr(story, field) for story, head in printed if head[name] == words), words)
        return StoryForm(instance=on, initial=initial)


def made_of(base: tuple[copy.Block, ...], blocks: tuple[copy.Block, ...]) -> tuple[Change, ...]:
    """What a side made of the paragraphs of a place."""
    return compare(Text({}, base), Text({}, blocks)).changes


def in_one_line(words: str) -> tuple[copy.Block, ...]:
    """A head field as a paragraph."""
    return (copy.Block(copy.Kind.PARAGRAPH, words),) if words else ()
