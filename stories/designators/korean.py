"""Yonhap's Korean marks for the filings of a story, in brackets at either end of a headline.

(1보) is the first line, (2보) and (3보) the first texts, (종합) the lead that gathers them, (종합2보) the second lead.
"""

import re

from stories.designators.grammar import Run, Term
from stories.designators.vocabulary import Kind

_MARK = r"[(\[](?:(?P<lead>종합)(?:(?P<of_lead>[2-9])보)?|(?P<report>[1-9])보)[)\]]"
_AT_HEAD = re.compile(rf"{_MARK}\s*(?=\S)")
_AT_END = re.compile(rf"(?<=\S)\s*{_MARK}$")


def read_korean(headline: str) -> tuple[Run, str]:
    """Return the terms of such a mark and the rest of the headline; no terms without one."""
    found = _AT_HEAD.match(headline) or _AT_END.search(headline)
    if not found:
        return [], headline
    if found["lead"]:
        term = Term(Kind.LEAD, found["lead"], int(found["of_lead"] or 1), sure=True, end=0, after=0)
    else:
        kind = Kind.URGENT if found["report"] == "1" else Kind.BULLETIN
        term = Term(kind, "보", None, sure=True, end=0, after=0)
    return [term], headline[: found.start()] + headline[found.end() :]
