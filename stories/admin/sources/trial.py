"""*Try a file*: what would be read of it and where it would go, with nothing taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stories import copy, intake, wire
from stories.admin.pages import refuse_unless, render_desk_page
from stories.admin.sources.forms import TryForm
from stories.display.datetimes import print_datetime
from stories.intake import IntakeOptions, TriedPiece
from stories.models import Source
from stories.wire import WireItem, WirePicture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from stories.display.requests import DeskRequest

BLOCKS_SHOWN = 6
LINE_SHOWN = 160  # characters of a block


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A tried piece as its page prints it: what was read, by labels, and the first lines of the text."""

    tried: TriedPiece
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    more_lines: int
    remarks: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def try_file(request: DeskRequest, source_id: int) -> HttpResponse:
    """Show what would be read of a file and where it would go. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.change_source"))
    source = get_object_or_404(Source, pk=source_id)
    form = TryForm(request.POST, request.FILES) if request.method == "POST" else TryForm()
    trial = None
    if request.method == "POST" and form.is_valid():
        trial = try_upload(form.cleaned_data["file"], source)
    return render_desk_page(
        request,
        "source/try",
        title=_("Try a file of {source}").format(source=source),
        opts=Source._meta,
        source=source,
        form=form,
        trial=trial,
        rows=[piece_row(tried) for tried in trial.pieces] if trial else [],
    )


def try_upload(file: UploadedFile[Any], source: Source) -> intake.Trial:
    """Try what was uploaded as a delivery of a source."""
    data = file.read(wire.SIZE_LIMIT + 1)
    return intake.try_delivery(file.name or "-", data, now=timezone.now(), options=IntakeOptions(source=source))


def piece_row(tried: TriedPiece) -> PieceRow:
    """Return a tried piece as its page prints it."""
    piece = tried.piece
    if isinstance(piece, WireItem):
        lines = [copy.plain_text((block,)).strip()[:LINE_SHOWN] for block in piece.blocks[:BLOCKS_SHOWN]]
        facts = tuple((label, value) for label, value in copy_facts(piece) if value)
        more = max(0, len(piece.blocks) - BLOCKS_SHOWN)
        remarks = tuple(filter(None, (*piece.remarks, piece.charset_doubt)))
        return PieceRow(tried, facts, tuple(filter(None, lines)), more, remarks)
    of_picture = picture_facts(piece) if isinstance(piece, WirePicture) else ()
    return PieceRow(tried, tuple((label, value) for label, value in of_picture if value), (), 0, ())


def copy_facts(piece: WireItem) -> Iterator[tuple[str, str]]:
    """Yield what a piece of copy says of itself, each with its label."""
    yield _("Headline"), piece.headline
    yield _("Designator"), str(piece.designator or "")
    yield _("Slugline"), piece.slugline
    yield _("Genre"), piece.genre
    yield _("Format"), piece.format
    yield _("Identity"), piece.identity
    yield _("Version"), "" if piece.version is None else str(piece.version)
    yield _("Moved"), print_wire_time(piece.version_at)
    yield _("First moved"), print_wire_time(piece.first_at)
    yield _("Embargo"), print_wire_time(piece.embargo_at)
    yield _("Status"), piece.status.value
    yield _("Urgency"), str(piece.urgency or "")
    yield _("Priority"), str(piece.priority or "")
    yield _("Language"), piece.language
    yield _("Section"), piece.section
    yield _("Subjects"), "; ".join(subject.name or subject.key for subject in piece.subjects)
    yield _("Byline"), piece.byline
    yield _("Dateline"), piece.dateline
    yield _("Located"), piece.located
    yield _("Editor's note"), piece.note
    yield _("Terms of use"), piece.terms
    yield _("Pictures"), str(len(piece.pictures) or "")
    yield _("Words"), str(copy.word_count(piece.blocks))
    yield _("Character set"), piece.charset


def picture_facts(piece: WirePicture) -> Iterator[tuple[str, str]]:
    """Yield what a picture by itself says, each with its label."""
    yield _("Headline"), piece.headline
    yield _("Caption"), piece.caption
    yield _("Credit"), piece.credit
    yield _("Identity"), piece.identity
    yield _("File"), next(iter(piece.addresses), "")


def print_wire_time(at: datetime | None) -> str:
    """Return a time of copy; one without an offset as it stands there, to be read in the source's zone."""
    if at is None:
        return ""
    if at.tzinfo is None:
        return _("{time}, by the source's clock").format(time=f"{at:%Y-%m-%d %H:%M:%S}")
    try:
        return print_datetime(at, seconds=True)
    except OverflowError:  # untested: at the ends of the calendar
        return at.isoformat()
