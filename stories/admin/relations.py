"""The stories that a story is related to, in the sidebar of its pages, and the form that adds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import designators, permissions
from stories.admin.story_search import NUMBER_OR_WORDS, StoryField
from stories.models import Story, StoryRelation, choose_stem, public_slugline
from stories.story_actions import CHOOSE_TOPIC, RELATE, UNRELATE

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import QueryDict

# Sentences for the newsroom alone: readers' languages leave them out.

KINDS_SEEN_FROM_THE_OTHER = {
    StoryRelation.Kind.TRANSLATION: gettext_lazy("translated in"),
    StoryRelation.Kind.SIDEBAR: gettext_lazy("with the sidebar"),
    StoryRelation.Kind.BACKGROUND: gettext_lazy("with the background"),
    StoryRelation.Kind.WRAPUP: gettext_lazy("gathered in the wrap-up"),
    StoryRelation.Kind.SUBSTITUTE: gettext_lazy("with the substitute"),
    StoryRelation.Kind.RELATED: StoryRelation.Kind.RELATED.label,
}


class RelationForm(forms.Form):
    """Another story, by its number or by words, and what this one is to it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("This story is"), choices=StoryRelation.Kind.choices, initial=StoryRelation.Kind.RELATED
    )
    other = StoryField(label=gettext_lazy("The other story"), help_text=NUMBER_OR_WORDS)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="relation-%s")

    def clean_kind(self) -> StoryRelation.Kind:
        """Return the kind."""
        return StoryRelation.Kind(self.cleaned_data["kind"])


class TopicForm(forms.Form):
    """The topic that a story is in; empty for none."""

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("By its address, as dam-flood. Empty for none."),
    )

    def __init__(self, data: QueryDict | None = None, *, topic: str = "") -> None:
        super().__init__(data, auto_id="topic-%s", initial={"topic": topic}, use_required_attribute=False)

    def clean_topic(self) -> str:
        """Return the topic as its address has it. Raises ValidationError where none was sent: empty is a choice."""
        if "topic" not in self.data:
            raise ValidationError(_("Type a topic, or send it empty for none."))
        typed = self.cleaned_data["topic"]
        slug = designators.topic_slug(typed)
        if typed.strip() and not slug:
            raise ValidationError(_("A topic has letters in its address, as dam-flood."))
        return slug


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation as a page of one of its stories prints it: what that story is to the other."""

    relation: StoryRelation
    label: str
    other: Story
    may_take_back: bool


def relation_rows(person: User, story: Story) -> list[RelationRow]:
    """Return the relations of a story, with what the person may do. One query."""
    return [relation_row(person, relation, story) for relation in StoryRelation.objects.of(story)]


def relation_row(person: User, relation: StoryRelation, story: Story) -> RelationRow:
    """Return a relation as seen from one of its stories."""
    kind, is_its_own = StoryRelation.Kind(relation.kind), relation.story_id == story.pk
    label = kind.label if is_its_own else KINDS_SEEN_FROM_THE_OTHER[kind]
    may_take_back = permissions.may_relate(person, UNRELATE, relation.story, relation.other)
    return RelationRow(relation, str(label), relation.other if is_its_own else relation.story, may_take_back)


def relations_context(person: User, story: Story) -> dict[str, Any]:
    """Return the context of the list of relations: its rows, and the form where the person may add one. Two queries."""
    may_relate = permissions.may_relate(person, RELATE, story) and story.state in RELATE.states
    topic = choose_stem(story.topic, public_slugline(story))
    may_choose = permissions.may_relate(person, CHOOSE_TOPIC, story) and story.state in CHOOSE_TOPIC.states
    return {
        "relations": relation_rows(person, story),
        "relation_form": RelationForm() if may_relate else None,
        "topic_form": TopicForm(topic=topic) if may_choose else None,
        "topic": topic,
    }
