"""What the web processes use: of all that count in the folder, their parent's children that ended included."""

import os
import subprocess
import sys

from newsroom.counts import COUNTS_FOLDER
from newsroom.operations import processes

BUSY = "import sys, time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\nsys.stdin.read()"
CPU, MEMORY, COUNT = "newsroom_web_cpu_seconds_total", "newsroom_web_memory_bytes", "newsroom_web_processes"


def test_processes_are_summed(tmp_path, monkeypatch):
    monkeypatch.setenv(COUNTS_FOLDER, str(tmp_path))
    (tmp_path / "ended").touch()
    alone = dict(processes.process_figures())
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", BUSY], **pipes) as other:
        other.stdout.readline()
        (tmp_path / str(other.pid)).touch()
        both = dict(processes.process_figures())
        other.communicate()
    (tmp_path / str(other.pid)).unlink()

    assert (alone[COUNT], both[COUNT]) == (1, 2)
    assert both[CPU] >= alone[CPU] + 0.25
    assert both[MEMORY] > alone[MEMORY]


def test_process_that_is_gone_has_no_figures(tmp_path, monkeypatch):
    monkeypatch.setenv(COUNTS_FOLDER, str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    (tmp_path / str(gone.pid)).touch()

    assert processes.read_stat(gone.pid) == []
    assert dict(processes.process_figures())[COUNT] == 1
    monkeypatch.setattr(processes, "PROC", tmp_path)
    assert dict(processes.process_figures()) == {}
    assert os.getpid() in processes.web_processes()
