"""The grammar of designators: a line cut into tokens, runs of known words among them, and the marks that close a run.

A run is a designator only where it is closed as one: `UPDATE 1-`, `1st LD Writethru:`, `(LEAD)`. The fewer other
meanings its words have, the weaker a sign is enough.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from stories.designators.vocabulary import (
    AND,
    EVERYDAY,
    FLASH_NOUNS,
    IN_CAPITALS,
    KINDS,
    LONGEST_PHRASE,
    NUMBERED_GENRES,
    ORDINALS,
    ROMANCE_ORDINALS,
    STOP_CLOSES,
    TRADE,
    Kind,
)

HEAD = 200  # characters; no agency prints a longer head, and hostile text costs no more than that
MOST_TERMS = 4  # Reuters stacks up to three
MOST_EXPLAINED = 40  # tokens of what a correction puts right
TOKEN = re.compile(
    r"""(?P<nth> \d{1,3} (?: st|nd|rd|th | (?: er|re|ère|e|ème|eme )(?![^\W\d_]) | [°ºª] | \.(?=\ [^\W\d_]) ) )
      | (?P<number> \d+ )
      | (?P<word> [^\W\d_]+ )
      | (?P<hyphen> \.?\s*[-–—‐‑]{1,3}\s* )
      | (?P<colon> \s*[:：|｜丨]\s* )
      | (?P<stars> \s*(?:\*{2,4}|\+{2,4})\s* )
      | (?P<comma> \s*[,;+&/、]\s* )
      | (?P<open> [(\[【（〔]\s* )
      | (?P<close> \s*[)\]】）〕] )
      | (?P<blank> \s+ )
      | (?P<other> . )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
NUMERALS_READ = ORDINALS | ROMANCE_ORDINALS
DISPLAY_MARKS = {"*", ">", " "}  # ">>>ANSA/", "*URGENT"
COUNTED = (Kind.NET, Kind.VERSION, Kind.LEAD, Kind.LEAD_ALL, Kind.UPDATE, Kind.WRAPUP, Kind.WRITETHRU)
NUMBERED_BEFORE = {*COUNTED, Kind.CORRECTION} - {Kind.VERSION}
NUMBERED_BEHIND = {Kind.UPDATE, Kind.WRAPUP, Kind.VERSION}
ALWAYS_NUMBERED = {Kind.NET, Kind.VERSION}
METALS_AND_PROFITS = {Kind.LEAD, Kind.NET, Kind.LEAD_ALL}  # "2ND LEAD-ACID PLANT", "1ST NET-ZERO TOWN"


class Token(NamedTuple):
    """Piece of a line: its sort, its text and its place."""

    sort: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Known word with its ordinal. `sure`: it has no other meaning; `after`: the number of the token behind it."""

    kind: Kind
    word: str
    ordinal: int | None
    sure: bool
    end: int
    after: int

    @property
    def is_numbered(self) -> bool:
        """Whether an ordinal stands with the word."""
        return self.ordinal is not None


Run = list[Term]
LEAD_NUMBERS = (["blank", "number", "colon"], ["blank", "number", "close"])
NOTHING = Token("end", "", 0, 0)


def tokens(line: str) -> list[Token]:
    """Cut the head of a line into tokens; nothing of it is lost."""
    found = TOKEN.finditer(line, 0, HEAD)
    return [Token(match.lastgroup or "", match.group(), match.start(), match.end()) for match in found]


def stack_at_head(line: str) -> tuple[Run, int]:
    """Return the terms of all designators that stand one behind the other at the head, and the start of the rest."""
    pieces = tokens(line)
    at = next((number for number, token in enumerate(pieces) if not is_display(token)), 0)
    terms: Run = []
    end = 0
    while len(terms) < MOST_TERMS:
        run, following = run_in_brackets(pieces, at) or run_before_mark(line, pieces, at) or ([], at)
        if not run:
            break
        terms += run
        at, end = following, token_at(pieces, following - 1).end
    return terms, end


def is_display(token: Token) -> bool:
    """Return whether a token before the words is for the eye alone: ">>>", "*", "+++ "."""
    return token.sort == "stars" or token.text in DISPLAY_MARKS


def line_of_terms(text: str) -> Run:
    """Return the terms that a text consists of; none if anything else stands in it."""
    pieces = tokens(text)
    run = run_at(pieces, 0)
    whole = run and run[-1].end == len(text) and has_its_number(run)
    return run if whole else []


def run_in_brackets(pieces: list[Token], at: int) -> tuple[Run, int] | None:
    """Read a designator in brackets: "(2nd LD) ", "(CORRECTED) - "."""
    if token_at(pieces, at).sort != "open":
        return None
    run = run_at(pieces, at + 1)
    end = end_of_bracket(pieces, run) if run and has_its_number(run) else None
    if end is None:
        return None
    after = end + 1
    if token_at(pieces, after).text[:1].islower():
        return None  # "(Extra)ordinary people"
    return run, after + (token_at(pieces, after).sort in ("hyphen", "colon", "blank"))


def end_of_bracket(pieces: list[Token], run: Run) -> int | None:
    """Return the number of the token that closes a bracket behind a run; None where other words stand in it.

    A time may stand there, and what a correction puts right: "(2. Zusammenfassung 1500)", "(KORREKTUR: Zahl)".
    """
    behind = run[-1].after
    if [token.sort for token in pieces[behind : behind + 3]] == ["blank", "number", "close"]:
        return behind + 2
    if token_at(pieces, behind).sort == "colon" and run[-1].kind is Kind.CORRECTION:
        inside = pieces[behind : behind + MOST_EXPLAINED]
        return next((behind + at for at, token in enumerate(inside) if token.sort == "close"), None)
    return behind if token_at(pieces, behind).sort == "close" else None


def run_before_mark(line: str, pieces: list[Token], at: int) -> tuple[Run, int] | None:
    """Read a designator before a colon or a hyphen: "Urgent: ", "UPDATE 1-". The longest run that is closed counts."""
    run = run_at(pieces, at)
    while run:
        closing = token_at(pieces, run[-1].after)
        printed = line[pieces[at].start : run[-1].end]
        if has_its_number(run) and closes(closing, run, printed, line[closing.end : HEAD]):
            return run, run[-1].after + 1
        run = run[:-1]
    return None


def run_at(pieces: list[Token], at: int) -> Run:
    """Return the terms that stand one behind the other, joined by blanks, hyphens, commas or an "and"."""
    run: Run = []
    term = term_at(pieces, at)
    while term and len(run) < MOST_TERMS:
        run.append(term)
        joint, at = joint_at(pieces, term.after)
        before, term = term, term_at(pieces, at) if joint else None
        if term and joint == "blank" and not may_stand_beside(before, term):
            break
    return run


def joint_at(pieces: list[Token], at: int) -> tuple[str, int]:
    """Return the sort of the token that joins two terms, empty if none does, and the number of the token behind it."""
    token = token_at(pieces, at)
    if token.sort == "blank" and token_at(pieces, at + 1).text.casefold() in AND:
        return "and", at + 3
    return (token.sort, at + 1) if token.sort in ("blank", "hyphen", "comma") else ("", at)


def may_stand_beside(before: Term, term: Term) -> bool:
    """Return whether a mere blank joins two terms: "Corrected 2nd LD" and "HOLD HOLD", but not "Urgent update"."""
    return before.kind == term.kind or before.sure or term.sure


def term_at(pieces: list[Token], at: int) -> Term | None:
    """Read the term that begins at a token: "1st LD", "First Lead", "UPDATE 1", "UPDATE1", "Writethr"."""
    ordinal, at = ordinal_at(pieces, at)
    word, at = phrase_at(pieces, at)
    if not word:
        return None
    kind = KINDS[word]
    if ordinal is None and (kind in NUMBERED_BEHIND or is_numbered_lead(pieces, at, kind)):
        ordinal, at = number_at(pieces, at)
    if ordinal is None and word in NUMBERED_GENRES:
        return None
    if ordinal is not None and kind not in NUMBERED_BEFORE and kind not in NUMBERED_BEHIND:
        return None
    counts = ordinal is not None and kind not in METALS_AND_PROFITS
    return Term(kind, word, ordinal, word in TRADE or counts, pieces[at - 1].end, at)


def is_numbered_lead(pieces: list[Token], at: int, kind: Kind) -> bool:
    """Return whether a number and a colon or a bracket stand behind "LEAD", as AFP prints it: "LEAD 1: "."""
    return kind is Kind.LEAD and [token.sort for token in pieces[at : at + 3]] in LEAD_NUMBERS


def ordinal_at(pieces: list[Token], at: int) -> tuple[int | None, int]:
    """Read the ordinal before a word, as "2nd" or "Second"; return it and the number of the word's token."""
    token = token_at(pieces, at)
    digits = re.match(r"\d+", token.text) if token.sort == "nth" else None
    ordinal = int(digits[0]) if digits else NUMERALS_READ.get(token.text.casefold())
    if not ordinal:
        return None, at
    return ordinal, at + 1 + (token_at(pieces, at + 1).sort in ("blank", "hyphen"))


def number_at(pieces: list[Token], at: int) -> tuple[int | None, int]:
    """Read the number behind a word, as in "UPDATE 1" or "UPDATE1"; return it and the next token. A year is none."""
    number = at + (token_at(pieces, at).sort == "blank")
    token = token_at(pieces, number)
    if token.sort != "number" or len(token.text) > 3 or not int(token.text):
        return None, at
    return int(token.text), number + 1


def phrase_at(pieces: list[Token], at: int) -> tuple[str, int]:
    """Return the longest known phrase that begins at a token, in lower case, and the number of the token behind it."""
    best, end, phrase = "", at, ""
    for number in range(at, at + 2 * LONGEST_PHRASE - 1, 2):
        if token_at(pieces, number).sort != "word":
            break
        words = token_at(pieces, number).text
        phrase += words.casefold()
        if phrase in KINDS and not (phrase in IN_CAPITALS and words != words.upper()):
            best, end = phrase, number + 1
        joint = token_at(pieces, number + 1)
        phrase += " " if joint.sort == "blank" else joint.text
    return best, end


def has_its_number(run: Run) -> bool:
    """Return whether a run with a word that never goes without an ordinal ("3RD NET") has one."""
    return any(term.is_numbered for term in run) or not any(term.kind in ALWAYS_NUMBERED for term in run)


def closes(closing: Token, run: Run, printed: str, rest: str) -> bool:
    """Return whether a token makes a designator of the run before it."""
    if len(run) > 2 and len({term.kind for term in run}) == 1:
        return True  # dpa: "KILL KILL KILL"
    if run[-1].word == "amp" and not closing.text.startswith("."):
        return False  # Europa Press prints "AMP.- "; without the stop it is a company
    if run[-1].word in STOP_CLOSES and closing.text == ".":
        return rest.startswith(" ")
    if closing.sort == "stars":
        return printed == printed.upper()  # "***KILL*** Dam breaks"
    if closing.sort == "colon":
        return colon_closes(run, printed)
    if closing.sort == "hyphen":
        return hyphen_closes(run, printed, rest, spaced=closing.text.strip() != closing.text)
    return closing.sort == "blank" and blank_closes(run, printed, rest)


def colon_closes(run: Run, printed: str) -> bool:
    """Return whether a colon closes the run.

    It does behind any word, but "Lead:" may be the metal: only Kyodo's "LEAD:" is none.
    """
    return not is_bare_lead(run) or printed.isupper()


def hyphen_closes(run: Run, printed: str, rest: str, *, spaced: bool) -> bool:
    """Return whether a hyphen closes the run.

    Capitals before it will do for words of the trade; "LEAD-FREE PETROL" and "Flash-flood" must not pass.
    """
    begins_high = not rest[:1].islower()
    if any(term.sure for term in run):
        return printed.isupper() or spaced or begins_high
    if is_bare_lead(run):
        return False
    if spaced:
        return printed.isupper() or any(term.is_numbered or term.kind == Kind.CORRECTION for term in run)
    return printed.isupper() and begins_high and any(letter.islower() for letter in rest)


def blank_closes(run: Run, printed: str, rest: str) -> bool:
    """Return whether a blank closes the run, as in two forms without a mark.

    These are Business Wire's "CORRECTING and REPLACING" and Reuters' "FLASH" of 1987.
    """
    if run[-1].word == "correcting and replacing":
        return True
    next_word = re.match(r"[^\W\d_]*", rest)
    is_noun = next_word is not None and next_word[0].casefold() in FLASH_NOUNS
    return [term.word for term in run] == ["flash"] and (printed + rest).isupper() and not is_noun


def is_bare_lead(run: Run) -> bool:
    """Return whether a run is nothing but the word lead, without an ordinal."""
    return all(term.word in EVERYDAY and term.kind in METALS_AND_PROFITS and not term.is_numbered for term in run)


def token_at(pieces: list[Token], at: int) -> Token:
    """Return the token at a number; behind the last one there is nothing."""
    return pieces[at] if 0 <= at < len(pieces) else NOTHING
