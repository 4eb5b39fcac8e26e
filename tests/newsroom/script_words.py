"""Words in scripts: the strings of a JavaScript file that people would read, and no catalogue translates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
  | (?P<template> ` )
  | (?P<name> [\w$]+ )
  | (?P<slash> / )
  | (?P<sign> [^\s\w] )
    """,
    re.VERBOSE | re.DOTALL,
)
REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\[\\\n])+/[a-z]*")
VALUE = re.compile(r"[\w$)\]]$")  # a slash behind it divides; behind anything else it begins a pattern
BEFORE_PATTERN = {"return", "typeof", "case", "in", "of"}
HOLE = "\N{WHITE SQUARE}"

CATALOGUE = {"gettext", "ngettext", "pgettext", "npgettext"}
NAMING = {  # calls that take names, selectors and queries
    "closest", "includes", "matches", "matchMedia", "querySelector", "querySelectorAll", "setRequestHeader",
}  # fmt: skip
# What prints the string that follows it.
SINK = re.compile(r"(?:\b(?:textContent|innerText|title|alt|placeholder|label|ariaLabel)\s*[=:]|aria-label[\"'],)\s*$")
# What takes classes, or the name of a key as it is printed on it.
CODE = re.compile(r"(?:\belement\(\"\w+\",|\bclassName=|\b(?:className|class|key):(?:[^,{}]*\?)?)$")
SPEAKING = {"alert", "confirm", "prompt", "append", "prepend", "replaceChildren", "createTextNode", "Error"}
# Signs of selectors, cookies and codes.
NOTATION = re.compile(r"[\[\]#<>{}=_\\]|^[.:;]|:[a-z]|, [.#]|\w\(")
ADDRESS = re.compile(r"\w+://\S*")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Two words, or one with a capital.
SENTENCE = re.compile(r"\S\s[^\W\d_]{2,}|[^\W\d_]{2,}\s\S|^[A-Z][a-z]+[.]?$")


@dataclass(frozen=True)
class Literal:
    """One string of a script: its line, its text with a square for each value, the call and the code it stands in."""

    line: int
    text: str
    call: str
    before: str


def literals(source: str, first_line: int = 1) -> Iterator[Literal]:
    """Yield the strings of a script, those inside the values of a template too."""
    at, code, calls = 0, "", [""]
    while at < len(source):
        match = TOKEN.match(source, at)
        if not match:
            at += 1
            continue
        line = first_line + source.count("\n", 0, at)
        at, text = match.end(), match[0]
        if match.lastgroup == "string":
            yield Literal(line, text[1:-1], calls[-1], code)
        elif match.lastgroup == "template":
            at, text, values = _template(source, match.start())
            yield Literal(line, text, calls[-1], code)
            for value in values:
                yield from literals(value, line)
            text = '""'
        elif match.lastgroup == "slash" and not _divides(code):
            pattern = REGEX.match(source, match.start())
            assert pattern, f"line {line}: a pattern without an end"
            at, text = pattern.end(), "0"
        elif text == "(":
            calls.append(re.split(r"[^\w$]", code)[-1])
        elif text == ")" and len(calls) > 1:
            calls.pop()
        if match.lastgroup != "comment":
            code = (code + (" " if match.lastgroup == "name" and VALUE.search(code[-1:]) else "") + text)[-60:]


def _divides(code: str) -> bool:
    return bool(VALUE.search(code)) and re.split(r"\W", code)[-1] not in BEFORE_PATTERN


def _template(source: str, start: int) -> tuple[int, str, list[str]]:
    """Return the end of a template literal, its text with a square for each value, and its values."""
    at, text, values = start + 1, "", []
    while source[at] != "`":
        if source.startswith("${", at):
            end = _end_of_value(source, at + 2)
            values.append(source[at + 2 : end])
            text, at = text + HOLE, end + 1
        else:
            width = 2 if source[at] == "\\" else 1
            text, at = text + source[at : at + width], at + width
    return at + 1, text, values


def _end_of_value(source: str, at: int) -> int:
    depth = 0
    while source[at] != "}" or depth:
        if source[at] == "`":
            at = _template(source, at)[0]
            continue
        if source[at] in "\"'":
            string = TOKEN.match(source, at)
            assert string, "a string without an end"
            at = string.end()
            continue
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        at += 1
    return at


def is_for_people(literal: Literal) -> bool:
    """Return whether somebody would read the string, in English whatever their language."""
    if literal.call in CATALOGUE or not LETTERS.search(ADDRESS.sub("", literal.text)):
        return False
    if CODE.search(literal.before):
        return False
    if SINK.search(literal.before) or literal.call in SPEAKING:
        return True
    is_compared = literal.before.endswith(("===", "!=="))
    if literal.call in NAMING or is_compared or NOTATION.search(literal.text):
        return False
    return bool(SENTENCE.search(literal.text))


def strings_to_translate(source: str) -> list[tuple[int, str]]:
    """Return the strings that people would read and no catalogue translates, with their lines."""
    return [(literal.line, literal.text) for literal in literals(source) if is_for_people(literal)]
