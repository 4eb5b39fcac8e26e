"""What is served of a photo: small, upright, around its focal point, and with nothing of the file but its words."""

from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from stories.photos import NotPhotoError, PhotoMetadata, Shape, inspect_photo, make_renditions, plan_renditions
from tests.sample_folders import files_with
from tests.stories.photos.sample_files import CAPTION, a_file, draw_picture

WORDS = PhotoMetadata(
    caption="Boats in <Northport> & Ostrel", credit="Vesper", byline="Vera Ostrander", rights="© Vesper"
)
NOT_TAKEN = (".svg", ".fli", ".sgi", ".blp", ".dds", ".psd", ".j2k", ".jp2", ".tga", ".msp", ".bin", ".bmp", ".pcx")


def renditions(path, *, focus=(0.5, 0.5), facts=WORDS):
    """Everything that is served of a file."""
    seen = inspect_photo(path)
    return list(make_renditions(path, plan_renditions(seen.width, seen.height), focus=focus, facts=facts))


def open_picture(rendition):
    return Image.open(BytesIO(rendition.content))


def test_each_rendition_has_its_size_and_format(tmp_path):
    found = renditions(a_file(tmp_path, draw_picture(2_000, 1_400)))

    assert [(open_picture(each).format, open_picture(each).size) for each in found] == [
        (each.format, (each.width, each.height)) for each in found
    ]
    assert {(each.shape.value, each.width, each.height) for each in found} == {
        ("whole", 320, 224), ("whole", 640, 448), ("whole", 960, 672), ("whole", 1280, 896),
        ("card", 320, 213), ("card", 640, 427), ("social", 1200, 630),
        ("wide", 1200, 675), ("4x3", 1200, 900), ("square", 1200, 1200),
    }  # fmt: skip
    assert {each.format for each in found if each.shape is Shape.WHOLE} == {"AVIF", "WEBP", "JPEG"}


def test_nothing_is_made_larger_than_it_is(tmp_path):
    small = renditions(a_file(tmp_path, draw_picture(200, 100)))
    middling = renditions(a_file(tmp_path, draw_picture(700, 300)))

    assert {(each.shape.value, each.width) for each in small} == {("whole", 200)}
    assert {(each.shape.value, each.width) for each in middling} == {
        ("whole", 320), ("whole", 640), ("card", 320), ("wide", 533), ("4x3", 400),
    }  # fmt: skip


@pytest.mark.parametrize("spot", [(0.05, 0.5), (0.95, 0.5), (0.5, 0.05)])
def test_crops_keep_the_focal_point(tmp_path, spot):
    size = (2_400, 700) if spot[1] == 0.5 else (700, 2_400)

    for each in renditions(a_file(tmp_path, draw_picture(*size, spot=spot)), focus=spot):
        if each.shape is Shape.CARD:
            red, green, _ = open_picture(each).convert("RGB").resize((60, 40)).split()
            assert max(a - b for a, b in zip(red.tobytes(), green.tobytes(), strict=True)) > 60


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_are_upright(tmp_path, orientation):
    picture = draw_picture(640, 400, spot=(0.1, 0.2))
    exif = picture.getexif()
    exif[0x0112] = orientation
    turned = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_90",
              7: "TRANSVERSE", 8: "ROTATE_270"}  # fmt: skip
    stored = picture.transpose(Image.Transpose[turned[orientation]]) if orientation > 1 else picture

    seen = inspect_photo(path := a_file(tmp_path, stored, exif=exif))
    shown = next(open_picture(each) for each in renditions(path) if (each.format, each.width) == ("JPEG", 640))

    assert (seen.width, seen.height) == (640, 400)
    red, green, _ = shown.getpixel((64, 80))
    assert red - green > 60


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("P", "GIF"),
     ("RGBA", "WEBP"), ("RGB", "AVIF"), ("CMYK", "TIFF"), ("F", "TIFF")],
)  # fmt: skip
def test_every_kind_of_pixel_comes_out_as_it_was_seen(tmp_path, mode, kind):
    grey = draw_picture(400, 300)
    if mode == "I;16":
        picture = Image.new("I;16", grey.size, 0x8888)
    elif mode == "F":
        picture = Image.new("F", grey.size, 0x8888)
    else:
        picture = grey.convert(mode)

    for each in renditions(a_file(tmp_path, picture, kind=kind)):
        values = open_picture(each).convert("L").resize((1, 1)).getpixel((0, 0))
        assert abs(values - 0x88) < 12, (each.format, values)


def test_what_is_seen_through_stands_on_white(tmp_path):
    clear = Image.new("RGBA", (400, 300), (255, 0, 0, 0))

    assert {open_picture(each).getpixel((5, 5)) for each in renditions(a_file(tmp_path, clear, kind="PNG"))} == {
        (255,) * 3
    }


def test_words_are_in_what_is_served_and_nothing_else_of_the_file(tmp_path):
    picture = draw_picture()
    exif = picture.getexif()
    exif[0xA431], exif[0x010F] = "SERIAL-12345", "Camera Works"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    path = a_file(tmp_path, picture, exif=exif, comment=b"<script>alert(1)</script>", tail=b"PK\x03\x04" + b"z" * 300)

    for each in renditions(path):
        facts = inspect_photo(a_copy(tmp_path, each)).facts
        assert (facts.caption, facts.credit, facts.byline, facts.rights) == (
            WORDS.caption, WORDS.credit, WORDS.byline, WORDS.rights,
        )  # fmt: skip
        assert not dict(open_picture(each).getexif())
        assert not any(words in each.content for words in (b"SERIAL-12345", b"Camera Works", b"<script>", b"zzzz"))


def a_copy(folder, rendition):
    path = folder / f"served.{rendition.format.lower()}"
    path.write_bytes(rendition.content)
    return path


@pytest.mark.parametrize("path", files_with("images/*"))
def test_odd_and_hostile_files_are_refused_in_words_or_served_anew(path):
    original, found = path.read_bytes(), []
    with suppress(NotPhotoError):
        found = renditions(path)
    assert not (found and path.suffix in NOT_TAKEN)
    for each in found:
        runs = {each.content[at : at + 65] for at in range(0, len(each.content) - 64)}
        assert not any(original[at : at + 65] in runs for at in range(0, len(original) - 64))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"<?xml version='1.0'?><SVG onload='x()'/>", "SVG"),
        (b"no photo", "no photo of a kind"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "no photo of a kind|damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(tmp_path, content, why):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)

    with pytest.raises(NotPhotoError, match=why):
        inspect_photo(path)


def test_a_cut_file_is_refused(tmp_path):
    path = a_file(tmp_path, draw_picture(2_000, 1_000, spot=(0.5, 0.5)))
    path.write_bytes(path.read_bytes()[:-2_000])

    with pytest.raises(NotPhotoError, match="cut off"):
        inspect_photo(path)


def test_a_large_photo_is_served_and_a_larger_one_refused(tmp_path):
    allowed = a_file(tmp_path, Image.new("RGB", (9_500, 6_300)), name="allowed")
    refused = a_file(tmp_path, Image.new("1", (12_000, 9_000)), kind="PNG", name="refused")

    assert len(renditions(allowed)) == 22
    with pytest.raises(NotPhotoError, match="pixels"):
        inspect_photo(refused)


def test_caption_is_read_back_from_a_rendition_of_its_own_file(tmp_path):
    path = a_file(tmp_path, sets=[(CAPTION, "Crue à Élan".encode())])

    assert (
        inspect_photo(a_copy(tmp_path, renditions(path, facts=inspect_photo(path).facts)[0])).facts.caption
        == "Crue à Élan"
    )
