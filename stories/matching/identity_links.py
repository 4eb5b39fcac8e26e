"""Ids and links: copy that says itself what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stories.matching.chain_kinds import genre_of, is_wrapup
from stories.matching.known_copy import Evidence, KnownCopy


@dataclass(frozen=True, slots=True)
class Linked:
    """The stories that ids and links of copy lead to: those that it is one with, and those that it stands beside."""

    same: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    beside: tuple[int, ...] = ()


def follow_links(copy: KnownCopy, evidence: Evidence) -> Linked:
    """Return the stories that the id and the links of copy lead to, in either direction, within its language."""
    known = [(other, other.story) for other in evidence.copies if other.story and are_one_language(other, copy)]
    same: dict[int, str] = {}
    beside: dict[int, None] = {}
    versions = [one for one in known if copy.identity and one[0].identity == copy.identity]
    for _other, story in sorted(versions, key=lambda one: lateness(one[0]), reverse=True):
        same.setdefault(story, "same id")
    for other, story in known:
        if leads_to(copy, other) and is_one_chain(copy, other):
            same.setdefault(story, "goes on from copy of it by id")
        elif leads_to(other, copy) and is_one_chain(other, copy):
            same.setdefault(story, "copy of it goes on from this one by id")
        elif leads_to(copy, other) or leads_to(other, copy):
            beside.setdefault(story)
    return Linked(tuple(same), tuple(dict.fromkeys(same.values())), tuple(one for one in beside if one not in same))


def lateness(copy: KnownCopy) -> tuple[int, datetime, int]:
    """Return what orders copy of one id: the next version goes where the latest stands, if editors parted them."""
    return copy.version or 0, copy.moved_at, copy.number


def are_one_language(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two pieces are of one language: by what they say, and by their small words."""
    tongue, other_tongue = one.profile.tongue, other.profile.tongue
    return one.language == other.language and (tongue == other_tongue or not (tongue and other_tongue))


def leads_to(copy: KnownCopy, before: KnownCopy) -> bool:
    """Return whether copy says that it goes on from other copy."""
    return bool(before.identity) and before.identity != copy.identity and before.identity in copy.follows


def is_one_chain(copy: KnownCopy, before: KnownCopy) -> bool:
    """Return whether copy that goes on from other copy is of its story: one predecessor, one slugline, one genre."""
    if len(copy.follows) > 1 or is_wrapup(copy) != is_wrapup(before) or genre_of(copy) != genre_of(before):
        return False
    return not (copy.keyword and before.keyword) or copy.keyword == before.keyword
