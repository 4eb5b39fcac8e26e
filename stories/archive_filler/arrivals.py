"""The deliveries and pieces of copy that invented versions of the wire came as."""

from __future__ import annotations

import json
from hashlib import sha256

from stories.matching import chain_rank, make_profile, words_digest
from stories.models import Delivery, Filing, Item, Outcome

FORMAT = "ninjs"


def identity_of(source_id: int, story_id: int, number: int) -> str:
    """Return the id that a source gives a version."""
    return f"urn:invented:{source_id}:{story_id}:{number}"


def bytes_digest(words: str) -> str:
    """Return the SHA-256 of some words, in hexadecimal digits."""
    return sha256(words.encode()).hexdigest()


def delivery_of(filing: Filing, *, text: str, key: int) -> Delivery:
    """Return the delivery that a filing came as: its bytes are the copy alone."""
    piece = {
        "uri": filing.metadata.get("guid", ""),
        "version": str(filing.number),
        "type": "text",
        "language": filing.language,
        "headline": filing.printed_headline,
        "slugline": filing.metadata.get("slugline", ""),
        "versioncreated": filing.moved_at.isoformat(),
        "body_text": text,
    }
    content = json.dumps(piece, ensure_ascii=False).encode()
    name = f"{filing.story_id}-{filing.number}.json"
    return Delivery(pk=key, name=name, content=content, sha256=sha256(content).hexdigest(), received_at=filing.filed_at)


def wire_item(filing: Filing, *, text: str, key: int, is_recent: bool) -> Item:
    """Return the piece of copy that a filing was made from; with its profile where later copy may yet belong to it.

    The digest of the folded words is true where it is looked for: folding takes as long as all else.
    """
    metadata, blocks = filing.metadata, filing.blocks
    profile = make_profile(filing.headline, filing.dateline, blocks).to_json() if is_recent else {}
    slugline = metadata.get("slugline", "")
    words = f"{filing.headline}\n{text}"
    folded = words_digest(filing.headline, blocks, source=filing.credit) if is_recent else bytes_digest(words.lower())
    return Item(
        pk=key,
        delivery_id=key,
        source_id=filing.source_id,
        format=FORMAT,
        identity=metadata.get("guid", ""),
        replaces=metadata.get("evolved_from", ""),
        follows=[metadata["evolved_from"]] if "evolved_from" in metadata else [],
        version=filing.number,
        moved_at=filing.moved_at,
        is_timed=True,
        rank=chain_rank(filing.designator_value),
        keyword=slugline.casefold(),
        slugline=slugline,
        designator=filing.designator,
        genre=filing.genre,
        headline=filing.headline,
        text_digest=bytes_digest(words),
        folded_digest=folded,
        language=filing.language.partition("-")[0],
        profile=profile,
        outcome=Outcome.FILED,
        story_id=filing.story_id,
        filing_id=filing.pk,
        score=1.0 if filing.number > 1 else 0.0,
        received_at=filing.filed_at,
    )
