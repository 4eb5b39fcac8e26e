"""IPTC 7901 as agencies write it: the codes, what stands above the text, and what ends it."""

import re

import pytest

from stories import copy, wire
from stories.copy import Block, Kind
from stories.wire import Status, UnreadableError

TEXT = "Brill (Vesper) - A storm was near.\n\nFerries stay in port.\n"


def message(text, *, codes="vsp0123 3 i 93  Vesper 0188", keyword="Brill/storm/", tail="101015 GMT Feb 26\n\x04"):
    return f"\x01{codes}\n{keyword}\n\x02{text}\x03{tail}".replace("\n", "\r\n").encode("latin-1")


def read(text, **parts):
    (item,) = wire.read(message(text, **parts))
    return item


# lines above the text | headline | designator | byline | note
HEADS = [
    ("Storm nears Brill =", "Storm nears Brill", "", "", ""),
    ("Storm nears Brill=", "Storm nears Brill", "", "", ""),
    ("EXTRA\nStorm nears Brill =", "Storm nears Brill", "Extra", "", ""),
    ("REFILE\n2ND LEAD\nStorm nears\nBrill =", "Storm nears Brill", "Refile, 2nd LD", "", ""),
    ("1ST LEAD\n\nStorm nears Brill\n\nBy Ada Karn =", "Storm nears Brill", "1st LD", "By Ada Karn", ""),
    ("Storm nears Brill\nVon Ada Karn\nund Jon Vale, Vesper =", "Storm nears Brill", "",
     "Von Ada Karn und Jon Vale, Vesper", ""),
    ("(Achtung)\n(Photos are coming)\nStorm nears Brill =", "Storm nears Brill", "", "", "(Photos are coming)"),
    ("Eil +++\nStorm nears Brill =", "Storm nears Brill", "Urgent", "", ""),
    ("URGENT *** Storm nears Brill =", "Storm nears Brill", "Urgent", "", ""),
    ("\x07\x07BERICHTIGUNG\nStorm nears Brill =", "Storm nears Brill", "Correction", "", ""),
    ("By the sea\nstorms rise =", "By the sea storms rise", "", "", ""),
    ("Storm nears Brill", "Storm nears Brill", "", "", ""),
    ("Storm nears\nBrill", "Storm nears Brill", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "headline", "designator", "byline", "note"), HEADS, ids=[row[0] for row in HEADS])
def test_lines_above_the_text_are_told_apart(lines, headline, designator, byline, note):
    item = read(f"{lines}\n\n{TEXT}")

    assert (item.headline, str(item.designator or "")) == (headline, designator)
    assert (item.byline, item.note, item.dateline) == (byline, note, "Brill (Vesper) -")
    assert copy.plain_text(item.blocks) == "A storm was near.\n\nFerries stay in port."


def test_text_without_a_headline_keeps_its_first_line():
    item = read(TEXT)

    assert (item.headline, item.dateline) == ("A storm was near", "Brill (Vesper) -")
    assert item.blocks[0].text == "A storm was near."


# codes | agency | urgency | section | identity | version | designator
CODES = [
    ("vsp0123 3 i 93  Vesper 0188", "Vesper", 3, "World", "", None, ""),
    ("bkn014 4 pl 171 vvvvb KNA 260210-89-00065#2", "KNA", 4, "Politics", "260210-89-00065", 2, ""),
    ("ats0123 5 EC 34", "ats", 5, "Business", "", None, ""),
    ("FRA0123 1 S 0345 FRA /AFP-XY12", "FRA", 1, "Sports", "", None, ""),
    (" vsp 0123  3  i  93", "vsp", 3, "World", "", None, ""),
    ("vsp0123 2 zz 30 KILL vsp 0157", "vsp", 2, "", "", None, "Kill"),
    ("vsp0123 2 zz 30 ADVISORY vsp 0157", "vsp", 2, "", "", None, "Advisory"),
    ("vsp0123", "vsp", None, "", "", None, ""),
]


@pytest.mark.parametrize(("codes", "agency", "urgency", "section", "identity", "version", "designator"), CODES)
def test_codes_are_read_where_they_stand(codes, agency, urgency, section, identity, version, designator):
    item = read("Storm nears Brill =\n\nA storm was near.\n", codes=codes)

    assert (item.source, item.urgency, item.priority, item.section) == (agency, urgency, urgency, section)
    assert (item.identity, item.version, str(item.designator or "")) == (identity, version, designator)


@pytest.mark.parametrize("stop", ["KILL KILL KILL =", "\x07\x07\x07KILL KILL KILL =", "`HOLD HOLD HOLD' ="])
def test_stop_needs_no_headline(stop):
    item = read(f"{stop}\n\nPlease do not use item vsp 156.\n")

    assert str(item.designator) in ("Kill", "Hold")
    assert copy.plain_text(item.blocks) == "Please do not use item vsp 156."


@pytest.mark.parametrize(
    ("keyword", "slugline"),
    [
        ("Brill/storm/", "Brill/storm"),
        ("Brill-storm", "Brill-storm"),
        ("Brill/\nstorm/Maran/", "Brill/storm/Maran"),
        ("", ""),
    ],
)
def test_keyword_links_the_filings(keyword, slugline):
    assert read(f"Storm nears Brill =\n\n{TEXT}", keyword=keyword).slugline == slugline


@pytest.mark.parametrize(
    ("lines", "slugline"),
    [
        ("Brill/storm/", "Brill/storm"),
        ("Brill/\nstorm/", "Brill/storm"),
        ("Brill-storm\n", "Brill-storm"),
        ("Brill storm\n", "Brill storm"),
        ("EXTRA\n", ""),
        ("", ""),
    ],
)
def test_keyword_is_known_without_the_control_characters(lines, slugline):
    (item,) = wire.read(f"vsp0123 3 i 93  Vesper 0188\n{lines}\nStorm nears Brill =\n\n{TEXT}".encode())

    assert (item.slugline, item.headline) == (slugline, "Storm nears Brill")


# first line of the text | dateline
DATELINES = [
    ("Olm (KNA) Der Rat stimmte zu.", "Olm (KNA)"),
    ("Olm (KNA): Der Rat stimmte zu.", "Olm (KNA):"),
    ("OLM 10/02 (KNA) = Der Rat stimmte zu.", "OLM 10/02 (KNA) ="),
    ("Olm (kna/ats) - Der Rat stimmte zu.", "Olm (kna/ats) -"),
    ("Olm (Maran) Der Rat stimmte zu.", ""),
    ("der Rat (KNA) stimmte zu.", ""),
]


@pytest.mark.parametrize(("line", "dateline"), DATELINES)
def test_agency_of_the_codes_makes_a_dateline(line, dateline):
    item = read(f"Rat von Olm =\n{line}\n", codes="bkn014 4 pl 171 KNA 260210-89-00065")

    assert item.dateline == dateline
    assert f"{item.dateline} {item.blocks[0].text}".strip() == line


@pytest.mark.parametrize(
    "sign",
    ["Vesper id jv", "vesper id yydd a3 jv", "id/jv", "ADK/JVA/", "(VSP-ATS\\id)", "(©Vesper)", "(Schluss) id/jv"],
)
def test_signature_is_left_out_and_remarked(sign):
    item = read(f"Storm nears Brill =\n\n{TEXT}\n{sign}\n")

    assert copy.plain_text(item.blocks).endswith("Ferries stay in port.")
    (remark,) = item.remarks
    assert re.sub("^.* of the signature (was|were) left out: ", "", remark) == f"“{sign}”."


@pytest.mark.parametrize(
    "heading",
    ["# Notebook", "# dpa NOTEBOOK", "# Notizblock", "--- Notizblock ---", "Vesper-Notizblock:",
     "* * * *\nThe following information is not intended for publication", "Nicht zur Veröffentlichung"],
)  # fmt: skip
def test_notebook_and_what_follows_is_left_out(heading):
    item = read(
        f"Storm nears Brill =\n\n{TEXT}\n{heading}\n\n## Note to editors\n- adds ferries\n\n## Contact\n- Ada\n"
    )

    assert copy.plain_text(item.blocks).endswith("Ferries stay in port.")
    assert item.note == "adds ferries"
    assert "of the notebook were left out" in item.remarks[0]


def test_notebook_in_a_sentence_is_text():
    item = read("Storm nears Brill =\n\nBrill (Vesper) - She opened her\nnotebook\nand wrote.\n")

    assert item.remarks or "and wrote." in copy.plain_text(item.blocks)


def test_subheads_are_headings_and_tables_stand_as_they_are():
    item = read(f"Storm nears Brill =\n\n{TEXT}\n## Levels\n\nOren      3  1\nKarn Bay  2  2\n")

    assert item.blocks[2:] == (
        Block(Kind.HEADING, "Levels"), Block(Kind.PREFORMATTED, "Oren      3  1\nKarn Bay  2  2")
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["(Sperrfrist 10. Februar, 18.00 Uhr)", "EMBARGOED until 1800 GMT", "For release Sunday, Feb. 15"]
)
def test_release_is_a_note_that_has_the_copy_wait(line):
    item = read(f"{line}\nStorm nears Brill =\n\n{TEXT}")

    assert (item.status, item.designator) == (Status.USABLE, None)
    assert item.note == wire.find_release(item) == line


def test_free_copy_is_not_held():
    assert read(f"For immediate release\nStorm nears Brill =\n\n{TEXT}").status is Status.USABLE
    assert read(f"Embargo on Oren ends =\n\n{TEXT}").headline == "Embargo on Oren ends"


def test_second_headline_and_words_behind_the_end_are_remarked():
    item = read(f"Storm nears Brill\nUtl.: Ferries stay =\n\n{TEXT}", tail="(c) Vesper\n101015 GMT Feb 26\n\x04")

    assert item.headline == "Storm nears Brill"
    assert item.remarks == (
        "2 words after the end of the text were left out: “(c) Vesper”.",
        "It has a second headline: “Utl.: Ferries stay”.",
    )


def test_message_that_breaks_off_says_so():
    whole = message(f"Storm nears Brill =\n\n{TEXT}")
    (item,) = wire.read(whole[: whole.index(b"\x03")])

    assert item.remarks == ("It breaks off: the mark of its end is missing.",)
    assert (item.headline, len(item.blocks)) == ("Storm nears Brill", 2)


def test_message_without_words_is_refused_in_its_place():
    good = message(f"Storm nears Brill =\n\n{TEXT}")
    empty = message("", keyword="")

    pieces = wire.read(good + empty + good)

    assert [type(piece).__name__ for piece in pieces] == ["WireItem", "UnreadableError", "WireItem"]
    assert "neither a headline nor a text" in str(pieces[1])
    assert isinstance(pieces[1], UnreadableError)


def test_fill_and_word_taken_back_are_no_text():
    item = read("Storm nears Brill =\n\nBrill (Vesper) - A strom\x18storm was\x00\x7f near.\n")

    assert copy.plain_text(item.blocks) == "A storm was near."


def test_long_run_of_messages_is_bounded():
    pieces = wire.read(message("Storm =\n\nNear.\n") * 5_002)

    assert len(pieces) == 5_001
    assert "Only 5,000 messages" in str(pieces[-1])
