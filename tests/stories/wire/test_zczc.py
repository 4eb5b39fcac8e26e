"""Copy between ZCZC and NNNN: AAP's marked lines, and other agencies' lines of codes."""

from stories import copy, wire
from stories.copy.subjects import Subject


def read(text):
    return wire.read(text.replace("\n", "\r\n").encode())


def test_marked_lines_are_the_head():
    (item,) = read(
        "ZCZC AAP\n%A\n#Storm_BC1\n$Storm nears Brill\n:(BRILL)\n&AAP\\Karn\n*07000000\n~AM\n@MAR\nIt came.\n\nNNNN\n"
    )

    assert (item.headline, item.slugline, item.located, item.source) == ("Storm nears Brill", "Storm", "BRILL", "AAP")
    assert item.subjects == (Subject("subj", "07000000"), Subject("place", "", "MAR"))
    assert (copy.plain_text(item.blocks), item.remarks) == ("It came.", ("Its writer is named AAP\\Karn.",))


def test_stars_before_words_are_a_list_and_no_head():
    (item,) = read("ZCZC AAP\n$Headlines\n* Storm nears Brill\n\n* Mill to cut jobs\nNNNN\n")

    assert [block.text for block in item.blocks] == ["Storm nears Brill", "Mill to cut jobs"]


def test_lines_of_codes_stand_above_the_headline():
    (item,) = read(
        "ZCZC0123/SXA\nXPP01234_SXA\nR POL S0A QBXB\nURGENT\nDam holds\nat Selda\n\nIt held.\n10-FEB-26 15:30 NNNN\n"
    )

    assert (item.headline, str(item.designator)) == ("Dam holds at Selda", "Urgent")
    assert (copy.plain_text(item.blocks), item.version_at.isoformat()) == ("It held.", "2026-02-10T15:30:00")


def test_each_message_is_a_piece_and_rest_is_remarked():
    message = "ZCZC VSP\n$Dam holds\nIt held.\nNNNN\n"

    pieces = read(f"{message}ZCZC VSP\nNNNN\n{message}Some words\n")

    assert [type(piece).__name__ for piece in pieces] == ["WireItem", "UnreadableError", "WireItem"]
    assert pieces[2].remarks == ("2 words after the end of the text were left out: “Some words”.",)


def test_message_that_breaks_off_says_so():
    (item,) = read("ZCZC VSP\n$Dam holds\nIt held.\n")

    assert item.remarks == ("It breaks off: NNNN is missing.",)


def test_line_of_codes_makes_it_a_message_of_iptc_7901():
    message = "ZCZC\nVSP0012 4 K 0040\nMaran/dam\n\nURGENT\nDam holds =\n\n   SELDA (VSP) - It held.\n\n"

    whole, cut = read(f"{message}NNNN\n{message}")

    assert (whole.headline, whole.slugline, whole.urgency) == ("Dam holds", "Maran/dam", 4)
    assert (str(whole.designator), whole.dateline) == ("Urgent", "SELDA (VSP) -")
    assert copy.plain_text(whole.blocks) == copy.plain_text(cut.blocks) == "It held."
    assert (whole.remarks, cut.remarks) == ((), ("It breaks off: NNNN is missing.",))
