"""What is said of a finding: its reasons, its score, what is only likely, and what is related."""

from stories.matching import Finding, Related, RelationKind, Sign
from tests.matching_pieces import a_piece, finding_of

URGENT = a_piece(
    "Urgent: Marn bursts banks in Oltva",
    "The Marn burst its banks in Oltva and drowned streets, Mayor Petra Quill said.",
    "Oltva",
    at="10:00",
)
LEAD = a_piece(
    "1st LD: Marn floods Oltva",
    "The Marn burst embankments and drowned streets in Oltva, where Mayor Petra Quill told people to leave banks.",
    "Oltva",
    at="10:40",
)
FLOODED = "The Marn flooded Oltva and Denn, Mayor Petra Quill said.\nTrains to Karsa stood still."
UNDER_KEYWORD = a_piece("Marn floods Oltva", FLOODED, at="03:00", slug="OLTVA/", identity="1")
VOTE = "The parliament of {} voted on Saturday to raise the age of retirement, Premier {} said."


def test_reasons_name_what_is_shared():
    found = finding_of(URGENT, LEAD)

    assert found.story == 1
    assert found.sign is Sign.WORDS
    assert found.score > 0.9
    assert found.reasons == (
        "same names: Marn, Petra Quill",
        "same place: Oltva",
        "1st LD after Urgent",
        "40 minutes later",
    )


def test_reasons_of_late_copy_say_so():
    found = finding_of(LEAD, URGENT)

    assert found.reasons[-2:] == ("Urgent ahead of 1st LD", "40 minutes earlier")


def test_an_id_is_reason_enough():
    piece = a_piece("Mill burns", identity="1", version=1)

    assert finding_of(piece, a_piece("Mill still burns", identity="1", version=2)) == Finding(
        1, Sign.CHAIN, score=1.0, reasons=("same id",)
    )


def test_a_keyword_is_a_sign_of_the_chain():
    found = finding_of(UNDER_KEYWORD, a_piece("UPDATE 1-Marn rises", FLOODED, at="03:30", slug="OLTVA/", identity="2"))

    assert (found.story, found.sign, found.reasons[0]) == (1, Sign.CHAIN, "same keyword")


def test_a_taken_rank_makes_a_story_no_more_than_likely():
    second = a_piece("Urgent: Marn floods school in Oltva", URGENT_AGAIN, "Oltva", at="10:20")

    found = finding_of(URGENT, second)

    assert found.story is None
    assert found.likely in (1, None)
    assert found.likely is None or "the story has copy of this rank already" in found.reasons


URGENT_AGAIN = "The Marn flooded a school in Oltva, Mayor Petra Quill said."


def test_another_event_in_the_same_words_is_not_even_likely():
    one = a_piece("Topel backs later retirement in 62-38 vote", VOTE.format("Topel", "Ada Kelor"), "Topel")
    other = a_piece("1st LD: Lorhin backs later retirement in 56-39 vote", VOTE.format("Lorhin", "Milo Bar"), "Lorhin")

    assert finding_of(one, other) == Finding()


def test_links_prove_two_stories_to_be_one():
    first = a_piece("Envoys open talks", at="08:00", identity="1")
    third = a_piece("Crossing to reopen", at="10:00", identity="3", follows=["2"])
    middle = a_piece("Envoys agree on trucks", at="09:00", identity="2", follows=["1"])

    found = finding_of(first, third, middle)

    assert (found.story, found.proven_one) == (1, (2,))


def test_a_sidebar_and_a_translation_are_related():
    story = a_piece("Blaze at mill", at="01:00", slug="Simm Fire", identity="1")
    sidebar = a_piece("Profile: the owner", at="02:00", slug="Simm Fire-Profile", identity="2", follows=["1"])
    translation = a_piece("Incendio en un molino", at="03:00", slug="Simm Fire", identity="1", language="es")

    assert finding_of(story, sidebar).related == (Related(1, RelationKind.SIDEBAR),)
    assert finding_of(story, translation).related == (Related(1, RelationKind.TRANSLATION),)


def test_a_wrapup_is_related_to_the_story_under_its_keyword():
    wrapup = a_piece("WRAPUP 1-Floods hit Orsia", FLOODED, at="04:00", slug="OLTVA/", identity="2")

    found = finding_of(UNDER_KEYWORD, wrapup)

    assert (found.story, found.related) == (None, (Related(1, RelationKind.WRAPUP),))


def test_the_next_piece_of_a_series_is_not_even_likely():
    close = "Shares in Karsa closed lower on losses of carmakers. The Kelt index closed at {} points."
    one = a_piece("Kelt shares close lower", close.format("4,113.2"), "Karsa", at="15:40")
    other = a_piece("Kelt shares close lower", close.format("4,090.8"), "Karsa", at="+1 15:40")

    assert finding_of(one, other) == Finding()


def test_a_text_rewritten_under_a_new_id_is_shown_its_story():
    one = a_piece("Man shot outside shop in Karsa", SHOT, "Karsa", at="03:00", identity="1")
    other = a_piece(
        "Police hold man over Karsa shop killing", SHOT + " He was held.", "Karsa", at="07:00", identity="2"
    )

    found = finding_of(one, other)

    assert (found.story, found.likely) == (None, 1)


SHOT = "Baker Oren Basel was shot dead outside his shop on Mill Street in Karsa, Inspector Lena Holt said."


TOWNS = ("Topel", "Lorhin", "Falsund", "Oltva", "Marnau", "Kelt", "Denn", "Simmen")
QUAYS = (
    "No ship was unloaded at the port of {} on Saturday as quays stood idle.\n"
    "Cranes were still and lorries queued for miles along the coast road.\nFerries sailed half empty."
)
TRADE = "The crown was at {} as dealers sat out the day."


def test_the_text_that_an_alert_announced_is_shown_it_among_long_texts_of_its_subject():
    others = [a_piece(f"Quays idle in {town}", QUAYS.format(town)) for town in TOWNS]

    found = finding_of(
        a_piece("Urgent: Dockers in Karsa walk out", "Dockers in Karsa walked out over pay."),
        *others,
        a_piece("Quays idle in Karsa", QUAYS.format("Karsa")),
    )

    assert (found.story, found.likely) == (None, 1)


def test_an_alert_that_comes_behind_the_lead_is_shown_it():
    lead = a_piece("1st LD: Kelt Motors cuts shifts", f"Kelt Motors cut shifts.\n{QUAYS.format('Karsa')}", "Karsa")
    alert = a_piece("Urgent: Crane crews walk out", "They walked out over pay.", "Karsa")

    found = finding_of(lead, alert)

    assert (found.story, found.likely) == (None, 1)


def test_a_keyword_of_many_stories_proposes_that_of_its_day_and_no_other_keyword():
    moves = ("edges up before data", "gains as banks rally", "dips on bond sale", "steady in thin trade")
    earlier = [
        a_piece(f"SHARES-Crown {move}", TRADE.format(rate), at=f"-{day} 09:00", slug=slug, identity=f"{slug}{day}")
        for slug, rate in (("GLOBAL-STOCKS/", 7.75), ("GLOBAL-OIL/", 4.25))
        for day, move in enumerate(moves)
    ]

    found = finding_of(
        *earlier,
        a_piece("UPDATE 1-SHARES-Crown slips late", TRADE.format(8.5), at="11:00", slug="GLOBAL-OIL/", identity="9"),
    )

    assert (found.story, found.likely) == (None, len(moves) + 1)
