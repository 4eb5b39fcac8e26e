"""Content Credentials of photos in plain words, for the desk and for readers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.display.datetimes import print_datetime
from stories.photos import CREDENTIALS_INVALID, CREDENTIALS_TRUSTED, CREDENTIALS_UNREAD

ACTS = {
    "color_adjustments": gettext_lazy("colours changed"),
    "cropped": gettext_lazy("cropped"),
    "drawing": gettext_lazy("drawn on"),
    "edited": gettext_lazy("edited"),
    "filtered": gettext_lazy("filtered"),
    "orientation": gettext_lazy("turned"),
    "placed": gettext_lazy("other pictures put in"),
    "redacted": gettext_lazy("parts taken out of what it said"),
    "removed": gettext_lazy("parts taken out"),
    "resized": gettext_lazy("resized"),
    "watermarked": gettext_lazy("a watermark put in"),
}
ORIGINS = {
    "machine": gettext_lazy("Made by artificial intelligence."),
    "partly machine": gettext_lazy("Parts of it were made by artificial intelligence."),
    "camera": gettext_lazy("Taken by a camera."),
}


def credential_sentences(credentials: Mapping[str, Any] | None) -> list[str]:
    """Return what the Content Credentials of a photo say, and whether it holds; nothing for a photo without any."""
    if not credentials:
        return []
    if credentials["state"] == CREDENTIALS_INVALID:
        return [
            _("The file or its credentials were changed after they were signed, so nothing that they say is certain.")
        ]
    if credentials["state"] == CREDENTIALS_UNREAD:
        return [_("The file has Content Credentials, which could not be read.")]
    return [sentence for sentence in (*maker_sentences(credentials), signer_sentence(credentials)) if sentence]


def credential_warning(credentials: Mapping[str, Any] | None) -> str:
    """Return what the desk is warned of before a photo is filed; nothing where nothing stands against it."""
    if not credentials:
        return ""
    if credentials["state"] == CREDENTIALS_INVALID:
        return _("It was changed after it was signed: its Content Credentials don't hold.")
    return "" if credentials["origin"] == "camera" else str(ORIGINS.get(credentials["origin"], ""))


def maker_sentences(credentials: Mapping[str, Any]) -> list[str]:
    """Return what a photo was made from and with, and what was done to it since."""
    made, edited = credentials["made_with"], credentials["edited_with"]
    acts = ", ".join(str(ACTS[act]) for act in credentials["acts"] if act in ACTS)
    sentences = [str(ORIGINS.get(credentials["origin"], ""))]
    if made:
        sentences.append(_("Made with {tool}.").format(tool=made))
    if edited and edited != made:
        sentences.append(_("Edited with {tool}.").format(tool=edited))
    if acts:
        sentences.append(_("Since it was made: {acts}.").format(acts=acts))
    return sentences


def signer_sentence(credentials: Mapping[str, Any]) -> str:
    """Return who says so, and whether they are known here."""
    signer, at = credentials["signer"] or _("nobody by name"), time_of(credentials["signed_at"])
    if credentials["state"] == CREDENTIALS_TRUSTED:
        known = _("Signed by {signer}, whom we know; nothing was changed since.")
        dated = _("Signed by {signer}, whom we know, on {time}; nothing was changed since.")
    else:
        known = _("Signed by {signer}, whom we don't know; nothing was changed since.")
        dated = _("Signed by {signer}, whom we don't know, on {time}; nothing was changed since.")
    return dated.format(signer=signer, time=at) if at else known.format(signer=signer)


def time_of(text: str) -> str:
    """Return a time in ISO 8601 as pages print it; empty where it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return print_datetime(at) if at.tzinfo else ""
