"""The log of all filings, for programs that check it: its signed head, its tiles, proofs of single entries."""

from __future__ import annotations

import base64

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stories.display.http_caching import add_noindex, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import (
    Amends,
    Checkpoint,
    CheckpointKey,
    LoggedEntry,
    Notice,
    TransparencyEntry,
    newest_witnessed,
    note_with_cosignatures,
    prove_entries,
    read_tile,
)
from stories.transparency import proof_file, tiles
from stories.transparency.cosignature import split_witnesses

MOST_ROWS = 500  # entries of a story that its page shows
KINDS_OF_VERSION = ("filing", *Amends.values)
EVENTS = {
    Amends.CORRECTION: _("corrected"),
    Amends.CLARIFICATION: _("clarified"),
    Notice.Kind.HOLD: _("held"),
    Notice.Kind.RELEASE: _("released"),
    Notice.Kind.KILL: _("withdrawn"),
    "reason": _("reason given"),
    "take-down": _("words taken down"),
    "phrases": _("phrases taken down"),
}
TEXT_TYPE = "text/plain; charset=utf-8"
HEAD_CACHE_CONTROL = "max-age=5"  # seconds; a new head is signed within about one
TILE_CACHE_CONTROL = "max-age=31536000,immutable"  # its name says which entries it has, and no word is in them


class StoryForm(forms.Form):
    """The story whose entries are asked for."""

    story = forms.IntegerField(min_value=1, max_value=10**18 - 1)


@require_safe
def log_page(request: PageRequest) -> HttpResponse:
    """Answer with what the log is, and the entries of a story that was asked for, which the browser checks."""
    form = StoryForm(request.GET if "story" in request.GET else None)
    story = form.cleaned_data["story"] if form.is_valid() else None
    head = Checkpoint.objects.newest() if story else None
    size = head.size if head else 0
    rows = [log_row(row) for row in TransparencyEntry.objects.on_story(story)[:MOST_ROWS]] if story else []
    is_witnessed = bool(settings.LOG_WITNESSES)
    ctx = {"form": form, "story": story, "size": size, "rows": rows, "is_witnessed": is_witnessed}
    response = page_with_ticker(
        request, "stories/log.html", ctx, etag_parts=[story, size, form.errors, str(rows), is_witnessed]
    )
    return add_noindex(response) if "story" in request.GET else response


def log_row(row: TransparencyEntry) -> dict[str, object]:
    """Return an entry as the page shows it; places are counted from 1 there."""
    what = EVENTS.get(row.kind, _("filed"))
    position = None if row.position is None else row.position + 1
    return {"number": row.number, "what": what, "position": position, "is_version": row.kind in KINDS_OF_VERSION}


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Answer with the newest signed head, and who has cosigned it. Raises Http404 before the first."""
    return text_answer(note_with_cosignatures(newest_head()), HEAD_CACHE_CONTROL)


@require_safe
def newest_cosigned(_request: HttpRequest) -> HttpResponse:
    """Answer with the newest head that a witness has cosigned. Raises Http404 before the first."""
    head = newest_witnessed()
    if head is None:
        raise Http404
    return text_answer(note_with_cosignatures(head), HEAD_CACHE_CONTROL)


@require_safe
def witness_keys(_request: HttpRequest) -> HttpResponse:
    """Answer with the keys of the witnesses, one a line. Raises Http404 without one."""
    if not settings.LOG_WITNESSES:
        raise Http404
    keys = "".join(f"{key}\n" for key, _address in split_witnesses(settings.LOG_WITNESSES))
    return text_answer(keys, HEAD_CACHE_CONTROL)


@require_safe
def log_keys(_request: HttpRequest) -> HttpResponse:
    """Answer with the keys that heads are checked with, the newest last. Raises Http404 before the first."""
    keys = [key.written for key in CheckpointKey.objects.order_by("pk")]
    if not keys:
        raise Http404
    return text_answer("".join(f"{key}\n" for key in keys), HEAD_CACHE_CONTROL)


@require_safe
def tile(_request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a tile of the log. Raises Http404 for one that it does not have."""
    try:
        asked = tiles.read_name(name)
    except ValueError:
        raise Http404 from None
    content = read_tile(asked, newest_head().size)
    if content is None:
        raise Http404
    headers = {"Cache-Control": TILE_CACHE_CONTROL}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_safe
def proof(_request: HttpRequest, story_id: int, number: int) -> HttpResponse:
    """Answer with the proof that the log has a filing, as a file. Raises Http404 where it has none, or not yet."""
    head = newest_head()
    logged = prove_entries(TransparencyEntry.objects.of_story(story_id, [number])[:1], head.size)
    if not logged:
        raise Http404
    note = note_with_cosignatures(head)
    written = proof_file.write_proof(logged[0].position, logged[0].proof, note, logged[0].entry.to_bytes())
    return text_answer(written, HEAD_CACHE_CONTROL)


def newest_head() -> Checkpoint:
    """Return the newest head of the log. Raises Http404 before the first."""
    head = Checkpoint.objects.newest()
    if head is None:
        raise Http404
    return head


def text_answer(text: str, cache_control: str) -> HttpResponse:
    """Return an answer of plain text."""
    return HttpResponse(text, content_type=TEXT_TYPE, headers={"Cache-Control": cache_control})


def log_data(head: Checkpoint | None, entries: list[TransparencyEntry]) -> dict[str, object] | None:
    """Return the proofs of some entries under a head of the log, as data; None before the first head."""
    if head is None:
        return None
    return {"checkpoint": head.note, "entries": [entry_data(logged) for logged in prove_entries(entries, head.size)]}


def entry_data(logged: LoggedEntry) -> dict[str, object]:
    """Return one entry with its proof, as data: the entry is the very text that the log has."""
    return {
        "entry": logged.entry.to_bytes().decode(),
        "index": logged.position,
        "proof": [base64.b64encode(sibling).decode() for sibling in logged.proof],
    }
