"""The pages that hand a story in for somebody else to file, and send it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories import desk
from stories.admin.acts.views import StoryActionView
from stories.admin.fields import LinesField
from stories.admin.stale_save import BasedOnForm
from stories.story_actions import HAND_IN, SEND_BACK


class HandInForm(BasedOnForm):
    """What whoever files the story should know."""

    note = LinesField(
        label=gettext_lazy("Note to the desk"),
        required=False,
        help_text=gettext_lazy("What is checked, what is missing, whom to call. Never public."),
        rows=3,
    )


class SendBackForm(forms.Form):
    """What is to be done before the story is handed in again."""

    note = LinesField(
        label=gettext_lazy("Note to the writer"),
        help_text=gettext_lazy("What is missing or has to change. Never public."),
        error_messages={"required": gettext_lazy("Say what has to change before it comes back.")},
        rows=3,
    )


class HandInView(StoryActionView):
    """The page that hands a story in."""

    action, form_class, focused_field = HAND_IN, HandInForm, "note"

    def do(self, values: dict[str, Any]) -> str:
        desk.hand_in(self.story, **self.signature, **values)
        return _("Handed in. The desk will file it or send it back, and you will be told.")


class SendBackView(StoryActionView):
    """The page that sends a story back to who wrote it."""

    action, form_class, focused_field = SEND_BACK, SendBackForm, "note"

    def do(self, values: dict[str, Any]) -> str:
        desk.send_back(self.story, note=values["note"], **self.signature)
        return _("Sent back. The writer has been told.")


HAND_IN_VIEWS: tuple[type[StoryActionView], ...] = (HandInView, SendBackView)
