"""Counts of the processes of a machine: summed, kept when one ends, and of this process alone without a folder."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from newsroom import counts, health
from newsroom.operations.figure_table import FIGURES

ROOT = Path(__file__).resolve().parents[2]
COUNT = "import sys; from newsroom.counts import counts; [counts.add(figure) for figure in sys.argv[1:]]"
ONE, OTHER = 'newsroom_things_total{kind="one"}', 'newsroom_things_total{kind="other"}'


def count_elsewhere(folder, *figures):
    """Count in a process that ends; return its number."""
    process = subprocess.Popen(
        [sys.executable, "-c", COUNT, *figures], cwd=ROOT, env={counts.COUNTS_FOLDER: str(folder)}
    )
    assert process.wait() == 0
    return process.pid


def test_counts_of_all_processes_are_summed_and_outlive_them(tmp_path, monkeypatch):
    monkeypatch.setenv(counts.COUNTS_FOLDER, str(tmp_path))
    ours = counts.NodeCounts()
    ended = [count_elsewhere(tmp_path, ONE, ONE, OTHER), count_elsewhere(tmp_path, ONE)]
    ours.add(ONE, 5)
    total = Counter({ONE: 8, OTHER: 1})

    assert ours.total() == total
    for process in [*ended, *ended, 0]:
        counts.keep_ended(process)
    assert (ours.total(), len(list(tmp_path.iterdir()))) == (total, 2)


def test_process_without_a_folder_counts_for_itself(tmp_path, monkeypatch):
    monkeypatch.setenv(counts.COUNTS_FOLDER, str(tmp_path / "gone"))
    ours = counts.NodeCounts()
    assert ours.total() == Counter()

    for number in range(counts.SLOTS + 1):
        ours.add(f"newsroom_{number}_total")

    assert ours.total().total() == counts.SLOTS
    counts.keep_ended(1)


def test_figures_of_one_name_stand_together_after_their_meaning_and_type():
    one, other = (f'newsroom_answers_total{{from="{source}"}}' for source in ("memory", "store"))

    assert health.print_figures({other: 2, "newsroom_due": 0.5, one: 1}) == (
        f"# HELP newsroom_answers_total {FIGURES['newsroom_answers_total']}\n# TYPE newsroom_answers_total counter\n"
        f"{one} 1\n{other} 2\n"
        f"# HELP newsroom_due {FIGURES['newsroom_due']}\n# TYPE newsroom_due gauge\nnewsroom_due 0.5\n"
    )
