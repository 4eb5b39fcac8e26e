"""Files for nobody else's eyes."""

from threading import Barrier, Thread

from stories.private_file import read_or_make, write_private


def test_private_file_is_made_once_by_many_who_start_at_once(tmp_path):
    path, ready, found = tmp_path / "secret", Barrier(8), []

    def start(number):
        ready.wait()
        found.append(read_or_make(path, lambda: f"secret {number}"))

    threads = [Thread(target=start, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(found) == {path.read_text()}
    assert len(found) == 8
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_private_file_is_written_over_whole_and_stays_shut(tmp_path):
    path = tmp_path / "secret"
    path.write_text("for all")

    write_private(path, "for one")

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("for one", 0o600)
    assert list(tmp_path.iterdir()) == [path]
