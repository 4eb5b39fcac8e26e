"""Mutation score: how many small faults, put into a room one by one, its tests find.

python -m tests.mutate transparency designators --most 300

Each mutant is one change of one place: a comparison, an operator, a number, a word, a statement that is left out. Those
of functions are put into this process, which has everything loaded, and tried in a fork of it by the tests that reach
their line; those of a module's own lines in a process of their own, by all tests of the room. Docstrings, hints and the
words of errors stay as they are. It prints the score of each room, and the mutants that nothing found.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {  # the modules of a room, and its tests
    "designators": (["stories/designators"], ["tests/stories/designators"]),
    "digests": (["stories/digests.py"], ["tests/stories/test_digests.py"]),
    "transparency": (["stories/transparency"], ["tests/stories/transparency"]),
    "merge": (["stories/merge"], ["tests/stories/merge"]),
    "compare": (["stories/compare"], ["tests/stories/compare", "tests/stories/merge"]),
    "matching": (["stories/matching"], ["tests/stories/matching"]),
    "intake": (["stories/intake"], ["tests/stories/intake"]),
    "desk": (["stories/desk"], ["tests/stories/desk", "tests/stories/admin/acts"]),
}
PURE_ROOMS = frozenset({"designators", "digests", "transparency", "merge", "compare", "matching"})
SEED = 20  # of the choice where there are more mutants than are tried
LEAST_SECONDS, SLOWER = 10, 5  # a mutant has so many seconds of the processor, or so many times what the tests took
WAITING = 20  # times as long, by the clock
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:terminalreporter", "-p", "no:rerunfailures"]
MUTANT = "MUTANT"  # the variable that tells a process of its own which one it is

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module's file, the place among its nodes, which of the changes there, and what it is."""

    path: str
    node: int
    variant: int
    line: int
    what: str
    function: str  # its qualified name; empty for a line of the module itself

    def __str__(self):
        return f"{self.path}:{self.line} {self.what}"


def variants_of(node):
    """Yield the changes of a node: what each is, and the node in its place."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                other = copy.deepcopy(node)
                other.ops[place] = COMPARISONS[type(op)]()
                yield f"{type(op).__name__} -> {COMPARISONS[type(op)].__name__}", other
        case ast.BoolOp(op=op, values=values):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{type(op).__name__} -> {other.__name__}", ast.BoolOp(other(), values)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OPERATORS:
            other = OPERATORS[type(op)]
            yield f"{type(op).__name__} -> {other.__name__}", ast.BinOp(left, other(), right)
        case ast.AugAssign(op=op, target=target, value=value) if type(op) in OPERATORS:
            other = OPERATORS[type(op)]
            yield f"{type(op).__name__} -> {other.__name__}", ast.AugAssign(target, other(), value)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"without {type(node.op).__name__}", operand
        case ast.Constant(value=bool(value)):
            yield f"{value} -> {not value}", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield f"{value} -> {value + 1}", ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value:
            yield f"{value[:20]!r} -> other words", ast.Constant(f"XX{value}")
        case ast.Return(value=value) if value is not None and not is_none(value):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if is_plain(test):
            other = copy.deepcopy(node)
            other.test = ast.UnaryOp(ast.Not(), other.test)
            yield "the other way round", other
        case ast.comprehension(ifs=[_first, *_rest]):
            for place in range(len(node.ifs)):
                other = copy.deepcopy(node)
                del other.ifs[place]
                yield "without its condition", other
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            yield "left out", ast.Pass()
        case ast.Break():
            yield "break -> continue", ast.Continue()
        case ast.Continue():
            yield "continue -> break", ast.Break()


def is_none(value):
    """Return whether an expression is None."""
    return isinstance(value, ast.Constant) and value.value is None


def is_plain(test):
    """Return whether a condition has no other change of its own."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp)


def places_of(tree):
    """Yield the nodes that may be changed: holder, field, place in a list or None, node, name of the function."""

    def walk(node, function, *, is_inside):
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "type_comment", "decorator_list", "type_params"):
                continue
            for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or is_left_alone(node, field, place, child):
                    continue
                name, inside = function, is_inside
                if isinstance(child, ast.FunctionDef) and not is_inside:
                    name, inside = f"{function}.{child.name}".strip("."), True
                elif isinstance(child, ast.ClassDef) and not is_inside:
                    name = f"{function}.{child.name}".strip(".")
                if not isinstance(child, ast.Constant) or not isinstance(node, ast.JoinedStr):
                    yield node, field, place, child, name if inside and field != "defaults" else ""
                yield from walk(child, name, is_inside=inside)

    return list(walk(tree, "", is_inside=False))


def is_left_alone(node, field, place, child):
    """Return whether a child is a docstring, the words of an error, or a list of public names."""
    is_first = field == "body" and place == 0 and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
    is_names = isinstance(child, ast.Assign) and getattr(child.targets[0], "id", "") == "__all__"
    return is_first or is_names or isinstance(node, ast.Raise) or isinstance(child, ast.Import | ast.ImportFrom)


def mutants_in(path):
    """Return all mutants of a module."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return [
        Mutant(path, number, variant, getattr(node, "lineno", getattr(holder, "lineno", 1)), what, function)
        for number, (holder, _field, _place, node, function) in enumerate(places_of(tree))
        for variant, (what, _other) in enumerate(variants_of(node))
    ]


def compile_mutant(mutant):
    """Return the code of a module with a mutant in it."""
    tree = ast.parse((ROOT / mutant.path).read_text(encoding="utf-8"))
    holder, field, place, node, _function = places_of(tree)[mutant.node]
    other = list(variants_of(node))[mutant.variant][1]
    ast.copy_location(other, node)
    if place is None:
        setattr(holder, field, other)
    else:
        getattr(holder, field)[place] = other
    return compile(ast.fix_missing_locations(tree), str(ROOT / mutant.path), "exec", dont_inherit=True)


def code_named(code, name):
    """Return the code of a function out of that of its module."""
    for part in name.split("."):
        code = next(const for const in code.co_consts if isinstance(const, CodeType) and const.co_name == part)
    return code


def function_named(module, name):
    """Return the function of a module, without what it is wrapped in; None where that is not to be had."""
    found = module
    for part in name.split("."):
        found = vars(found).get(part) if isinstance(found, type) else getattr(found, part, None)
        found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
        while hasattr(found, "__wrapped__"):
            found = found.__wrapped__
    return found if isinstance(found, FunctionType) else None


def module_name(path):
    """Return the name that a module is imported by."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class MutantLoader(importlib.abc.MetaPathFinder):
    """Loads one module with a mutant in it."""

    def __init__(self, mutant):
        self.mutant = mutant

    def find_spec(self, name, path=None, target=None):
        if name != module_name(self.mutant.path):
            return None
        spec = importlib.util.spec_from_file_location(name, ROOT / self.mutant.path)
        spec.loader.get_code = lambda _name: compile_mutant(self.mutant)
        return spec


def run_tests(tests):
    """Run tests in this process; return the exit code of pytest."""
    import pytest  # noqa: PLC0415 behind the mutant

    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        return int(pytest.main([*OPTIONS, *tests]))


def forked(act, seconds=0):
    """Run an act in a fork of this process; return its exit code, or that it was ended for its time."""
    child = os.fork()
    if child == 0:
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            signal.alarm(seconds * WAITING)
        try:
            status = act()
        except BaseException:  # noqa: BLE001 a mutant that ends it is found
            status = 1
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def try_function(mutant, tests, seconds):
    """Return whether tests find a mutant of a function, which is put in place of it; None where it cannot be."""
    function = function_named(sys.modules[module_name(mutant.path)], mutant.function)
    code = code_named(compile_mutant(mutant), mutant.function)
    if function is None or code.co_freevars != function.__code__.co_freevars:
        return None

    def act():
        function.__code__ = code
        return run_tests(tests)

    return forked(act, seconds) != 0


def try_module(mutant, room, seconds):
    """Return whether the tests of a room find a mutant of a module's own lines.

    A pure room is loaded again in a fork, with the mutant; what other rooms have of it stays. The modules of others are
    those of Django's applications, too, which cannot be loaded twice: they have a process of their own.
    """
    if room in PURE_ROOMS:
        return forked(lambda: reload_and_run(mutant, room), seconds) != 0
    command = [sys.executable, "-m", "tests.mutate", room]
    environment = {**os.environ, MUTANT: f"{mutant.path} {mutant.node} {mutant.variant}"}
    return forked(lambda: os.execve(sys.executable, command, environment), seconds) != 0  # noqa: S606 this very program


def reload_and_run(mutant, room):
    """Run the tests of a pure room over a mutant of one of its modules."""
    package = module_name(ROOMS[room][0][0])
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    holder, _, name = package.rpartition(".")
    delattr(sys.modules[holder], name)
    sys.meta_path.insert(0, MutantLoader(mutant))
    return run_tests(ROOMS[room][1])


def lines_reached(room):
    """Return the tests that reach each line of a room's modules, and how long all take. They must pass."""
    import coverage  # noqa: PLC0415 here alone

    sources, tests = ROOMS[room]
    with tempfile.TemporaryDirectory() as folder:
        data_file = f"{folder}/coverage"

        def act():
            measuring = coverage.Coverage(
                data_file=data_file,
                config_file=False,
                include=[one if one.endswith(".py") else f"{one}/*" for one in sources],
            )
            measuring.set_option("run:dynamic_context", "test_function")
            measuring.set_option("run:core", "ctrace")
            measuring.start()
            status = run_tests(tests)
            measuring.stop()
            measuring.save()
            return status

        begun = os.times()
        if status := forked(act):
            sys.exit(f"The tests of {room} do not pass without a mutant: pytest ended with {status}.")
        ended = os.times()
        seconds = ended.children_user + ended.children_system - begun.children_user - begun.children_system
        data = coverage.CoverageData(data_file)
        data.read()
        reached = {}
        for path in data.measured_files():
            for line, names in data.contexts_by_lineno(path).items():
                reached[str(Path(path).relative_to(ROOT)), line] = set(names)
    if not reached:
        sys.exit(f"The tests of {room} reach none of its lines.")
    return reached, seconds


def nodes_of(names):
    """Return the tests of contexts as pytest is asked for them."""
    modules = {name.rpartition(".") for name in names}
    return sorted(f"{module.replace('.', '/')}.py::{function}" for module, _dot, function in modules)


def measure(room, most, seconds_in_all):
    """Try the mutants of a room, or as many as there is time for; print its score and what was not found."""
    sources, _tests = ROOMS[room]
    paths = [str(path.relative_to(ROOT)) for one in sources for path in modules_of(ROOT / one)]
    for path in paths:
        importlib.import_module(module_name(path))
    reached, took = lines_reached(room)
    limit = int(max(LEAST_SECONDS, took * SLOWER))
    mutants = [mutant for path in paths for mutant in mutants_in(path)]
    count = len(mutants)
    random.Random(SEED).shuffle(mutants)  # noqa: S311 the same choice each time
    ends_at = time.monotonic() + seconds_in_all
    outcomes = defaultdict(list)
    for mutant in mutants[:most]:
        if time.monotonic() > ends_at:
            break
        names = reached.get((mutant.path, mutant.line), set())
        is_found = None
        if mutant.function and not names - {""}:
            is_found = False  # nothing reaches it
        elif mutant.function:
            is_found = try_function(mutant, nodes_of(names - {""}), limit)
        if is_found is None:
            is_found = try_module(mutant, room, limit + LEAST_SECONDS)
        outcomes[is_found].append(mutant)
        if not is_found:
            print(f"  not found: {mutant}", flush=True)  # noqa: T201 a program that prints
    found, tried = len(outcomes[True]), len(outcomes[True]) + len(outcomes[False])
    print(f"{room}: {found} of {tried} found, {found / max(tried, 1):.1%}, of {count} mutants.", flush=True)  # noqa: T201


def modules_of(path):
    """Return the modules of a room: a file, or those of a folder."""
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def main():
    """Measure the rooms that are asked for; or, as a process of its own, be one mutant."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", choices=ROOMS, help="which rooms; all where none is named")
    parser.add_argument(
        "--most", type=int, default=10_000, help="mutants of each room, by a choice that stays the same"
    )
    parser.add_argument("--minutes", type=float, default=600, help="for each room")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("HYPOTHESIS_PROFILE", "few")
    if given := os.environ.pop(MUTANT, ""):
        path, node, variant = given.split(" ")
        sys.meta_path.insert(0, MutantLoader(Mutant(path, int(node), int(variant), 0, "", "")))
        sys.exit(run_tests(ROOMS[arguments.rooms[0]][1]))
    import django  # noqa: PLC0415 behind the settings' name

    django.setup()
    for room in arguments.rooms or ROOMS:
        measure(room, arguments.most, arguments.minutes * 60)


if __name__ == "__main__":
    main()
