"""The pages that file the working copy, with the words that this person typed into its form and did not save."""

from __future__ import annotations

from typing import Any

from stories.admin.acts.views import CorrectView, FileView, StoryActionView
from stories.admin.editor.drafts import leftover_drafts
from stories.story_actions import CORRECT, FILE


class UnsavedWordsMixin(StoryActionView):
    """A page of an action that says which typed words are not in what it files, and takes them up with one press."""

    def page_context(self) -> dict[str, Any]:
        return {**super().page_context(), "unsaved": leftover_drafts(self.request, self.story)}


class FilePage(UnsavedWordsMixin, FileView):
    """The page that files the working copy."""


class CorrectPage(UnsavedWordsMixin, CorrectView):
    """The page that corrects the newest filing."""


FILING_PAGES = {FILE: FilePage.as_view(), CORRECT: CorrectPage.as_view()}
