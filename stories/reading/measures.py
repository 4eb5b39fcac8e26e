"""What copy is found and known again by, worked out of its words alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from stories import copy, wire_sandbox
from stories.copy import language_tags
from stories.matching import Profile, headline_digest, make_profile, words_digest
from stories.search_terms import AnalysedText, analyse_text
from stories.wire import EditorNote, NotWireError, Piece, UnreadableError, WireItem, read_editor_note

DEFAULT_LANGUAGE = "en"  # of copy that names none


@dataclass(frozen=True, slots=True)
class Measures:
    """The profile and the digests of a piece of copy, and what it tells editors.

    `source` is the name that was folded out of the words of `words_digest`. The digest of the text is that by which the
    same copy is known again. `words` are those of the text as the search finds them in a `language`, by its primary
    subtag.
    """

    source: str
    text_digest: str
    headline_digest: str
    words_digest: str
    profile: Profile
    editor_note: EditorNote | None
    language: str
    words: AnalysedText


@dataclass(frozen=True, slots=True)
class MeasuredPiece:
    """A piece of a file, or why there is none; with its measures where it is copy and was measured."""

    piece: Piece | NotWireError
    measures: Measures | None = None


@dataclass(frozen=True, slots=True)
class FileToRead:
    """The bytes of a file, the character set that its source usually has, and the source's name; "" as copy says."""

    data: bytes
    usual: str = ""
    source: str = ""


FileReading = list[MeasuredPiece] | NotWireError | UnreadableError | None  # of a process: None where it failed


def read_measured(file: FileToRead) -> list[MeasuredPiece]:
    """Read a file and measure its copy. Raises as `wire_sandbox.read` does."""
    return [
        MeasuredPiece(piece, measure(piece, file.source or piece.source) if isinstance(piece, WireItem) else None)
        for piece in wire_sandbox.read(file.data, usual=file.usual)
    ]


def measure(piece: WireItem, source: str) -> Measures:
    """Return the measures of a piece of copy of a source, by its name."""
    language = language_tags.primary_language(piece.language) or DEFAULT_LANGUAGE
    profile = make_profile(piece.headline, piece.dateline, piece.blocks)
    profile.work_out()
    return Measures(
        source=source,
        text_digest=text_digest(piece),
        headline_digest=headline_digest(piece.headline, source=piece.source),
        words_digest=words_digest(piece.headline, piece.blocks, source=source),
        profile=profile,
        editor_note=read_editor_note(piece),
        language=language,
        words=analyse_text(copy.plain_text(piece.blocks), language),
    )


def text_digest(piece: WireItem) -> str:
    """Return the SHA-256 by which the same copy is known again, in hexadecimal digits.

    Status and embargo are part of it: a kill sent again under the same version changes no word, and yet everything.
    """
    words = f"{piece.headline}\n{piece.dateline}\n{copy.plain_text(piece.blocks)}\n{piece.status}\n{piece.embargo_at}"
    words += "".join(f"\n{at}" for at in piece.embargoes)
    return hashlib.sha256(words.encode()).hexdigest()
