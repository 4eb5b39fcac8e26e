"""The files for Prometheus and Grafana: they ask for what is there, and each alert leads to what is done about it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from newsroom.health import CHECKS
from newsroom.operations.figure_table import FIGURES
from stories.management.commands.worker import SIDE_SWEEPS

ROOT = Path(__file__).resolve().parents[3]
MONITORING = ROOT / "deploy" / "monitoring"
ALERTS = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"][0]["rules"]
BOARD = json.loads((MONITORING / "grafana.json").read_text())
QUESTIONS = [rule["expr"] for rule in ALERTS] + [
    target["expr"] for panel in BOARD["panels"] for target in panel.get("targets", [])
]
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
VALUES = {
    "check": set(CHECKS),
    "sweep": {look.__name__ for look, _ in SIDE_SWEEPS}
    | {"release_due", "backup", "topics", "cache purge", "filing changes.*"},
    "what": {"filings", "photos", "mails", "webhooks", "copy"},
    "role": {"worker", "watch"},
    "build": {"this", "another"},
    "status": {"2xx", "3xx", "4xx", "5xx"},
    "outcome": {"good", "failed", "locked"},
    "job": {"newsroom"},
}


def anchor(heading):
    """Return the address of a heading in its page, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("question", QUESTIONS)
def test_question_is_about_figures_that_there_are(question):
    names = {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"newsroom_\w+", question)}
    values = re.findall(r'(\w+)[=!]~?"([^"]*)"', question)

    assert names <= set(FIGURES)
    assert names or 'up{job="newsroom"}' in question
    assert [(label, value) for label, each in values for value in each.split("|") if value not in VALUES[label]] == []


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_alert_leads_to_a_heading_of_the_run_book(alert):
    path, _, place = alert["annotations"]["runbook"].partition("#")

    assert place in map(anchor, HEADING.findall((ROOT / path).read_text()))
    assert alert["labels"]["severity"] in ("page", "ticket")
    assert alert["annotations"]["summary"]


def test_docs_list_the_figures_as_they_are_printed():
    listed = re.findall(r"^\| `(newsroom_\w+)[^`]*` \| (.+) \|$", (ROOT / "docs" / "watching.md").read_text(), re.M)

    assert dict(listed) == FIGURES
    assert [name for name, _ in listed] == sorted(FIGURES)


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not here: Debian has it with prometheus")
def test_alerts_come_and_go_as_prometheus_itself_reckons_them(tmp_path):
    for path in (MONITORING / "alerts.yml", Path(__file__).parent / "alert_cases.yml"):
        shutil.copy(path, tmp_path)

    for command in (["check", "rules", "alerts.yml"], ["test", "rules", "alert_cases.yml"]):
        judged = subprocess.run([shutil.which("promtool"), *command], cwd=tmp_path, capture_output=True, text=True)
        assert judged.returncode == 0, judged.stdout + judged.stderr
