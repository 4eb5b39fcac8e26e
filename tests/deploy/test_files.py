"""The files that operators are given: settings that hold, units that are sound, scripts that can be read."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from newsroom.operator_settings.configuration import read_environment
from newsroom.operator_settings.table import SETTINGS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TESTS = DEPLOY.parent / "tests"
NAMES = {setting.name for setting in SETTINGS}
UNITS = sorted((DEPLOY / "systemd").iterdir())
SCRIPTS = [path for path in sorted(DEPLOY.iterdir()) if path.is_file() and path.read_text().startswith("#!/bin/sh")]
EXPOSURE = 20  # in tenths of systemd's scale to 10, on which a unit that says nothing has 96
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "newsroom"}


def test_settings_of_a_machine_are_settings_and_hold():
    lines = re.findall(r"^#?([A-Z_]+)='(.*)'$", (DEPLOY / "newsroom.env").read_text(), re.MULTILINE)
    environment = dict(lines)

    assert set(environment) <= NAMES
    assert read_environment(environment).faults == ()
    assert (len(lines), environment["TRUSTED_PROXIES"]) == (len(environment), "1")


@pytest.mark.parametrize("name", OURS)
def test_containers_get_settings_that_hold_and_may_do_little(name):
    service = OURS[name]
    environment = {
        setting: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for setting, value in service["environment"].items()
    }

    assert read_environment(environment).faults == ()
    assert set(environment) <= NAMES | {"PURGE_LISTEN"}
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_web_servers_of_compose_stand_where_nginx_looks_for_them():
    addresses = [OURS[name]["networks"]["inside"]["ipv4_address"] for name in ("web1", "web2")]
    command = COMPOSE["services"]["proxy"]["command"][-1]

    assert re.findall(r"(10[.\d]+):8000", command) == addresses
    assert {f"127.0.0.1:{port}" for port in re.findall(r"127\\\.0\\\.0\\\.1:(\d+)", command)} == set(
        re.findall(r"server (127\.0\.0\.1:\d+)", (DEPLOY / "nginx.conf").read_text())
    )


def test_image_is_made_of_what_it_may_take():
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    allowed = re.findall(r"^!(.+)$", (DEPLOY.parent / ".containerignore").read_text(), re.MULTILINE)

    assert sorted(" ".join(copied).split()) == sorted(allowed)
    assert all((DEPLOY.parent / name).exists() for name in allowed)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_read(script):
    subprocess.run(["/bin/sh", "-n", script], check=True)


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not here")
def test_scripts_have_no_trap():
    scripts = [*SCRIPTS, *(TESTS / name for name in ("audit", "pythons", "services"))]
    command = ["shellcheck", "-S", "warning", *scripts]

    assert subprocess.run(command, capture_output=True, text=True).stdout == ""


def test_script_does_all_that_it_says():
    text = (DEPLOY / "install.sh").read_text()
    functions = re.findall(r"^(\w+)\(\) \{", text, re.MULTILINE)

    assert [name for name in functions if len(re.findall(rf"\b{name}\b", text)) < 2] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_sound_and_may_do_little(unit, tmp_path):
    copy = tmp_path / unit.name
    program = "/opt/newsroom/current/.venv/bin/python"
    copy.write_text(unit.read_text().replace(program, sys.executable))
    environment = {**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}

    verification = ["systemd-analyze", "verify", copy]
    complaints = subprocess.run(verification, env=environment, capture_output=True, text=True).stderr.splitlines()
    assert [line for line in complaints if unit.name.partition(".")[0].rstrip("@") in line] == []

    if unit.suffix == ".service":
        judgement = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", copy]
        judged = subprocess.run(judgement, env=environment, capture_output=True, text=True)
        assert judged.returncode == 0, judged.stdout[-200:]
