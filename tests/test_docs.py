"""The docs: every name, path, link, make target and command that they give leads somewhere."""

import importlib
import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`(?P<name>(?:newsroom|stories|ticker|tests)[./][^`\s]*)`")
IMPORT = re.compile(
    r"^ *from (?P<module>(?:newsroom|stories|ticker|tests)[\w.]*) import (?P<names>[\w, ]+)$", re.MULTILINE
)
LINK = re.compile(r"\]\((?P<address>[^)\s]+)\)")
MAKE = re.compile(r"(?:`|^)make (?P<target>[a-z][a-z-]*)", re.MULTILINE)
COMMAND = re.compile(r"manage\.py (?P<name>[a-z][a-z_]*)(?P<words>[^`|;&#\n]*)")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def missing_names(text):
    """Return the dotted names and paths in backticks, and the names that examples import, that nothing has."""
    names = [match["name"] for match in NAME.finditer(FENCE.sub("", text))]
    for match in IMPORT.finditer(text):
        names += [f"{match['module']}.{name.strip()}" for name in match["names"].split(",")]
    return [name for name in names if not (path_exists(name) if "/" in name else can_be_imported(name))]


def path_exists(name):
    """Return whether a path, with `*` for any name, leads to a file or a folder."""
    return any(ROOT.glob(name.rstrip("/")))


def can_be_imported(name):
    """Return whether a dotted name is that of a module, or of what a module or a class in it has."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return has_attributes(found, parts[length:])
    return False


def has_attributes(value, names):
    """Return whether a value has the first attribute, that one the next, and so on; a class has its annotations too."""
    for name in names:
        if name in getattr(value, "__annotations__", {}):
            return name == names[-1]
        if not hasattr(value, name):
            return False
        value = getattr(value, name)
    return True


def dead_links(page, text):
    """Return the relative links of a page that lead to no file."""
    addresses = [match["address"] for match in LINK.finditer(text)]
    paths = [address.partition("#")[0] for address in addresses if not re.match(r"[a-z]+:|#", address)]
    return [path for path in paths if not (page.parent / path).exists()]


def missing_targets(text):
    """Return the targets of make that a page names and the Makefile does not have."""
    return [match["target"] for match in MAKE.finditer(text) if match["target"] not in TARGETS]


def missing_commands(text):
    """Return the commands of manage.py, and the options of those, that a page gives and there are not."""
    missing = []
    for match in COMMAND.finditer(text):
        app = get_commands().get(match["name"])
        if app is None:
            missing.append(match["name"])
            continue
        known = load_command_class(app, match["name"]).create_parser("manage.py", match["name"])._option_string_actions
        missing += [f"{match['name']} {one}" for one in re.findall(r"--[a-z-]+", match["words"]) if one not in known]
    return missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_names_in_the_docs_exist(page):
    assert missing_names(page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    assert dead_links(page, page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_exist(page):
    assert missing_targets(page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_exist(page):
    assert missing_commands(page.read_text()) == []


def test_command_and_option_that_are_not_there_are_caught():
    page = "Run `manage.py verify --log DIR`, `manage.py let_in cleo --links` or `manage.py let_out`."

    assert missing_commands(page) == ["let_in --links", "let_out"]


@pytest.mark.parametrize(
    ("name", "is_there"),
    [
        ("stories.intake.take", True),
        ("stories.models.Filing.public", True),
        ("stories.wire.item.WireItem.headline", True),
        ("stories/wire/", True),
        ("stories/wire/*.py", True),
        ("tests/test_docs.py", True),
        ("stories.intake.snatch", False),
        ("stories.intakes.take", False),
        ("stories.models.Filing.private", False),
        ("stories/wires/", False),
        ("tests/test_dogs.py", False),
    ],
)
def test_name_that_is_not_there_is_caught(name, is_there):
    text = f"Here stands `{name}`, of the house."

    assert missing_names(text) == ([] if is_there else [name])


def test_import_of_an_example_is_caught():
    example = "```python\nfrom stories import copy, kopy\nfrom stories.wire.item import WireItem, Wires\n```\n"

    assert missing_names(example) == ["stories.kopy", "stories.wire.item.Wires"]


def test_dead_link_and_missing_target_are_caught():
    page = ROOT / "docs" / "chain.md"

    assert dead_links(page, "[one](ingest.md#top), [two](https://example.org/x), [three](nowhere.md)") == ["nowhere.md"]
    assert missing_targets("`make run` and `make tea`\nmake coffee   # strong") == ["tea", "coffee"]
