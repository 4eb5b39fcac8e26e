"""Letters in a photo's file: whatever character set they are in, they are read, or left out with a warning."""

import pytest
from PIL import Image

from stories.photos import UNREADABLE, inspect_photo
from tests.stories.photos.sample_files import BYLINE, CAPTION, CREDIT, a_file

NAMED = (1, 90)
RUSSIAN, GREEK, CHINESE = "Плотина выдержала паводок", "Το φράγμα άντεξε", "奥伦大坝没有决口，省长说"
HEBREW, TURKISH, POLISH = "הסכר באורן החזיק מעמד", "Baraj sele dayandı", "Zapora wytrzymała powódź"


def facts(folder, sets=(), exif=()):
    tags = Image.Exif()
    for tag, value in exif:
        tags[tag] = value
    return inspect_photo(a_file(folder, sets=sets, **({"exif": tags} if exif else {}))).facts


@pytest.mark.parametrize(
    ("escape", "codec", "caption"),
    [
        (b"\x1b-A", "latin-1", "Crue à Élan"),
        (b"\x1b.A", "latin-1", "Crue à Élan"),
        (b"\x1b(B\x1b-B", "iso8859-2", POLISH),
        (b"\x1b-F", "iso8859-7", GREEK),
        (b"\x1b-H", "iso8859-8", HEBREW),
        (b"\x1b-L", "iso8859-5", RUSSIAN),
        (b"\x1b-M", "iso8859-9", TURKISH),
        (b"\x1b$)A", "gb2312", CHINESE),
        (b"\x1b%G", "utf-8", CHINESE),
        (b"\x1b%/I", "utf-8", CHINESE),
        (b"\x1b-A", "utf-8", RUSSIAN),
        (b"\x1b%G", "cp1251", RUSSIAN),
        (b"nonsense", "cp1251", RUSSIAN),
    ],
)
def test_iim_is_read_as_its_character_set_is_named_or_shows(tmp_path, escape, codec, caption):
    said = facts(tmp_path, [(NAMED, escape), (CAPTION, caption.encode(codec))])

    assert (said.caption, said.instructions) == (caption, "")


def test_iim_without_a_name_is_found_over_all_its_fields(tmp_path):
    said = facts(tmp_path, [(CAPTION, CHINESE.encode("gbk")), (BYLINE, "王甲".encode("gbk")), (CREDIT, b"Vesper")])

    assert (said.caption, said.byline, said.credit) == (CHINESE, "王甲", "Vesper")


def test_letters_that_are_not_certain_are_left_out_with_a_warning(tmp_path):
    said = facts(tmp_path, [(CAPTION, b"\xc1\xd3\xf1 \xe9\xd8"), (CREDIT, b"Vesper"), ((2, 40), b"Crop at will")])

    assert (said.caption, said.credit) == ("", "Vesper")
    assert said.instructions == f"{UNREADABLE} Crop at will"


@pytest.mark.parametrize(
    ("codec", "size"), [("utf-8", -1), ("utf-8", -2), ("gb18030", -1), ("utf-8", -4)], ids=["one", "two", "gb", "more"]
)
def test_letter_that_was_cut_off_goes(tmp_path, codec, size):
    said = facts(tmp_path, [(NAMED, b"\x1b%G" if codec == "utf-8" else b""), (CAPTION, CHINESE.encode(codec)[:size])])

    assert said.caption == CHINESE[: -2 if size == -4 else -1]


@pytest.mark.parametrize(
    ("tags", "caption"),
    [
        ([(270, "Dam at Oren holds\0\0\0\0xx")], "Dam at Oren holds"),
        ([(270, "São Bento resistiu à cheia".encode())], "São Bento resistiu à cheia"),
        ([(270, RUSSIAN.encode("cp1251"))], RUSSIAN),
        ([(0x9C9C, f"{GREEK}\0".encode("utf-16-le"))], GREEK),
    ],
)
def test_exif_is_read_in_the_letters_that_it_shows(tmp_path, tags, caption):
    assert facts(tmp_path, exif=tags).caption == caption


@pytest.mark.parametrize(
    ("comment", "caption"),
    [
        (b"ASCII\0\0\0The dam holds", "The dam holds"),
        (b"UNICODE\0" + RUSSIAN.encode("utf-16-le"), RUSSIAN),
        (b"UNICODE\0" + RUSSIAN.encode(), RUSSIAN),
        (b"JIS\0\0\0\0\0" + "ダムは決壊していない".encode("iso-2022-jp"), "ダムは決壊していない"),
        (b"\0" * 8 + RUSSIAN.encode(), RUSSIAN),
        (b"ASCII\0\0\0" + b" " * 40, ""),
    ],
)
def test_comment_of_exif_is_read_by_its_own_code(tmp_path, comment, caption):
    tags = Image.Exif()
    tags.endian = "<"
    tags.get_ifd(0x8769)[0x9286] = comment

    assert inspect_photo(a_file(tmp_path, exif=tags)).facts.caption == caption


@pytest.mark.parametrize(
    ("copyright_", "rights"),
    [("Ada Karn\0Vesper\0", "Ada Karn, Vesper"), (" \0Vesper\0", "Vesper"), ("Ada Karn\0", "Ada Karn")],
)
def test_copyright_of_photographer_and_editor_gives_both(tmp_path, copyright_, rights):
    assert facts(tmp_path, exif=[(33432, copyright_)]).rights == rights


CAMERA_WORDS = [
    *("OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "default", "SAMSUNG CAMERA PICTURES", "MINOLTA DIGITAL CAMERA"),
    *("KONICA MINOLTA DIGITAL CAMERA", "<KENOX S760  / Samsung S760>.jpg", "DCIM\\100MEDIA\\DJI_0044.JPG", "DSC_0113"),
    *("IMG_20261129_101112", "C:\\photos\\dam.jpg", "untitled", "<Digimax>.jpg", "Exif_JPEG_PICTURE"),
]


@pytest.mark.parametrize("words", CAMERA_WORDS)
def test_words_of_the_camera_are_no_caption(tmp_path, words):
    assert facts(tmp_path, exif=[(270, words)]).caption == ""


@pytest.mark.parametrize(
    "words",
    [
        "A Sony engineer shows a digital camera.",
        "Default judgment in Oren",
        "Canon fires at Karn Bay",
        "Picture of calm",
    ],
)
def test_captions_with_such_words_stay(tmp_path, words):
    assert facts(tmp_path, exif=[(270, words)]).caption == words


def test_caption_beside_the_words_of_the_camera_is_taken(tmp_path):
    said = facts(tmp_path, [(CAPTION, b"OLYMPUS DIGITAL CAMERA")], [(270, "The dam holds")])

    assert said.caption == "The dam holds"
