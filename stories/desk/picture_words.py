"""The words that pictures lack before they are filed, said of all of them at once and by the names of their files."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from stories.copy.pictures import Picture, PlacedPicture
from stories.models import Photo


def describe_missing_words(placed: Iterable[PlacedPicture], known: Iterable[Picture]) -> str:
    """Return what each picture of a working copy lacks, and what to do; `known` are those still there. One query."""
    by_photo = {picture.photo: picture for picture in known}
    numbers = list(dict.fromkeys(picture.photo for picture in placed))
    names = Photo.objects.names_of(numbers)
    sentences = (sentence_about(by_photo.get(number)).format(photo=names[number]) for number in numbers)
    return " ".join([*filter(None, sentences), _("Write what is missing, or take the picture off the story.")])


def sentence_about(picture: Picture | None) -> str:
    """Return what a picture lacks, without its name; empty where it lacks nothing, and None is one that is gone."""
    if picture is None:  # untested, a race: the photo goes between the page and the press
        return _("{photo} is not there any more.")
    if not (picture.caption or picture.alt):
        return _("{photo} has no caption and no alt text.")
    if not picture.caption:
        return _("{photo} has no caption.")
    return "" if picture.alt else _("{photo} has no alt text.")
