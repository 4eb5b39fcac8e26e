"""The Python that the environment is made with: which is taken, when it is made anew, and what is said."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Answers like a Python: its version and path to those who ask, and an environment with a copy of itself.
PYTHON = """#!/bin/sh
case "$*" in
  *base_prefix*) echo "{version} {home}" ;;
  *ensurepip*) [ -z "{fault}" ] || exit 1; echo "{version} $0" ;;
  "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
esac
"""


class Machine:
    """A machine with nothing but the Pythons that a test puts on it."""

    def __init__(self, folder):
        self.bin, self.home, self.environment = folder / "bin", folder / "home", folder / "project" / ".venv"
        self.bin.mkdir()
        for name in ("sh", "dirname", "head", "mkdir", "cp", "rm"):
            (self.bin / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")

    def install(self, command, version, *, folder=None, fault=""):
        """Put a Python into a folder of its own, or among the commands; one with a fault cannot make environments."""
        path = (folder or self.bin) / command
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PYTHON.format(version=version, home=f"/opt/{version}", fault=fault))
        path.chmod(0o755)
        return path

    def install_with_pyenv(self, version):
        folder = self.home / ".pyenv" / "versions" / version / "bin"
        return self.install(f"python{version.rpartition('.')[0]}", version, folder=folder)

    def run(self, script, *words):
        return subprocess.run(
            [self.bin / "sh", ROOT / "deploy" / script, *map(str, words)],
            env={"PATH": str(self.bin), "HOME": str(self.home)}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def make_environment(self, wanted=""):
        """Return the output for an environment, which must go well."""
        ran = self.run("environment", self.environment, wanted)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert (self.environment / "bin" / "python").exists()
        return ran.stdout


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_commands_come_first_and_the_newest_leads(machine):
    older, newer = machine.install("python3.11", "3.11.2"), machine.install("python3.13", "3.13.1")
    hidden = [machine.install_with_pyenv("3.12.1"), machine.install_with_pyenv("3.14.0")]

    assert machine.run("pythons").stdout.splitlines() == [
        f"3.13.1 {newer}", f"3.11.2 {older}", f"3.14.0 {hidden[1]}", f"3.12.1 {hidden[0]}",
    ]  # fmt: skip


def test_python_that_cannot_be_used_is_passed_over(machine):
    machine.install("python3.14", "3.14.0", fault="no venv")
    machine.install("python3.13", "3.8.1")
    machine.install("python3.10", "3.10.1")
    used = machine.install("python3.12", "3.12.1")

    assert machine.run("pythons").stdout == f"3.12.1 {used}\n"


def test_newest_python_makes_the_environment(machine):
    machine.install("python3.11", "3.11.2")
    newest = machine.install("python3.12", "3.12.1")

    assert machine.make_environment() == f"Python 3.12.1 ({newest}): making {machine.environment}.\n"
    assert machine.make_environment() == f"Python 3.12.1, in {machine.environment}.\n"


def test_environment_of_an_older_python_stays(machine):
    older = machine.install("python3.11", "3.11.2")
    machine.make_environment()
    machine.install("python3.12", "3.12.1")

    assert machine.make_environment() == f"Python 3.11.2, in {machine.environment}.\n"
    assert machine.make_environment(older) == f"Python 3.11.2, in {machine.environment}.\n"


def test_named_python_replaces_another(machine):
    machine.install("python3.12", "3.12.1")
    machine.make_environment()
    kept = machine.environment / "kept"
    kept.touch()
    named = machine.install("python", "3.11.2", folder=machine.home / "own")

    assert machine.make_environment(named) == (
        f"Python 3.11.2 ({named}) instead of 3.12.1: making {machine.environment} anew.\n"
    )
    assert not kept.exists()
    assert machine.make_environment() == f"Python 3.11.2, in {machine.environment}.\n"


@pytest.mark.parametrize("version", ["3.10.4", "3.15.0"])
def test_environment_of_an_unsupported_python_is_made_anew(machine, version):
    unsupported = machine.install("python", version, folder=machine.home / "own")
    subprocess.run([unsupported, "-m", "venv", machine.environment], check=True)
    newest = machine.install("python3.12", "3.12.1")

    assert machine.make_environment() == (
        f"Python 3.12.1 ({newest}) instead of {version}: making {machine.environment} anew.\n"
    )
    assert machine.make_environment() == f"Python 3.12.1, in {machine.environment}.\n"


def test_environment_stays_where_no_python_can_replace_it(machine):
    unsupported = machine.install("python", "3.10.4", folder=machine.home / "own")
    subprocess.run([unsupported, "-m", "venv", machine.environment], check=True)

    assert machine.run("environment", machine.environment).returncode == 1
    assert (machine.environment / "bin" / "python").exists()


def test_environment_whose_python_is_gone_is_made_again(machine):
    newest = machine.install("python3.12", "3.12.1")
    machine.make_environment()
    (machine.environment / "bin" / "python").unlink()

    assert machine.make_environment() == f"Python 3.12.1 ({newest}): making {machine.environment}.\n"


def test_machine_without_a_python_is_told_what_to_install(machine):
    ran = machine.run("environment", machine.environment)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Python 3.11, 3.12, 3.13 or 3.14 is needed, with its venv module.\nInstall it (Debian")
    assert not machine.environment.exists()


@pytest.mark.parametrize("name", ["python3.10", "python3.15", "nothing"])
def test_named_python_that_cannot_be_used_is_refused(machine, name):
    machine.install("python3.10", "3.10.1")
    machine.install("python3.12", "3.12.1")
    machine.make_environment()

    ran = machine.run("environment", machine.environment, name)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"PYTHON={name} cannot be used. Python 3.11, 3.12, 3.13 or 3.14 is needed, with its venv module.\n"
    )
    assert machine.make_environment() == f"Python 3.12.1, in {machine.environment}.\n"


def test_pythons_of_the_scripts_are_those_of_the_project():
    requires = next(
        line for line in (ROOT / "pyproject.toml").read_text().splitlines() if line.startswith("requires-python")
    )
    versions = next(
        line for line in (ROOT / "deploy" / "pythons").read_text().splitlines() if line.startswith("VERSIONS")
    )

    assert requires == 'requires-python = ">=3.11,<3.15"'
    assert versions == 'VERSIONS="3.14 3.13 3.12 3.11"'
