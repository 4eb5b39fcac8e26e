"""The rules of the house: who may import whom, who writes, and what readers' pages may read.

Each breach that was ever made on trial is made again here, one at a time, and has to be caught.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stories.models import Filing, Story
from tests.builders import NOON, a_chain, a_story, filings
from tests.hidden_reads import hidden_reads, working_copy_reads
from tests.pure_rooms import impure_lines
from tests.write_guard import WriteOutsideDeskError

ROOT = Path(__file__).resolve().parents[1]
HOUSES = ("newsroom", "stories", "ticker")
PURE_ROOMS = ("charset", "copy", "designators", "compare", "merge", "matching", "wire", "digests.py", "style_notes.py")
READERS_ROOMS = ("stories/public", "stories/display", "stories/templatetags", "ticker")
VIEW = "stories/public/views/front.py"


def lint_imports(folder):
    """Run the contracts of imports over a copy of the code; return its status and what it says."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


@pytest.fixture
def checkout(tmp_path):
    """Make a copy of the code, to be broken."""
    for house in HOUSES:
        shutil.copytree(ROOT / house, tmp_path / house, ignore=shutil.ignore_patterns("*.pyc", "*.toml", "*.jpg"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_of_imports_is_kept():
    status, report = lint_imports(ROOT)

    assert "0 broken" in report
    assert status == 0


@pytest.mark.parametrize(
    ("path", "breach", "contract"),
    [
        (VIEW, "from stories import desk", "public site"),
        (VIEW, "def late():\n    from stories.intake import take", "public site"),
        ("stories/admin/pages.py", "from stories.public.views import front", "newsroom's pages"),
        ("stories/copy/blocks.py", "from django.conf import settings", "pure rooms"),
        ("stories/models/story.py", "from stories import desk", "downward"),
        ("stories/signals.py", "from ticker import headlines", "ticker"),
        ("stories/copy/blocks.py", "from stories.copy import printing", "circle"),
        ("stories/copy/blocks.py", "import io", "pure rooms"),
        ("stories/merge/edits.py", "from random import choice", "pure rooms"),
        ("stories/wire/text.py", "from urllib.request import urlopen", "pure rooms"),
        ("ticker/board_actions.py", "from stories import desk", "the ticker never touches"),
        ("ticker/headlines.py", "def late():\n    from stories.public.views import front", "the ticker never touches"),
        ("stories/admin/pages.py", "from stories.desk.filings import make_filing", "one door"),
        ("stories/intake/taking.py", "from stories.desk import working_copy", "one door"),
        ("stories/admin/pages.py", "from stories.intake.matching import find_story", "The intake has a door"),
        ("stories/display/datetimes.py", "from stories.compare.core.tokens import pieces", "core of comparing"),
    ],
)
def test_breach_of_imports_is_caught(checkout, path, breach, contract):
    broken = checkout / path
    broken.write_text(f"{broken.read_text()}\n\n{breach}\n")

    status, report = lint_imports(checkout)

    assert status == 1
    assert any("BROKEN" in line and contract in line for line in report.splitlines()), report


def test_pure_rooms_know_no_disk_no_clock_no_setting_and_no_network():
    paths = [path for room in PURE_ROOMS for path in modules_of(ROOT / "stories" / room)]
    offences = [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in impure_lines(path.read_text())]

    assert len(paths) > len(PURE_ROOMS)
    assert offences == []


def modules_of(room):
    """Return the modules of a room, which is a folder or one module."""
    return sorted(room.rglob("*.py")) if room.is_dir() else [room]


@pytest.mark.parametrize(
    "breach",
    [
        'text = open("copy.txt").read()',
        'text = codecs.open("copy.txt").read()',
        "at = datetime.now(UTC)",
        "at = datetime.datetime.utcnow()",
        "day = date.today()",
        "clock = datetime.now",
        "from django.conf import settings",
        "zone = conf.settings.TIME_ZONE",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "data = urllib.request.urlopen(address)",
    ],
)
def test_breach_of_purity_is_caught(breach):
    source = "from urllib.parse import urlsplit\n\n"

    assert impure_lines(f"{source}at = read_time('now')\nsettings_of = {{}}\n") == []
    assert impure_lines(source + breach) == [3]


def test_readers_rooms_read_no_filing_but_the_public_ones():
    offences = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in READERS_ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
        for line in hidden_reads(path.read_text())
    ]

    assert offences == []


@pytest.mark.parametrize(
    "breach",
    [
        "rows = Filing._base_manager.all()",
        "rows = Filing.objects.filter(number=1)",
        "rows = F.objects.all()",
        "rows = models.Filing.objects.all()",
        "rows = filing.__class__._default_manager.all()",
    ],
)
def test_hidden_read_is_caught(breach):
    source = "from stories import models\nfrom stories.models import Filing\nfrom stories.models import Filing as F\n"

    assert hidden_reads(f"{source}rows = Filing.public.newest()\n") == []
    assert hidden_reads(source + breach) == [4]


def test_public_site_never_touches_the_working_copy():
    offences = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ("stories/public", "stories/templatetags")
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in working_copy_reads(path.read_text())
    ]

    assert offences == []


@pytest.mark.parametrize(
    "breach",
    [
        "from stories.models import Filing as F, Story",
        "from stories.models.story import Story as WorkingCopy",
        "from stories.models.filing import Story",
        "rows = models.Story.objects.all()",
        'rows = apps.get_model("stories", "Story").objects.all()',
        "words = filing.story.body",
        "words = Filing.public.newest().first().story.body",
        "words = notice.filing.story",
        "other = notice.substitute",
        'rows = Filing._meta.get_field("story").related_model.objects.all()',
        'rows = Filing.public.newest().values("story__body")',
        'rows = Filing.public.newest().order_by("-story__updated_at")',
        "rows = Filing.public.newest().filter(story__state=1)",
    ],
)
def test_read_of_the_working_copy_is_caught(breach):
    source = "from django.apps import apps\nfrom stories import models\nfrom stories.models import Filing\n"

    assert working_copy_reads(f"{source}rows = Filing.public.newest()\nlook = Filing.public.story(7)\n") == []
    assert working_copy_reads(source + breach) == [4]


def save_row():
    row = filings(a_chain("Urgent"))[0]
    row.save()


def save_new_filing():
    filing = filings(a_chain("Urgent"))[0]
    values = {field.attname: getattr(filing, field.attname) for field in Filing._meta.concrete_fields}
    Filing(**{**values, "id": None, "number": 2}).save()


def update_rows():
    rows = Story.objects.filter(pk=a_story().pk)
    rows.update(slugline="Changed")


def create_story():
    story = a_story()
    Story.objects.create(slugline="New", source=story.source, section=story.section)


def create_many():
    story = a_story()
    Story.objects.bulk_create([Story(slugline="New", source=story.source, section=story.section)])


def delete_story():
    a_story().delete()


def delete_rows():
    a_story()
    Story.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write", [save_row, save_new_filing, update_rows, create_story, create_many, delete_story, delete_rows]
)
def test_write_outside_the_desk_is_caught(write):
    with pytest.raises(WriteOutsideDeskError):
        write()


@pytest.mark.django_db
def test_desk_writes_under_the_guard():
    story = a_chain("Urgent", "1st LD", now=NOON)

    assert [filing.number for filing in filings(story)] == [1, 2]
