"""The linters: each that `make lint` runs is run before each commit, too."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# A program of the environment, with its command where it has several: ruff check, manage.py check.
PROGRAM = re.compile(r"(?:\$\(BIN\)|\.venv/bin)/(python manage\.py [a-z]+|ruff [a-z]+|biome ci|[a-z-]+)")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text()


def linters():
    """Return the programs of the recipe in order, each once and with its options on the same line."""
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return list(dict.fromkeys(PROGRAM.findall(recipe[1])))


def test_recipe_is_read_whole():
    assert {"ruff format", "ruff check", "djade", "biome ci", "lint-imports", "mypy"} < set(linters())
    assert {"python manage.py makemigrations", "python manage.py check"} < set(linters())


@pytest.mark.parametrize("linter", linters())
def test_linter_runs_before_each_commit(linter):
    entries = re.findall(r"^ +entry: (.+)$", HOOKS, re.MULTILINE)

    assert any(linter in PROGRAM.findall(entry) for entry in entries)
