"""No regular expression grows with the square of its text: each is attacked with fillers and with its own repeats."""

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import newsroom
import stories
import ticker
from tests.expression_attacks import ENDS, attacks

ROOT = Path(__file__).resolve().parents[1]
SHORT, LONG = 125, 1_000  # characters
SECONDS = 0.001  # of the processor: what is linear takes a tenth of it, what is quadratic a multiple
GROWTH = 24  # times as long for eight times the text: 8 is linear, 64 is quadratic
TRIES = 3
# Expressions that see no more characters of a text than these, however long it is: whoever calls them cuts it.
BOUNDED = {
    "stories.compare.core.sentences._SHORTENED": 24,
    "stories.compare.facts.denials._END_BEFORE": 201,
    "stories.compare.note._CLAUSE": 300,
    "stories.copy.datelines._BRACKETED": 160,
    "stories.copy.plaintext._BULLET": 2_000,
    "stories.copy.datelines._DATED": 160,
    "stories.copy.datelines._ENDING": 160,
    "stories.copy.datelines._HEAD_DATE": 90,
    "stories.copy.parted_words._BEFORE": 60,
    "stories.designators.designator.GENRE": 300,
    "stories.search.query.PART": 200,
}
AT_THE_BEGINNING = "inline, at the beginning"
FUNCTIONS = "findall|finditer|fullmatch|match|search|split|subn?"
ONE_BLANK = {  # of a text whose blanks were joined
    "stories.matching.folding._BLANK_BEFORE_MARK",
    "stories.wire.editor_note_words.HEADLINED",
}


def module_expressions():
    """Yield the expressions that modules compile, each with its name; what a module imports has a second name."""
    for house in (newsroom, stories, ticker):
        for module in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            if ".migrations" in module.name or module.name == "newsroom.tracing":  # which needs a library of its own
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from expressions_of(f"{module.name}.{name}", value)


def expressions_of(name, value):
    """Yield the expressions that a name of a module stands for: one, or the members of a collection."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    if isinstance(value, re.Pattern):
        yield name, value
    yield from ((f"{name}[{key}]", member) for key, member in members if isinstance(member, re.Pattern))


def inline_expressions():
    """Yield the expressions that stand in the call of a function of `re`, each with its place."""
    for house in ("newsroom", "stories", "ticker"):
        for path in sorted((ROOT / house).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)) if "import re\n" in text else ():
                function = node.func if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
                is_ours = function and isinstance(function.value, ast.Name) and function.value.id == "re"
                if (
                    is_ours
                    and function.attr not in ("compile", "escape")
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    is_at_beginning = function.attr in ("match", "fullmatch")
                    place = f"inline {path.relative_to(ROOT)}"
                    yield AT_THE_BEGINNING if is_at_beginning else place, re.compile(node.args[0].value)


@cache
def all_expressions():
    """Return each expression once, with all its names."""
    names = defaultdict(set)
    for name, pattern in (*module_expressions(), *inline_expressions()):
        names[pattern].add(name)
    return names


def texts_of(beginning, pump, length):
    """Return texts of a length that attack: the pump behind its beginning, and both again and again."""
    rows = [beginning + pump * (length // len(pump))]
    if beginning:
        rows.append((beginning + pump) * (length // len(beginning + pump)))
    return [row[:length] + end for row in rows for end in ENDS]


def seconds(look, text):
    """Return the seconds of the processor that an expression takes over a text."""
    begun = time.process_time()
    look(text)
    return time.process_time() - begun


def is_slow(look, beginning, pump):
    """Return whether the time that an expression takes grows with the square of the text."""
    for place, text in enumerate(texts_of(beginning, pump, LONG)):
        begun = time.perf_counter()  # no less than the processor's, and cheaper to ask for
        look(text)
        if time.perf_counter() - begun < SECONDS:
            continue
        short = texts_of(beginning, pump, SHORT)[place]
        tries = [(seconds(look, short), seconds(look, text)) for _ in range(TRIES)]
        least, most = (min(column) for column in zip(*tries, strict=True))
        if most > SECONDS and most > GROWTH * least:
            return True
    return False


@cache
def functions_by_name():
    """Return what is called of each name, in any module: search, sub …"""
    houses = (ROOT / house for house in ("newsroom", "stories", "ticker"))
    found = defaultdict(set)
    for path in (path for house in houses for path in house.rglob("*.py")):
        for name, function in re.findall(rf"\b(\w+)(?=\.({FUNCTIONS})\b)", path.read_text(encoding="utf-8")):
            found[name].add(function)
    return found


def functions_of(name):
    """Return what is called of an expression by its name, in any module."""
    bare = name.rpartition(".")[2].partition("[")[0]
    return frozenset(functions_by_name().get(bare, ()))


def look_of(pattern, names):
    """Return how an expression looks over a text: everywhere, or at its beginning alone."""
    functions = frozenset().union(*map(functions_of, names))
    functions = functions or frozenset({"fullmatch" if names <= {AT_THE_BEGINNING} else "findall"})
    looks = [getattr(pattern, function) for function in functions & {"match", "fullmatch"}]
    if functions - {"match", "fullmatch"}:
        looks = [pattern.findall]
    encode = str.encode if isinstance(pattern.pattern, bytes) else str
    return lambda text: [look(encode(text)) for look in looks]


def find_slow(names, pattern):
    """Return an attack on which an expression is slow; None where there is none."""
    if names & BOUNDED.keys():
        return None
    look = look_of(pattern, names)
    for beginning, pump in attacks(pattern.pattern, pattern.flags):
        is_left_out = names & ONE_BLANK and pump.isspace()
        if not is_left_out and is_slow(look, beginning, pump):
            return f"{sorted(names)[0]} on {beginning!r} and {pump!r} again and again"
    return None


def test_no_expression_grows_with_the_square_of_its_text():
    slow = [find_slow(names, pattern) for pattern, names in all_expressions().items()]

    assert not list(filter(None, slow)), "\n".join(filter(None, slow))


@pytest.mark.parametrize("pattern", [r"\s*Adjust", r"(\d+) to (\d+)", r"[^\W\d_]+(?: [^\W\d_]+)+", r"(a|b|ab)*c"])
def test_slow_expression_is_found(pattern):
    assert find_slow({"tried"}, re.compile(pattern))


def test_bounds_are_of_expressions_that_are_there():
    names = {name for names in all_expressions().values() for name in names}

    assert names >= BOUNDED.keys() | ONE_BLANK
