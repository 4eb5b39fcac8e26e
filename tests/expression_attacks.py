"""Texts on which a regular expression that grows with the square takes long, made from the expression itself.

Each repeat of the expression is pumped up behind the shortest text that leads to it. So a new expression is attacked
without a text of its own being thought of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as codes
from re import _parser as parser

# Kinds of filler: blanks of six sorts, stops, quotation marks, brackets, figures, letters, marks on letters, signs.
FILLERS = (
    *(
        " ",
        "\t",
        "\n",
        "\u3000",
        "\xa0",
        " \n",
        ".",
        ". ",
        '"',
        "'",
        "“",
        "(",
        "[",
        "<",
        "&",
        "7",
        "7.",
        "7,",
        "a",
        "A",
    ),
    *("Aa ", "a ", "-", "– ", "=", "_", "*", "\u0301", "e\u0301", "中", "ا", ":", ";", "/", "a@", "|", "#", "!", "?"),
)
SIGNS = "a A7 .,-–\"'()[]<>&;:/\\\n\t_*=#|“”é中ا\u0301@%$!?^~`{}+\xa0\u3000"
VARIANTS = 2  # samples of a class of signs, and of alternatives, that are tried
LONG = 50  # times from which on a repeat is long
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
ENDS = ("", "\x01")  # the text may end well, or with a sign that nothing allows


def attacks(pattern: str | bytes, flags: int) -> Iterator[tuple[str, str]]:
    """Yield beginnings and pumps, each once: the fillers, and those made from the expression."""
    pumps = [("", filler) for filler in FILLERS]
    for variant in range(VARIANTS):
        pumps += pump_tree(parser.parse(pattern, flags & ~re.DEBUG), "", variant)
    yield from dict.fromkeys(pair for pair in pumps if pair[1])


def pump_tree(tree: parser.SubPattern, beginning: str, variant: int) -> Iterator[tuple[str, str]]:
    """Yield for each long repeat the shortest text before it, and a sample of what is repeated."""
    for code, value in tree:
        if code in REPEATS:
            if value[1] > LONG:
                yield beginning, sample(value[2], variant)
            yield from pump_tree(value[2], beginning, variant)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from pump_tree(branch, beginning, variant)
        elif code in (codes.ASSERT, codes.ASSERT_NOT, codes.SUBPATTERN):
            yield from pump_tree(value[-1], beginning, variant)
        elif code is codes.ATOMIC_GROUP:
            yield from pump_tree(value, beginning, variant)
        beginning += sample([(code, value)], variant)


def sample(tree, variant: int) -> str:
    """Return a short text that part of an expression matches."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code is codes.NOT_LITERAL:
            text += next(sign for sign in SIGNS if ord(sign) != value)
        elif code is codes.ANY:
            text += "a"
        elif code is codes.IN:
            text += sign_in(value, variant)
        elif code is codes.BRANCH:
            text += sample(value[1][variant % len(value[1])], variant)
        elif code is codes.SUBPATTERN:
            text += sample(value[3], variant)
        elif code is codes.ATOMIC_GROUP:
            text += sample(value, variant)
        elif code in REPEATS:
            text += sample(value[2], variant) * value[0]
    return text


def sign_in(members, variant: int) -> str:
    """Return a sign of a class, another one for another variant."""
    is_negated = members[0][0] is codes.NEGATE
    allowed = [sign for sign in SIGNS if any(holds(member, sign) for member in members) is not is_negated]
    others = [chr(value if code is codes.LITERAL else value[0]) for code, value in members
              if code in (codes.LITERAL, codes.RANGE)]  # fmt: skip
    choice = allowed or others
    return choice[variant % len(choice)]


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def holds(member, sign: str) -> bool:
    """Return whether a member of a class is a sign, or has it."""
    code, value = member
    if code is codes.LITERAL:
        return ord(sign) == value
    if code is codes.RANGE:
        return value[0] <= ord(sign) <= value[1]
    return code is codes.CATEGORY and bool(re.match(CATEGORIES[value], sign))
