"""The version: one number in the code, the project's file, the changelog and the policy of security."""

import re
import tomllib
from pathlib import Path

from newsroom.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)


def numbers(version):
    """Return the numbers of a version."""
    return tuple(map(int, version.split(".")))


def test_version_is_the_newest_release_or_leads_to_the_next():
    releases = [numbers(release) for release in RELEASE.findall((ROOT / "CHANGELOG.md").read_text())]
    release, dev, _ = VERSION.partition(".dev0")

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
    assert releases == sorted(set(releases), reverse=True)
    assert (numbers(release) > releases[0]) if dev else (numbers(release) == releases[0])


def test_newest_minor_is_the_one_that_gets_security_fixes():
    (newest, *_) = RELEASE.findall((ROOT / "CHANGELOG.md").read_text())

    assert f"today {newest.rpartition('.')[0]}." in (ROOT / "SECURITY.md").read_text()
