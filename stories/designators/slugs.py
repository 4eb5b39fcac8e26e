"""Designators inside slugs and keyword lines, and the keyword beside them: the same on every filing of a story.

AP puts it behind a comma ("BC-US--Dam, 1st Ld-Writethru,416"), Reuters in brackets ("DAM/ (UPDATE 1, PIX)"),
PTI among the words ("DEL62 DAM-2NDLD AGRI"), TT at the very end ("damUV4").
"""

import re

from stories.designators.grammar import HEAD, Run, Term, line_of_terms
from stories.designators.vocabulary import PTI_DESKS, SLUG_MARKS, Kind

# AM- and PM- stay: the afternoon papers' story is another one than the morning papers', and PTI's PM- is a minister.
CYCLE_MARK = re.compile(r"(?:(?:BC|AP)-)+-*(?=.)")
KEYWORD_LINE = re.compile(r"(?:BC|AP|AM|PM)-|[A-Z]{2,3}--")
COUNT = re.compile(r"\s*[a-zA-Z]?\d{1,5}\s*")  # words (416) or, in old files, a reference (a0512)
NEWS_ALERT = re.compile(r"(?:\bAP ?|(?<=-))NewsAlert\b", re.IGNORECASE)
NTH = r"1ST|2ND|3RD|[4-9]TH|1\dTH"
ITEM_NUMBER = re.compile(rf"([A-Z]{{3,4}})\d{{1,3}}(?:\s+|(?=(?:{NTH})LD))")
# "DAM-2NDLD LEVELS", "2ND LD ALL DAM", "DAM-3RDLEAD"; not "LD ALL-PARTY MEET", a lead on a meeting of all parties.
LD = re.compile(
    r"(?<![^\s-])(?:(?:(\d{1,2})(?:(?:ST|ND|RD|TH)\s?)?)?LD|(\d{1,2})(?:ST|ND|RD|TH)[\s-]?LEAD)"
    r"(ALL|\sALL(?!-|\sPART(?:Y|IES)\b))?(?:[\s-]+|$)"
)
EXPANDED = re.compile(r"(?<=[^\W\d_])UV(\d{1,2})$")  # utvidgad, expanded


def read_slug(slug: str) -> tuple[Run, str]:
    """Return the terms in a slug and the keyword without them, without cycle mark, item number and word count."""
    slug = slug.strip()
    if len(slug) > HEAD:
        return [], slug
    keyword = strip_marks(slug)
    for read in (read_brackets, read_news_alert, read_behind_comma, read_behind_keyword, read_among_words, read_end):
        terms, rest = read(keyword)
        if terms:
            return terms, rest
    return [], strip_count(keyword) if KEYWORD_LINE.match(slug) else strip_pictures(keyword)


def strip_marks(slug: str) -> str:
    """Return a slug without PTI's item number or AP's cycle mark."""
    number = ITEM_NUMBER.match(slug)
    if number and number[1] in PTI_DESKS and number.end() < len(slug):
        return slug[number.end() :]
    mark = CYCLE_MARK.match(slug)
    return slug[mark.end() :] if mark else slug


def read_brackets(slug: str) -> tuple[Run, str]:
    """Read Reuters' brackets: "DAM-FLOOD/ (UPDATE 1, PIX, CORRECTED)"."""
    keyword, bracket, inside = slug.rpartition("(")
    if not bracket or not inside.endswith(")"):
        return [], slug
    terms = [term for item in inside[:-1].split(",") for term in line_of_terms(item.strip())]
    return terms, keyword.strip()


def strip_pictures(slug: str) -> str:
    """Return a Reuters slug without a bracket that holds nothing but "PIX, TV"."""
    keyword, bracket, inside = slug.rpartition("(")
    marks = {mark.strip().casefold() for mark in inside.removesuffix(")").split(",")}
    return keyword.strip() if bracket and keyword.strip() and marks <= SLUG_MARKS else slug


def read_news_alert(slug: str) -> tuple[Run, str]:
    """Read AP's "BC-US--APNewsAlert,17". The word is the keyword itself, so it stays."""
    found = NEWS_ALERT.search(slug)
    return ([make_term(Kind.ALERT)], slug[: found.end()]) if found else ([], slug)


def read_behind_comma(slug: str) -> tuple[Run, str]:
    """Read AP's "BC-Dam-Flood, 1st Ld-Writethru,416", one designator or several."""
    parts = strip_count(slug).split(",")
    terms: Run = []
    while len(parts) > 1 and (run := line_of_terms(parts[-1].strip())):
        if all(term.word in ("lead", "net", "extra") and not term.is_numbered for term in run):
            break
        terms = run + terms
        parts.pop()
    return terms, ",".join(parts).strip()


def strip_count(slug: str) -> str:
    """Return a keyword line without the word count and the reference number at its end."""
    parts = slug.split(",")
    while len(parts) > 1 and COUNT.fullmatch(parts[-1]):
        parts.pop()
    return ",".join(parts)


def read_behind_keyword(slug: str) -> tuple[Run, str]:
    """Read AP's header line "BC-Dam-Flood 1stLd-Writethru": the longest tail that is a designator and nothing else."""
    for blank in re.finditer(r"\s+", slug):
        run = line_of_terms(slug[blank.end() :])
        if any(term.sure for term in run):
            return run, slug[: blank.start()]
    return [], slug


def read_among_words(slug: str) -> tuple[Run, str]:
    """Read PTI's "DEL17 DAM-LD CASES", "DAM-2NDLDALL LEVELS", "DEL432NDLD DAM" (item 43, second lead)."""
    number = ITEM_NUMBER.match(slug)
    words = slug[number.end() :] if number else slug
    found = LD.search(words)
    if not found:
        return [], slug
    kind = Kind.LEAD_ALL if found[3] else Kind.LEAD
    return [make_term(kind, int(found[1] or found[2] or 1))], (words[: found.start()] + words[found.end() :]).strip(
        " -"
    )


def read_end(slug: str) -> tuple[Run, str]:
    """Read TT's "eu-damUV4", the fourth expanded version."""
    found = EXPANDED.search(slug)
    return ([make_term(Kind.UPDATE, int(found[1]))], slug[: found.start()]) if found else ([], slug)


def make_term(kind: Kind, ordinal: int | None = None) -> Term:
    """Make a term that was not found by the grammar of words."""
    return Term(kind, kind.value, ordinal, sure=True, end=0, after=0)
