"""Two editors saved one story: what each changed, what becomes of both, and what somebody has to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.views.decorators.http import require_POST

from stories import copy, desk, permissions
from stories.admin import texts
from stories.admin.forms import StoryForm, now_based_on
from stories.admin.pages import LARGEST_ID, page, refuse_unless, story_for
from stories.compare import Change, Text, compare
from stories.merge import Choice, Merged, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from stories.models import Story

OK, CONFLICT = 200, 409
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


class Found(forms.Form):
    """Which saves of the story a page of conflicts was made from: what both found, and theirs."""

    found = forms.IntegerField(min_value=0, max_value=LARGEST_ID)
    based_on = forms.IntegerField(min_value=0, max_value=LARGEST_ID)


@require_POST
def settle(request: HttpRequest, story_id: int) -> HttpResponse:
    """The text put together as was chosen, in the form, to be read and saved. Nothing is saved here."""
    theirs = story_for(request, story_id)
    refuse_unless(permissions.may_write(request.user, theirs) and not theirs.is_closed)
    form, where = StoryForm(request.POST, instance=story_for(request, story_id)), Found(request.POST)
    if not (form.is_valid() and where.is_valid()):
        return page(request, "story/form", title=f"Edit: {theirs.slugline}", crumb="Edit", story=theirs, form=form)
    found, is_newest = where.cleaned_data["found"], where.cleaned_data["based_on"] == theirs.saves
    return conflict(request, form, theirs, found=found, data=request.POST if is_newest else None)


def conflict(
    request: HttpRequest, form: StoryForm, theirs: Story, *, found: int, data: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page for a save that came too late: nothing overwritten, nothing lost.

    `form` has what was typed, on the story as it was after so many saves (`found`). Where both texts fit, they are
    in one, to be read and saved; where they do not, it is asked for each place, and `data` has the answers. For
    a page that is too old for that, theirs is shown beside mine.
    """
    mine, base = form.instance, texts.before_saves(theirs, found)
    now_based_on(form, theirs.saves)
    shown: dict[str, object] = {"found": found}
    if base is None:
        shown |= {"form": form}
    else:
        choices = Choices(merge(*map(texts.everything, (base, mine, theirs))), data)
        if choices.merged.is_clean or choices.is_valid():
            shown |= {"form": of_both(theirs, mine, choices.settled()), "is_merged": True}
        else:
            shown |= {"form": form, "choices": choices}
    their_changes = texts.edits(base, theirs) if base else None
    return page(
        request,
        "story/conflict",
        title="Somebody else saved this story",
        status=OK if data and shown.get("is_merged") else CONFLICT,
        story=theirs,
        why=str(desk.Stale(current=theirs, mine=mine)),
        their_changes=their_changes,
        my_changes=texts.edits(base or theirs, mine, first=len(their_changes.changed) + 1 if their_changes else 1),
        their_text=copy.to_typed(theirs.blocks),
        **shown,
    )


def of_both(theirs: Story, mine: Story, text: Text) -> StoryForm:
    """Their story in the form, with what was put together in its fields."""
    printed, my_printed = dict(texts.head_fields(theirs)), dict(texts.head_fields(mine))
    initial: dict[str, object] = {"body": copy.to_json(text.blocks)}
    for name, field in texts.FIELDS.items():
        words = text.head[name]
        if words != printed[name]:
            initial[field] = getattr(mine, field) if words == my_printed[name] else words
    return StoryForm(instance=theirs, initial=initial)


def made_of(base: tuple[copy.Block, ...], blocks: tuple[copy.Block, ...]) -> tuple[Change, ...]:
    """What a side made of the paragraphs of a place."""
    return compare(Text({}, base), Text({}, blocks)).changes


def in_one_line(words: str) -> tuple[copy.Block, ...]:
    """A head field as a paragraph."""
    return (copy.Block(copy.Kind.PARAGRAPH, words),) if words else ()
