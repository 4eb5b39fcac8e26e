"""Folders of this machine: made where they are used, for their own user alone, and told of where they cannot be."""

import stat

import pytest

from newsroom.operator_settings.configuration import read_environment
from newsroom.operator_settings.folders import folder_faults, read_secret, static_faults

ELSEWHERE = {
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "postgres://wire@db.example/wire",
    "MEDIA_STORAGE_URL": "s3:///pictures",
}


def faults(**environment):
    return [fault.sentence for fault in folder_faults(read_environment(environment))]


def modes(folder):
    """Return the modes of a folder and of what is in it, by name."""
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.iterdir())}


def test_folder_is_made_for_its_own_user_alone(tmp_path):
    var = tmp_path / "lib" / "newsroom"

    assert faults(VAR_DIR=str(var)) == []

    assert modes(var) == {"newsroom": "0o700", "secret-key": "0o600"}
    assert read_secret(var) == (var / "secret-key").read_text()
    assert len(read_secret(var)) >= 50


def test_folder_that_is_open_to_others_is_shut_and_what_readers_are_sent_stays_open(tmp_path):
    for name in ("newsroom.sqlite3", "secret-key"):
        (tmp_path / name).write_text("words")
        (tmp_path / name).chmod(0o644)
    for name in ("media", "static"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)

    assert faults(VAR_DIR=str(tmp_path)) == []

    expected = {"newsroom.sqlite3": "0o600", "secret-key": "0o600", "media": "0o700", "static": "0o755"}
    assert modes(tmp_path) == {tmp_path.name: "0o700", **expected}


def test_folder_is_not_made_where_all_is_kept_elsewhere(tmp_path):
    assert faults(VAR_DIR=str(tmp_path / "var"), **ELSEWHERE) == []

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "way_out"),
    [
        ({}, "or set SECRET_KEY and DATABASE_URL."),
        ({"SECRET_KEY": "k"}, "or set DATABASE_URL."),
        ({"DATABASE_URL": "postgres://wire@db.example/wire"}, "or set SECRET_KEY."),
    ],
)
def test_folder_that_cannot_be_made_is_told_with_the_way_out(tmp_path, environment, way_out):
    (tmp_path / "file").touch()

    (fault,) = faults(VAR_DIR=str(tmp_path / "file" / "var"), **environment)

    assert fault.startswith(f"VAR_DIR is '{tmp_path}/file/var', which cannot be used: Not a directory.")
    assert fault.endswith(way_out)


def test_folders_that_are_not_there_are_told(tmp_path):
    missing = tmp_path / "missing"

    found = faults(
        VAR_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{missing}/wire.sqlite3", MEDIA_STORAGE_URL=f"file://{missing}"
    )

    assert found == [
        f"DATABASE_URL: there is no folder {missing}. Make it, or name another.",
        f"MEDIA_STORAGE_URL: {missing} is no folder to write in. Make it, mount it, or give it to this user.",
    ]
    assert faults(DATABASE_URL=f"sqlite:///{tmp_path}", VAR_DIR=str(tmp_path / "var")) == [
        f"DATABASE_URL: {tmp_path} is a folder. Name a file in it."
    ]


def test_folder_for_collected_files_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()

    (fault,) = static_faults(read_environment({"STATIC_ROOT": str(tmp_path / "file" / "static")}))

    assert fault.sentence.startswith(f"STATIC_ROOT is '{tmp_path}/file/static', which cannot be written: Not a")
