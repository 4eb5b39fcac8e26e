"""Names that say what they hold: no function named by a bare participle or preposition, no name in three modules."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSES = ("newsroom", "stories", "ticker")
FEW = 2  # modules that may define the same name

PREPOSITIONS = """
about above across after against among around as at before behind below beneath beside between beyond by during for
from in inside into near of off on onto out outside over past per since through to toward towards under until upon via
with within without
"""
PARTICIPLES = """
begun bent bitten blown bought born borne bound broken brought built came caught chosen done drawn driven eaten fallen
fed felt forgotten fought found frozen given gone gotten grown had heard held hidden kept known laid led left lent lit
lost made meant met paid ridden risen said seen sent shaken shot shown slept sold sought spent spoken stolen stood
struck stuck sung sunk swept sworn swum taken taught thought thrown told torn understood woken won worn woven written
"""
NAMELESS = frozenset((PREPOSITIONS + PARTICIPLES).split())
ENDS_IN_ED = frozenset({"bleed", "breed", "embed", "exceed", "feed", "need", "oembed", "proceed", "seed", "speed"})
IDIOMS = frozenset(  # a pair of readers and printers, as Python's own from_bytes() and to_bytes()
    f"{way}_{form}" for way in ("from", "to") for form in ("html", "json", "text", "typed")
)
FROZEN = frozenset({"known_zone", "named_by_content"})  # old migrations import them from stories/models/migrated.py

OF_A_FORMAT = frozenset({"sniff", "read", "write"})  # what every module of a wire format defines
OF_DJANGO = frozenset({"Command", "logger", "register", "urlpatterns"})  # names that Django, or its custom, asks for


def modules():
    """Return the source of each module of the project, by its path; migrations left out."""
    paths = (path for house in HOUSES for path in (ROOT / house).rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def is_nameless(name):
    """Return whether a function's name begins with a participle or a preposition, and is no idiom."""
    if name in IDIOMS | FROZEN:
        return False
    first = name.strip("_").split("_")[0]
    return first in NAMELESS or (first.endswith("ed") and first not in ENDS_IN_ED)


def nameless_functions(sources):
    """Return the functions at the top of the modules that is_nameless() finds, each as path:line name."""
    return [
        f"{path}:{node.lineno} {node.name}"
        for path, source in sources.items()
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_nameless(node.name)
    ]


def defined_names(source):
    """Return the names that a module defines at its top; imports and those between two underscores define none."""
    names = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
    return {name for name in names if not name.startswith("__")}


def crowded_names(sources):
    """Return the names that more than two modules define, each with their paths."""
    paths = defaultdict(list)
    for path, source in sources.items():
        for name in defined_names(source) - OF_A_FORMAT - OF_DJANGO:
            paths[name].append(path)
    return {name: sorted(where) for name, where in paths.items() if len(where) > FEW}


def test_no_function_is_named_by_a_bare_participle_or_preposition():
    assert nameless_functions(modules()) == []


def test_no_name_is_defined_in_three_modules():
    assert crowded_names(modules()) == {}


def test_a_bad_name_is_found():
    source = """
def told(who): ...
def _after_commit(signal): ...
async def covered_fields(head): ...
def from_html(html): ...
def feed_of(section): ...
def cut_start(block): ...
class Found:
    def taken(self): ...
"""

    assert nameless_functions({"a.py": source}) == ["a.py:2 told", "a.py:3 _after_commit", "a.py:4 covered_fields"]


def test_a_name_of_three_modules_is_found():
    sources = {
        "a.py": "SIZE = 1\ndef page(): ...\ndef read(): ...\n",
        "b.py": "SIZE: int = 2\nclass page: ...\ndef read(): ...\n",
        "c.py": "SIZE, _page = 3, 4\nfrom a import page\ndef read(): ...\n",
    }

    assert crowded_names(sources) == {"SIZE": ["a.py", "b.py", "c.py"]}
