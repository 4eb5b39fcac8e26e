"""Copy that is read ahead by a process of its own is read as it would be here."""

import json

import pytest

from stories import wire_sandbox
from stories.reading import CopyReaders, FileToRead, copy_readers, measures
from stories.wire import NotWireError, WireItem

PAGE = FileToRead(b"<html><p>" + b"a " * 300)


@pytest.fixture
def readers(monkeypatch):
    monkeypatch.setattr(copy_readers, "count_processors", lambda: 2)
    readers = CopyReaders()
    yield readers
    readers.close()


def a_file(number, **changes):
    piece = {"uri": f"urn:{number}", "headline": f"Dam {number} holds", "body_html": f"<p>Seven saw dam {number}.</p>",
             "source": "Vesper"} | changes  # fmt: skip
    return FileToRead(json.dumps(piece).encode())


def test_files_are_read_and_measured_in_their_order(readers):
    files = [a_file(number) for number in range(copy_readers.FILES_IN_FRAME + 2)]

    answers = list(readers.ask(files))

    assert answers == [measures.read_measured(file) for file in files]
    assert [answer[0].piece.headline for answer in answers][-1] == "Dam 21 holds"
    assert [one.piece for one in answers[0]] == list(wire_sandbox.read(files[0].data))
    assert answers[0][0].measures.source == "Vesper"


def test_a_refusal_stands_in_its_place(readers):
    [before, refusal, behind] = readers.ask([a_file(1), PAGE, a_file(2)])

    assert isinstance(refusal, NotWireError)
    assert "web page" in str(refusal)
    assert isinstance(before[0].piece, WireItem)
    assert isinstance(behind[0].piece, WireItem)


def test_what_a_process_that_died_leaves_is_to_be_read_here(readers):
    answers = readers.ask([a_file(number) for number in range(copy_readers.FILES_IN_FRAME + 1)])
    assert next(answers) is not None

    readers.readers[0].process.kill()

    rest = list(answers)
    assert len(rest) == copy_readers.FILES_IN_FRAME
    assert rest[-1] is None or rest[-1] == measures.read_measured(a_file(copy_readers.FILES_IN_FRAME))
    assert list(readers.ask([a_file(1), a_file(2)])) == [None, None]


def test_no_process_runs_before_there_is_work_nor_on_a_single_processor(readers, monkeypatch):
    assert list(readers.ask([])) == []
    assert not readers.are_running

    monkeypatch.setattr(copy_readers, "count_processors", lambda: 1)

    assert list(readers.ask([a_file(1)])) == [None]
    assert not readers.are_running


def test_processes_end_with_whoever_started_them(readers):
    list(readers.ask([a_file(1)]))
    [reader] = readers.readers

    reader.waiting.put(None)  # its input ends, as it does where that process dies

    assert reader.process.wait(10) == 0
