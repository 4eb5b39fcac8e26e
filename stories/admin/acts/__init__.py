"""The pages of the actions on a story, from filing it to adding a note; the wire desk gives each its address.

The wire desk and the editor call here; nothing here calls them.
"""

from stories.admin.acts import (
    assignments,
    chains,
    hand_ins,
    notes,
    phrase_take_downs,
    relations,
    translations,
    views,
    withdrawals,
)
from stories.admin.acts.forms import ReasonForm
from stories.story_actions import (
    ADD_NOTE,
    CHOOSE_TOPIC,
    GIVE,
    LET_GO,
    RELATE,
    REMOVE_NOTE,
    REVEAL_HEADLINE,
    TAKE,
    TAKE_DOWN_PHRASES,
    TAKE_OVER_ORIGINAL,
    TRANSLATE,
    UNRELATE,
)

ACTION_PAGES = {
    **{view.action: view.as_view() for view in (*views.ACTION_VIEWS, *hand_ins.HAND_IN_VIEWS, *chains.CHAIN_VIEWS)},
    TAKE_DOWN_PHRASES: phrase_take_downs.TakeDownPhrasesView.as_view(),
    REVEAL_HEADLINE: withdrawals.reveal_headline,
    GIVE: assignments.GiveView.as_view(),
    TAKE: assignments.take_story,
    LET_GO: assignments.let_story_go,
    TRANSLATE: translations.TranslateView.as_view(),
    TAKE_OVER_ORIGINAL: translations.take_over_original,
    RELATE: relations.relate_story,
    UNRELATE: relations.unrelate_story,
    CHOOSE_TOPIC: relations.choose_topic,
    ADD_NOTE: notes.notes_view,
    REMOVE_NOTE: notes.note_removal_view,
}

__all__ = ["ACTION_PAGES", "ReasonForm"]
