"""Readiness of the typed story to be filed: what would stop the filing, each with the way to its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from stories import copy, designators
from stories.admin.editor.forms import ALT_TEXTS
from stories.admin.fields import BODY_LIMIT
from stories.copy import pictures
from stories.models import Photo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.admin.editor.forms import StoryForm

# Sentences for the newsroom alone: readers' languages leave them out.

NEEDED = ("headline", "slugline", "source")  # fields without which nothing is filed
PICTURES_TAB = "tab-pictures"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a filing needs: whether it is there, in words, and the id of the field that mends it."""

    is_met: bool
    words: str
    leads_to: str = ""


def read_readiness(form: StoryForm) -> list[Check]:
    """Return the checks of a story form, valid or not; those that are met make one line. Two queries with pictures."""
    missing = [*missing_fields(form), *missing_text(form), *missing_picture_words(form)]
    if missing:
        return missing
    return [Check(True, _("Headline, text, slugline and source are there."))]


def missing_fields(form: StoryForm) -> Iterator[Check]:
    """Yield what the head lacks. A new story takes its slugline from the headline."""
    for name in NEEDED:
        value = str(form[name].value() or "").strip()
        is_proposed = name == "slugline" and not form.instance.pk and str(form["headline"].value() or "").strip()
        if not (value or is_proposed):
            label = str(form[name].label)
            yield Check(False, _("{field} is missing").format(field=label), str(form[name].id_for_label))
    if not form["section"].value():
        words = _("No section: only the front page and the archive will show it")
        yield Check(False, words, str(form["section"].id_for_label))


def missing_text(form: StoryForm) -> Iterator[Check]:
    """Yield that there is no text, where the designator is none of an alert, which moves as a headline alone."""
    designator = designators.from_text(str(form["designator"].value() or ""))
    is_alert = designator is not None and designator.is_alert
    if not (is_alert or copy.from_typed(str(form["body"].value() or "")[:BODY_LIMIT])):
        yield Check(False, _("There is no text: only an Urgent or an alert can go without"), "id_body")


def missing_picture_words(form: StoryForm) -> Iterator[Check]:
    """Yield each picture without caption or alt text, those typed in the form included."""
    try:
        placed, alt_lines = (
            pictures.from_typed(str(form[name].value() or "")[:BODY_LIMIT]) for name in ("pictures", ALT_TEXTS)
        )
    except pictures.PicturesError:
        return
    typed_alts = {line.photo: line.caption for line in alt_lines}
    names = Photo.objects.names_of([picture.photo for picture in placed])
    for picture in Photo.objects.as_filed(placed):
        if not picture.caption:
            yield Check(False, _("{photo} has no caption").format(photo=names[picture.photo]), PICTURES_TAB)
        if not typed_alts.get(picture.photo, picture.alt):
            yield Check(False, _("{photo} has no alt text").format(photo=names[picture.photo]), PICTURES_TAB)
