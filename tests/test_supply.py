"""What the newsroom is made of: each part pinned by its digest, under a licence that is on the list."""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("requirements.txt", "requirements-s3.txt", "requirements-otel.txt")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
# Of what is shipped: one may use each with code under any licence, and change no part of it
PERMISSIVE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0"),
    *("ISC", "Unlicense", "Zlib", "MPL-2.0", "LGPL-3.0-only"),
}
FOR_TESTS = {*PERMISSIVE, "GPL-2.0-or-later"}  # what the tests hold results against, and no newsroom runs
SPELLINGS = {
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT, BSD": "MIT AND BSD",  # of PyStemmer: its own code, and that of Snowball
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Dual License": "BSD",  # of python-dateutil: its classifiers name BSD and Apache
}
# Parts whose metadata names no licence; read from their own files
BY_HAND = {"pysqlite3": "Zlib", "axe-playwright-python": "MIT"}


def pinned(name):
    """Return the parts that a file pins: name to version."""
    return dict(PINNED.findall((ROOT / name).read_text()))


def licences_of(part):
    """Return the licences of an installed part, of which all hold; none where it is not installed here."""
    try:
        said = metadata(part)
    except PackageNotFoundError:
        return ()
    named = said.get("License-Expression") or said.get("License") or ""
    if named in ("", "UNKNOWN") or "\n" in named or len(named) > 40:
        classes = [line for line in said.get_all("Classifier") or () if line.startswith("License ::")]
        named = classes[0].rpartition(" :: ")[2] if classes else BY_HAND.get(part, "not said")
    named = SPELLINGS.get(named, named)
    return tuple(SPELLINGS.get(each, each) for each in re.split(r" AND ", named))


def is_allowed(licence, allowed):
    """Return whether one of the licences that may be chosen from is on the list."""
    return any(choice.strip("() ") in allowed for choice in licence.split(" OR "))


@pytest.mark.parametrize(("files", "allowed"), [(SHIPPED, PERMISSIVE), (("requirements-dev.txt",), FOR_TESTS)])
def test_every_part_has_a_licence_of_the_list(files, allowed):
    parts = sorted({part for name in files for part in pinned(name)})

    found = {part: licences_of(part) for part in parts}

    refused = {part: each for part, each in found.items() if not all(is_allowed(one, allowed) for one in each)}
    assert refused == {}
    assert sum(map(bool, found.values())) > 30


@pytest.mark.parametrize("name", [*SHIPPED, "requirements-dev.txt"])
def test_every_part_is_pinned_by_its_digest(name):
    text = (ROOT / name).read_text()

    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))

    assert [block for block in blocks if PINNED.match(block) and "--hash=sha256:" not in block] == []
    assert len(pinned(name)) > 10


def test_list_of_parts_names_each_with_its_digests(tmp_path):
    file = tmp_path / "sbom.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "requirements.txt", "--output-reproducible"]

    subprocess.run([*command, "--of", "JSON", "-o", str(file)], cwd=ROOT, check=True, capture_output=True)

    listed = json.loads(file.read_text())
    assert listed["bomFormat"] == "CycloneDX"
    assert {part["name"]: part["version"] for part in listed["components"]} == pinned("requirements.txt")
    assert all(kind["hashes"] for part in listed["components"] for kind in part["externalReferences"] if kind["hashes"])


def audit(tmp_path, said, status):
    """Run the script of `make audit` with a scanner that says something; return its status and words."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    scanner = folder / "pip-audit"
    scanner.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\nexit {status}\n")
    scanner.chmod(0o755)
    command = ["/bin/sh", "tests/audit", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("said", "status", "expected", "words"),
    [
        ("No known vulnerabilities found", 0, 0, "No known hole"),
        ("Found 1 known vulnerability in 1 package\ndjango 5.2 CVE-1", 1, 1, "django 5.2 CVE-1"),
        ("Name Skip Reason\ndjango Dependency not found on PyPI", 0, 0, "1 part could not be looked up"),
        ("ConnectionError: nobody answers", 1, 0, "cannot be reached from here"),
    ],
)
def test_audit_fails_for_a_known_hole_alone_and_says_what_it_did_not_see(tmp_path, said, status, expected, words):
    code, printed = audit(tmp_path, said, status)

    assert code == expected
    assert words in printed
