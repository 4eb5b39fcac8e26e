"""Words that hold copy back until a time, in each format; what only sounds like them."""

import json

import pytest

from stories.wire import find_release, read

TEXT = "{above}Bridge at Oren to close\n\n{below}OREN, Nov 12 (Vesper) - The bridge will close.\n\nA ferry runs.\n"
NITF = (
    "<nitf><head><docdata><doc-id id-string='v1'/><ed-msg info='{note}'/></docdata></head><body><body.head><hedline>"
    "<hl1>{headline}</hl1></hedline></body.head><body.content><p>{above}</p><p>It will close.</p></body.content></body>"
    "</nitf>"
)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 0001 GMT Friday, Nov 13",
        "Strictly embargoed until 06:00 Friday",
        "NOT FOR PUBLICATION OR BROADCAST BEFORE 0600 FRIDAY",
        "Sperrfrist: Donnerstag, 12. November 2026, 18.00 Uhr",
        "SOUS EMBARGO jusqu'au 13 novembre à 06h00",
        "EMBARGO FINO ALLE 18 DI OGGI",
        "Embargada hasta las 06.00 del viernes",
    ],
)
def test_line_above_or_under_the_headline_holds_the_text(line):
    for data in (TEXT.format(above=line + "\n\n", below=""), TEXT.format(above="", below=line + "\n\n")):
        (item,) = read(data.encode())
        assert (item.headline, item.dateline) == ("Bridge at Oren to close", "OREN, Nov 12 (Vesper) -")
        assert item.note == find_release(item) == line


@pytest.mark.parametrize(
    ("note", "headline", "above"),
    [
        ("Sous embargo jusqu’à 18h00", "Bridge to close", "Oren."),
        ("Adds a quote. Embargoed until 6 p.m.", "Bridge to close", "Oren."),
        ("Eds: Sperrfrist 13.11.2026, 06.00 Uhr", "Bridge to close", "Oren."),
        ("", "EMBARGO: Bridge to close", "Oren."),
        ("", "(EMBARGO 18:00) Bridge to close", "Oren."),
        ("", "Bridge to close", "EMBARGOED UNTIL 0001 GMT Friday"),
    ],
)
def test_note_headline_or_line_of_the_text_holds_an_item_without_a_field(note, headline, above):
    (item,) = read(NITF.format(note=note, headline=headline, above=above).encode())
    assert find_release(item)


def test_note_beside_a_field_leaves_the_field_its_word():
    data = {
        "uri": "urn:vesper:1", "type": "text", "headline": "Bridge to close", "body_text": "It will close.",
        "ednote": "Embargoed until 0001 GMT Friday", "embargoed": "2026-11-13T00:01:00Z",
    }  # fmt: skip
    (item,) = read(json.dumps(data).encode())
    assert item.embargo_at
    assert not find_release(item)


@pytest.mark.parametrize(
    ("note", "headline", "above"),
    [
        ("Embargo lifted", "Embargo on oil from Karn holds", "Under embargo since 2012, Karn has found new markets."),
        ("With embargo details", "EMBARGO BITES IN KARN", "Gesperrt bis 2027 bleibt die Brücke in Oren."),
        ("For release: immediate", "Embargoed oil reaches Oren", "Not for use before 2027, the hall stands empty."),
    ],
)
def test_copy_about_embargoes_is_not_held(note, headline, above):
    (item,) = read(NITF.format(note=note, headline=headline, above=above).encode())
    assert not find_release(item)


@pytest.mark.parametrize("line", ["Under embargo since 2012, Karn has found new markets.", "Gesperrt bis 2027 ist es."])
def test_text_about_embargoes_is_not_held(line):
    (item,) = read(f"Karn sells more oil\n\n{line}\n\nMore ships call.\n".encode())
    assert (find_release(item), len(item.blocks)) == ("", 2)


def test_line_between_the_keyword_and_the_text_of_a_message_holds_it():
    head = "\x01ves0042 4 kr 210 ves 0042\r\n\r\nKirche/Oren/\r\nSperrfrist: Donnerstag, 18.00 Uhr\r\n\x02"
    (item,) = read(f"{head}Damm in Oren =\r\n\r\n   Oren (ves) - Der Damm hält.\r\n\x03".encode())
    assert (find_release(item), item.slugline) == ("Sperrfrist: Donnerstag, 18.00 Uhr", "Kirche/Oren")


def test_line_of_a_teleprinter_s_head_holds_the_copy():
    head = "ZCZC\nXPP01234_SXB_QBXB\nEMBARGO FINO ALLE 18 DI OGGI\nFrana nel Karn\n\n"
    (item,) = read(f"{head}   OREN (VESPER) - Una frana.\nNNNN\n".encode())
    assert (find_release(item), item.headline) == ("EMBARGO FINO ALLE 18 DI OGGI", "Frana nel Karn")
