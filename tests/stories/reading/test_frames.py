"""Values between two processes, of which one may die at any moment."""

from io import BytesIO

import pytest

from stories.reading.frames import read_frame, write_frame


def test_values_come_as_they_went():
    stream = BytesIO()
    for value in ([b"Ferry"], None):
        write_frame(stream, value)
    stream.seek(0)

    assert [read_frame(stream), read_frame(stream)] == [[b"Ferry"], None]


@pytest.mark.parametrize("cut", [0, 1, 8, 20])
def test_what_was_not_written_whole_is_none(cut):
    stream = BytesIO()
    write_frame(stream, [b"Ferry off Oren turns back"])

    with pytest.raises(EOFError):
        read_frame(BytesIO(stream.getvalue()[:cut]))
