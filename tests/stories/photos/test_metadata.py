"""What a photo's file says of itself is read, wherever and in whatever letters it stands."""

from datetime import date

import pytest

from stories.photos import PhotoMetadata, inspect_photo
from tests.sample_folders import ATTACK_SAMPLES, OWN_ATTACKS, OWN_PHOTOS, WIRE_SAMPLES, needs_samples, own_and_real
from tests.stories.photos.sample_files import BYLINE, CAPTION, CITY, CREATED, CREDIT, UTF_8, a_file, draw_picture

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Ostrel">
<dc:description><rdf:Alt><rdf:li xml:lang="fr">Le barrage</rdf:li><rdf:li xml:lang="x-default">The dam, 漢</rdf:li>
</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_photo_with_every_field_gives_those_of_xmp():
    seen = inspect_photo(OWN_PHOTOS / "every-field.jpg")

    assert (seen.format, seen.width, seen.height) == ("JPEG", 200, 120)
    assert seen.facts == PhotoMetadata(
        headline="Dam holds (XMP)",
        caption="The dam above Selda on Tuesday (XMP).",
        credit="Vesper/Ilse Varn (XMP)",
        byline="Ilse Varn (XMP), Vera Ostrander (XMP)",
        source="Vesper (XMP)",
        place="Mill Lane (XMP), Selda (XMP), Karse (XMP), Maran (XMP)",
        taken_on=date(2026, 2, 10),
        rights="(c) 2026 Vesper (XMP)",
        terms="Editorial use only (XMP)",
        instructions="Crop at will (XMP)",
    )


def test_photo_with_iim_alone_gives_every_field_that_iim_has():
    assert inspect_photo(OWN_PHOTOS / "iim-alone.jpg").facts == PhotoMetadata(
        headline="Dam holds (IIM)",
        caption="The dam above Selda on Tuesday (IIM).",
        credit="Vesper/Ilse Varn (IIM)",
        byline="Ilse Varn (IIM)",
        source="Vesper (IIM)",
        place="Selda (IIM), Maran (IIM)",
        taken_on=date(2026, 2, 9),
        rights="© 2026 Vesper (IIM)",
        instructions="Crop at will (IIM)",
    )


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("iim-windows.jpg", PhotoMetadata(caption="Crue à Élan – “oui”, dit le maire.", credit="Vesper")),
        (
            "exif-alone.jpg",
            PhotoMetadata(caption="The dam above Selda (Exif).", byline="I. Varn (Exif)", rights="Vesper (Exif)"),
        ),
    ],
)
def test_photo_with_few_fields_gives_those(name, facts):
    assert inspect_photo(OWN_PHOTOS / name).facts == facts


@needs_samples
def test_reference_photo_of_the_standard_gives_every_field():
    seen = inspect_photo(WIRE_SAMPLES / "IPTC-PhotometadataRef-Std2017.1.jpg")

    assert (seen.format, seen.width, seen.height) == ("JPEG", 1000, 500)
    assert seen.facts == PhotoMetadata(
        headline="The Headline (ref2017.1)",
        caption="The description aka caption (ref2017.1)",
        credit="Credit Line (ref2017.1)",
        byline="Creator1 (ref2017.1), Creator2 (ref2017.1)",
        source="Source (ref2017.1)",
        place="Sublocation (Core) (ref2017.1), City (Core) (ref2017.1), Province/State (Core) (ref2017.1), "
        "Country (Core) (ref2017.1)",
        taken_on=date(2017, 7, 13),
        rights="Copyright (Notice) 2017.1 IPTC - www.iptc.org (ref2017.1)",
        terms="Rights Usage Termns (ref2017.1)",
        instructions="An Instruction (ref2017.1)",
    )


@needs_samples
@pytest.mark.parametrize(
    ("name", "words"),
    [("ap-photo-iptc-keywords.jpg", "wearing a f"), ("cp-photo-iptc-thumb.jpg", "West Kelowna resident")],
)
def test_captions_of_agencies_are_read(name, words):
    assert words in inspect_photo(WIRE_SAMPLES / name).facts.caption


@pytest.mark.parametrize(
    "path",
    own_and_real(
        OWN_ATTACKS / "images" / "metadata-xss-gps.jpg", ATTACK_SAMPLES / "images" / "own-metadata-xss-gps.jpg"
    ),
)
def test_markup_in_a_field_is_text(path):
    caption = inspect_photo(path).facts.caption

    assert "KEEPCAPTION" in caption or "KEEPXMP" in caption


@pytest.mark.parametrize(
    ("sets", "caption"),
    [
        ([(UTF_8, b"\x1b%G"), (CAPTION, "Crue à Élan".encode())], "Crue à Élan"),
        ([(CAPTION, "Crue à Élan".encode())], "Crue à Élan"),
        ([(CAPTION, "Crue à Élan – “oui”".encode("cp1252"))], "Crue à Élan – “oui”"),
        ([(UTF_8, b"\x1b%G"), (CAPTION, b"Crue \xe0 Selda")], "Crue à Selda"),
        ([(CAPTION, b"Dam\x07 holds\x1b")], "Dam holds"),
    ],
    ids=["said to be UTF-8", "UTF-8 unsaid", "Windows", "said wrongly", "control characters"],
)
def test_letters_of_iim_are_told_by_what_the_file_says(tmp_path, sets, caption):
    assert inspect_photo(a_file(tmp_path, sets=sets)).facts.caption == caption


def test_xmp_goes_before_iim_and_iim_before_exif(tmp_path):
    exif = draw_picture().getexif()
    exif[270], exif[315] = "Exif caption", "Exif Byline"
    sets = [(CAPTION, b"IIM caption"), (CITY, b"Northport"), (BYLINE, b"Vera Ostrander"), (CREDIT, b"Vesper")]
    sets.append((CREATED, b"20260210"))

    facts = inspect_photo(a_file(tmp_path, sets=sets, xmp=XMP.encode(), exif=exif)).facts

    assert facts == PhotoMetadata(
        caption="The dam, 漢", place="Ostrel", byline="Vera Ostrander", credit="Vesper", taken_on=date(2026, 2, 10)
    )
    assert inspect_photo(a_file(tmp_path, exif=exif)).facts == PhotoMetadata(
        caption="Exif caption", byline="Exif Byline"
    )


@pytest.mark.parametrize("packet", [BOMB + XMP, XMP[:200], "<a>" * 5_000, "\x00"], ids=["bomb", "cut", "deep", "null"])
def test_broken_metadata_says_nothing_and_harms_nothing(tmp_path, packet):
    facts = inspect_photo(a_file(tmp_path, sets=[(CREDIT, b"Vesper")], xmp=packet.encode())).facts

    assert (facts.credit, facts.caption) == ("Vesper", "")


@pytest.mark.parametrize("created", [b"20260000", b"2026", b"99999999", b"February"])
def test_what_is_no_day_is_left_empty(tmp_path, created):
    assert inspect_photo(a_file(tmp_path, sets=[(CREATED, created)])).facts.taken_on is None


def test_a_field_longer_than_any_caption_is_cut(tmp_path):
    assert len(inspect_photo(a_file(tmp_path, sets=[(CAPTION, b"a" * 30_000)])).facts.caption) == 5_000
