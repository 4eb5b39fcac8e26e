"""Every file that a page names is collected, under a hashed name and compressed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from newsroom.headers.static_files import PublicFiles

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
DECLARED = re.compile(r"^@layer ([\w, ]+);", re.MULTILINE)
WITHIN = re.compile(r"^@layer (?:\w+) \{\n.*?^\}|^@(?:layer|import) [^;{]+;", re.MULTILINE | re.DOTALL)
NAMES = re.compile(r"^@layer (\w+) \{", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ICONS = {"icon.svg", "icon-192.png", "icon-512.png"}  # the manifest's


def template_files():
    """Return the files that templates name."""
    return {name for path in (ROOT / "templates").rglob("*.html") for name in NAMED.findall(path.read_text())}


def test_every_file_that_a_template_names_is_served_under_a_hashed_name_and_no_other_is(tmp_path, settings):
    script = (
        "from django.conf import settings; settings.STATIC_ROOT = __import__('sys').argv[1];"
        "import django; django.setup();"
        "from django.core.management import call_command; call_command('collectstatic', interactive=False, verbosity=0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env=environment, check=True)

    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert template_files()
    assert (template_files() | ICONS) - collected.keys() == set()
    assert (tmp_path / f"{collected['site.css']}.br").is_file()

    settings.STATIC_ROOT = tmp_path
    served = PublicFiles(lambda request: None).files.keys()
    assert {f"/static/{name}" for name in collected.values() if not name.endswith(".map")} <= served
    assert {"/static/staticfiles.json"} < {f"/static/{path.name}" for path in tmp_path.iterdir()}
    assert any(name.endswith(".map") for name in collected)
    assert [address for address in served if address.endswith((".map", "staticfiles.json"))] == []


def test_sheet_of_the_public_pages_has_the_tokens_of_the_newsroom():
    tokens, sheet = ((ROOT / "static" / name).read_text() for name in ("tokens.css", "site.css"))

    assert sheet.count("@layer tokens {") == 1
    assert tokens in sheet, "site.css is stale: run make tokens"


def test_every_sheet_of_the_newsroom_stands_in_a_declared_layer():
    sheets = {path.name: path.read_text() for path in (ROOT / "static" / "newsroom").rglob("*.css")}
    declared = [layers for sheet in sheets.values() for layers in DECLARED.findall(sheet)]
    outside = {name: WITHIN.sub("", COMMENT.sub("", sheet)).strip() for name, sheet in sheets.items()}

    assert declared == ["tokens, elements, shell, parts, stock, desk, form, pages, narrow, states, print"]
    assert {layer for sheet in sheets.values() for layer in NAMES.findall(sheet)} <= set(declared[0].split(", "))
    assert outside == dict.fromkeys(sheets, "")
