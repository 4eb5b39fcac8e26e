"""Every file that a page names is collected, under a hashed name and compressed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
ICONS = {"icon.svg", "icon-192.png", "icon-512.png"}  # the manifest's


def named_files():
    """Return the files that templates name."""
    return {name for path in (ROOT / "templates").rglob("*.html") for name in NAMED.findall(path.read_text())}


def test_every_file_that_a_template_names_is_served_under_a_hashed_name(tmp_path):
    script = (
        "from django.conf import settings; settings.STATIC_ROOT = __import__('sys').argv[1];"
        "import django; django.setup();"
        "from django.core.management import call_command; call_command('collectstatic', interactive=False, verbosity=0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env=environment, check=True)

    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert named_files()
    assert (named_files() | ICONS) - collected.keys() == set()
    assert (tmp_path / f"{collected['site.css']}.br").is_file()
