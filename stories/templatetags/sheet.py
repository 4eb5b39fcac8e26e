"""Tags of the page that compares two versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join

from stories.compare import Op, Segment, pair_with_addresses
from stories.copy import Html
from stories.display.change_words import Claim
from stories.public.change_sheet import SheetRow
from stories.templatetags.stories import BREAK, CHANGE_MARKUP, mark_html

register = template.Library()


@register.simple_tag
def print_claims(claims: Iterable[Claim]) -> str:
    """Print the sentence of a comparison, each claim as a link to the change that it speaks of."""
    parts = (
        format_html('<a href="#{}">{}</a>', claim.anchor, claim.text) if claim.anchor else claim.text
        for claim in claims
    )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def sheet_attrs(row: SheetRow) -> str:
    """Print the attributes of a row: its anchor, its paragraph in the new text, and the one that it moved from."""
    anchor = format_html(' id="{}"', row.anchor) if row.anchor else ""
    origin = format_html(' data-moved-from="{}"', row.moved_from) if row.moved_from and not row.is_ghost else ""
    place = format_html(' data-at="{}"', row.at) if row.place and row.at else ""
    return format_html("{}{}{}", anchor, origin, place)


@register.simple_tag
def print_sheet_words(segments: tuple[Segment, ...], facts: frozenset[str]) -> str:
    """Print the words of a row, removals and additions named for screen readers, changed facts marked more strongly."""
    return format_html_join("", "{}{}", print_parts(segments, facts))


def print_parts(segments: tuple[Segment, ...], facts: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield runs of words behind the number of the move where a sentence begins that moved."""
    last = None
    for segment, address, is_fact in split_facts(segments, facts):
        begins = segment.move is not None and segment.move != last
        last = segment.move
        handle = format_html('<span class="move">{}</span> ', segment.move) if begins else ""
        yield handle, sheet_segment_html(segment, address, is_fact)


def split_facts(segments: tuple[Segment, ...], facts: frozenset[str]) -> Iterator[tuple[Segment, str, bool]]:
    """Yield runs of words with the address behind each, and whether it is a fact that changed."""
    pattern = facts_pattern(sorted(facts, key=len, reverse=True))
    for segment, address in pair_with_addresses(segments):
        if segment.op is Op.SAME or pattern is None or not pattern.search(segment.text):
            yield segment, address, False
            continue
        pieces = [piece for piece in enumerate(pattern.split(segment.text)) if piece[1]]
        for at, (turn, words) in enumerate(pieces):
            yield segment._replace(text=words), address if at == len(pieces) - 1 else "", bool(turn % 2)


def facts_pattern(facts: Sequence[str]) -> re.Pattern[str] | None:
    """Return the pattern of facts as words of their own; None for none."""
    if not facts:
        return None
    return re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, facts))})(?![^\W_])")


def sheet_segment_html(segment: Segment, address: str, is_fact: bool) -> str:
    """Return a run of words with its marks, inside del or ins where it changed."""
    html: str = format_html_join(BREAK, "{}", ((line,) for line in segment.text.split("\n")))
    for mark in segment.marks:
        html = mark_html(html, mark)
    if address:
        html = format_html('{} <bdi class="address" dir="ltr">{}</bdi>', html, address)
    if segment.op not in CHANGE_MARKUP:
        return html
    element, label = CHANGE_MARKUP[segment.op]
    kind = Html(' class="fact"' if is_fact else ' class="shift"' if segment.move else "")
    text = '<{0}{3}><span class="vh">[{1}: </span>{2}<span class="vh">] </span></{0}>'
    return format_html(text, element, label, html, kind)
