"""Which files of a picture are taken, and in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.wire.renditions import MOST_ADDRESSES, Rendition, choose_addresses, read_address

# as it is sent | what is kept of it
ADDRESSES = """
photo.jpg                                | photo.jpg
./photo.jpg                              | photo.jpg
media/2026/photo.jpg                     | photo.jpg
Damm%20in%20Selda.jpg                    | Damm in Selda.jpg
photo.jpg?size=large#top                 | photo.jpg
水坝.jpg                                  | 水坝.jpg
http://pictures.example/dam.jpg          | http://pictures.example/dam.jpg
HTTPS://pictures.example/dam.jpg?key=a:b | HTTPS://pictures.example/dam.jpg?key=a:b
http://127.0.0.1:5000/dam.jpg            | http://127.0.0.1:5000/dam.jpg
../photo.jpg                             |
media/../../photo.jpg                    |
%2e%2e/photo.jpg                         |
media%2f..%2f..%2fphoto.jpg              |
/etc/passwd                              |
%2fetc%2fpasswd                          |
//pictures.example/dam.jpg               |
media\\photo.jpg                         |
C:\\photo.jpg                            |
C:photo.jpg                              |
.htaccess                                |
media/                                   |
photo%00.jpg                             |
file:///etc/passwd                       |
data:image/png;base64,AAAA               |
javascript:alert(1)                      |
ftp://pictures.example/dam.jpg           |
tag:vesper.example,2026:dam.jpg          |
http:/pictures.example/dam.jpg           |
http://                                  |
http://user@pictures.example/dam.jpg     |
http://pictures.example\\@other.example/ |
https://pictures.example/a b.jpg         |
..                                       |
"""
ROWS = [tuple(cell.strip() for cell in line.rsplit("|", 1)) for line in ADDRESSES.strip().split("\n")]


@pytest.mark.parametrize(("sent", "kept"), ROWS)
def test_address_is_of_the_web_or_a_name(sent, kept):
    assert read_address(sent) == kept


@pytest.mark.parametrize("sent", ["", " ", "a\u202egpj.jpg", "a\nb.jpg", "\ud800.jpg", "a" * 252 + ".jpg", "水" * 90])
def test_names_that_no_file_should_have_are_refused(sent):
    assert read_address(sent) == ""


@given(st.text())
def test_a_kept_address_leaves_no_folder(text):
    kept = read_address(text)

    assert kept.lower().startswith(("http://", "https://")) or not set(kept) & set("/\\\0")
    assert kept not in (".", "..")


# name, type, width, height, bytes of each | the order in which they are taken
ORDERS = [
    ("small,,100,50,0  large,,3000,2000,0  web,,1000,500,0", "large web small"),
    ("thumbnail,,4000,3000,0  web,,1000,500,0  watermarked,,3000,2000,0", "web thumbnail watermarked"),
    ("web,,1000,500,0  original,,0,0,0  other,,0,0,0", "original web other"),
    ("web,,1000,500,0  highRes,,0,0,0", "highRes web"),
    ("one,,1000,500,10  other,,1000,500,20", "other one"),
    ("one,image/jpg,0,0,0  two,image/tiff,0,0,0  three,IMAGE/AVIF; q=1,0,0,0", "one two three"),
    ("one,application/octet-stream,9,9,0", "one"),
    ("one,image/svg+xml,9,9,0  two,image/png,1,1,0", "two"),
    ("caption,text/xml,0,0,0  two,image/png,1,1,0  film,video/mp4,9,9,0", "two"),
    ("huge,,20000,5001,0  whole,,20000,5000,0", "whole"),
    ("heavy,,10,10,52428801  light,,9,9,52428800", "light"),
]


@pytest.mark.parametrize(("sent", "order"), ORDERS)
def test_the_largest_that_can_be_taken_goes_first(sent, order):
    cells = [each.split(",") for each in sent.split("  ")]
    renditions = [Rendition(name, name, kind, *map(int, figures)) for name, kind, *figures in cells]

    assert choose_addresses(renditions)[0] == tuple(order.split())


@pytest.mark.parametrize(
    ("rendition", "remark"),
    [
        (
            Rendition("file:///etc/hostname"),
            "The address “file:///etc/hostname” was passed over: it is neither of http",
        ),
        (Rendition("a.svg", kind="image/svg+xml"), "“a.svg” was passed over: image/svg+xml is no kind of picture"),
        (Rendition("a.jpg", width=10**9, height=10**9), "“a.jpg” was passed over: it has more than 100 megapixels"),
        (Rendition("a.jpg", size=10**9), "“a.jpg” was passed over: it has more than 50 MB"),
    ],
)
def test_what_was_passed_over_is_told(rendition, remark):
    addresses, remarks = choose_addresses([rendition, Rendition("b.jpg")])

    assert addresses == ("b.jpg",)
    assert len(remarks) == 1
    assert remark in remarks[0]


def test_an_address_is_taken_once_and_ten_at_most():
    renditions = [Rendition(f"{number}.jpg", width=10, height=number) for number in range(1, 13)] * 2

    addresses, remarks = choose_addresses(renditions)

    assert addresses == tuple(f"{number}.jpg" for number in range(12, 12 - MOST_ADDRESSES, -1))
    assert remarks == ("Of its 12 addresses the best 10 are taken.",)


def test_remarks_are_few_however_many_files_there_are():
    remarks = choose_addresses([Rendition(f"file:///{number}") for number in range(500)])[1]

    assert len(remarks) == MOST_ADDRESSES + 1
    assert remarks[-1] == "490 more addresses were passed over."
