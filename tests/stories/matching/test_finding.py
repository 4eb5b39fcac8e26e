"""Which story a piece of copy belongs to: chains that a desk editor could check, a letter for each story."""

import itertools
from dataclasses import replace

import pytest

from tests.matching_pieces import a_piece, chains_of

FLOOD = "The Marn burst its banks in Oltva on Saturday, Mayor Petra Quill said."
BLAZE = "A blaze gutted a paint works in Karsa at dawn."
FLOOD_LATER = (
    "About 2,300 people left their homes in Oltva on Saturday as the Marn rose, Mayor Petra Quill said.\nSchools shut."
)
RESIGNED = "Trade minister Nils Farrow stepped down on Saturday over a pay row."
RESIGNED_LATER = (
    "Nils Farrow, the trade minister, left office after a row over pay with Premier Ilse Dorn.\nNo successor was named."
)
STRIKE = (
    "Dockers in Falsund stopped work on Saturday for more pay, the harbour office said.\nSome 41 "
    "ships waited.\nThe union of Sven Talk wants 7 percent."
)

HURT = "A blaze gutted a paint works in Karsa at dawn. {} people were hurt, fire chief Ada Vant said."
QUAKE = "A {}-magnitude quake struck off Denn Bay on Saturday, the Orsia survey said. Nobody was hurt, Ada Vant said."
DRONE = "{} port was shut on Saturday evening after a drone was sighted over the quays, harbour police said."
WON = "Premier Ilse Dorn won the vote in the state of {} on Saturday, the electoral office said after the count."
CLOSE = "Shares in Karsa closed lower on losses of carmakers. The Kelt index closed at {}, down {} points."

BY_KEYWORD = {
    "alerts on the agency's alert keyword are stories of their own": (
        "AB",
        a_piece(
            "Fire at Kelt Motors works in Pelras",
            "A fire broke out in Pelras.",
            at="09:05",
            slug="BC-US--APNewsAlert,17",
            identity="1",
        ),
        a_piece(
            "Minister Tala Marmar resigns",
            "Tala Marmar resigned.",
            at="11:20",
            slug="BC-US--APNewsAlert,15",
            identity="2",
        ),
    ),
    "two stories under one slugline keep their updates": (
        "ABAB",
        a_piece("River bursts banks in Oltva", FLOOD, at="03:00", slug="ORSIA-POLITICS/", identity="1"),
        a_piece("Orsia trade minister Nils Farrow quits", RESIGNED, at="03:09", slug="ORSIA-POLITICS/", identity="2"),
        a_piece(
            "UPDATE 1-Thousands leave homes in Oltva", FLOOD_LATER, at="03:35", slug="ORSIA-POLITICS/", identity="3"
        ),
        a_piece(
            "UPDATE 1-Farrow out as minister over pay", RESIGNED_LATER, at="03:50", slug="ORSIA-POLITICS/", identity="4"
        ),
    ),
    "a slugline in two languages holds two stories": (
        "ABAB",
        a_piece(
            "Ex-minister Ada Kelz jailed",
            "Ada Kelz was jailed for 3 years.",
            at="03:00",
            slug="Kelz Court",
            identity="1",
        ),
        a_piece(
            "Condenan a Ada Kelz",
            "Ada Kelz fue condenada a 3 años.",
            at="03:15",
            slug="Kelz Court",
            identity="2",
            language="es",
        ),
        a_piece(
            "UPDATE 1-Kelz to appeal",
            "Lawyers of Ada Kelz said she would appeal.",
            at="04:00",
            slug="Kelz Court",
            identity="3",
        ),
        a_piece(
            "ACTUALIZACIÓN 1-Kelz apelará",
            "Los abogados de Ada Kelz apelarán.",
            at="04:20",
            slug="Kelz Court",
            identity="4",
            language="es",
        ),
    ),
    "a first lead goes on after midnight": (
        "AA",
        a_piece(
            "Fire at mill in Vesk",
            "A fire broke out at a mill in Vesk.",
            "Vesk",
            at="23:40",
            slug="BC-US--Vesk Fire,200",
            identity="1",
        ),
        a_piece(
            "Two die in mill fire",
            "Two people died in the fire at a mill in Vesk.",
            "Vesk",
            at="+1 00:20",
            slug="BC-US--Vesk Fire, 1st Ld-Writethru,320",
            identity="2",
        ),
    ),
    "a keyword comes back the next day": (
        "AAB",
        a_piece(
            "Fever cases at 41",
            "Orsia counted 41 cases, Dr. Lena Holt said.",
            at="04:00",
            slug="BC-US--Fever Cases,200",
            identity="1",
        ),
        a_piece(
            "Fever cases at 43",
            "Orsia counted 43 cases, Dr. Lena Holt said.",
            at="05:00",
            slug="BC-US--Fever Cases, 1st Ld-Writethru,200",
            identity="2",
        ),
        a_piece(
            "Fever cases at 60",
            "Orsia counted 60 cases, Dr. Ben Marsh said.",
            at="+1 06:00",
            slug="BC-US--Fever Cases,200",
            identity="3",
        ),
    ),
    "today's first text never joins the story of tomorrow": (
        "AB",
        a_piece(
            "Fever cases at 60",
            "Orsia counted 60 cases, Dr. Ben Marsh said.",
            at="+1 06:00",
            slug="BC-US--Fever Cases,200",
            identity="3",
        ),
        a_piece(
            "Fever cases at 41",
            "Orsia counted 41 cases, Dr. Lena Holt said.",
            at="04:00",
            slug="BC-US--Fever Cases,200",
            identity="1",
        ),
    ),
    "a second first text under a keyword opens another story": (
        "AB",
        a_piece("River bursts banks in Oltva", FLOOD, at="03:00", slug="ORSIA/", identity="1"),
        a_piece(
            "Orsia orders trams", "Orsia ordered 40 trams from Kelt Rail.", at="04:00", slug="ORSIA/", identity="2"
        ),
    ),
    "a correction under the keyword joins": (
        "AA",
        a_piece("River bursts banks in Oltva", FLOOD, at="03:00", slug="OLTVA-FLOOD/", identity="1"),
        a_piece(
            "CORRECTED-River bursts banks in Oltva",
            FLOOD + " No one was hurt.",
            at="03:30",
            slug="OLTVA-FLOOD/",
            identity="2",
        ),
    ),
    "wrapups chain with wrapups alone": (
        "ABAB",
        a_piece("River bursts banks in Oltva", FLOOD, at="03:00", slug="OLTVA-FLOOD/", identity="1"),
        a_piece(
            "WRAPUP 1-Floods hit Orsia",
            FLOOD + "\nIn Denn, trains stood still, Milo Karst said.",
            at="04:00",
            slug="OLTVA-FLOOD/",
            identity="2",
        ),
        a_piece("UPDATE 1-Thousands leave homes in Oltva", FLOOD_LATER, at="04:20", slug="OLTVA-FLOOD/", identity="3"),
        a_piece(
            "WRAPUP 2-Floods hit Orsia, trains stop",
            FLOOD_LATER + "\nIn Denn, trains stood still, Milo Karst said.",
            at="05:00",
            slug="OLTVA-FLOOD/",
            identity="4",
        ),
    ),
    "the morning's and the afternoon's story are two": (
        "AB",
        a_piece(
            "Fire at mill in Vesk",
            "A fire broke out at a mill in Vesk.",
            at="02:00",
            slug="AM-Vesk Fire,200",
            identity="1",
        ),
        a_piece(
            "Two die in mill fire",
            "Two people died in the fire at a mill in Vesk.",
            at="13:00",
            slug="PM-Vesk Fire,200",
            identity="2",
        ),
    ),
}

BY_LINK = {
    "versions of one id": (
        "AAA",
        a_piece("Mill burns", at="01:00", identity="1", version=1),
        a_piece("Quite another headline", at="02:00", identity="1", version=2),
        a_piece("And a third", at="03:00", identity="1", version=3),
    ),
    "a sidebar that goes on from a story": (
        "ABA",
        a_piece(
            "Blaze at mill in Simm", "A blaze hurt 14 in Simm.", at="00:51", slug="Simm Fire", identity="1", version=1
        ),
        a_piece(
            "Profile: Oren Basel, owner of the mill",
            "Oren Basel grew up in Simm.",
            at="02:29",
            slug="Simm Fire-Profile",
            identity="2",
            follows=["1"],
        ),
        a_piece(
            "Mill blaze in Simm kills 2",
            "Two people died in Simm.",
            at="03:35",
            slug="Simm Fire",
            identity="1",
            version=2,
        ),
    ),
    "one piece out of two stories": (
        "ABC",
        a_piece("River bursts banks in Oltva", FLOOD, at="03:00", slug="Oltva Flood", identity="1"),
        a_piece("Nils Farrow quits", RESIGNED, at="03:00", slug="Orsia Farrow", identity="2"),
        a_piece(
            "Orsia sees day of turmoil",
            FLOOD + RESIGNED,
            at="05:00",
            slug="Orsia Day",
            identity="3",
            follows=["1", "2"],
        ),
    ),
    "a translation under the id of its original": (
        "AB",
        a_piece("Ada Kelz jailed", "Ada Kelz was jailed.", at="03:00", identity="1"),
        a_piece("Condenan a Ada Kelz", "Ada Kelz fue condenada.", at="03:15", identity="1", language="es"),
    ),
}

BY_WORDS = {
    "an urgent and the first text under another headline": (
        "AA",
        a_piece("Urgent: Marn bursts banks in Oltva", FLOOD + " Schools stay shut.", "Oltva"),
        a_piece("2,300 leave homes as Marn reaches old town, bursts banks", FLOOD_LATER, "Oltva"),
    ),
    "an urgent of names alone and the first text under another headline": (
        "AA",
        a_piece(
            "Urgent: River bursts banks in Oltva",
            "The river Marn burst its banks in Oltva on Saturday, Mayor Petra Quill said.",
            "Oltva",
        ),
        a_piece(
            "2,300 evacuated as Marn waters reach Oltva",
            "About 2,300 people were moved to schools on Saturday as water of the swollen Marn reached the old town of "
            "Oltva.\nMayor Petra Quill told people to stay upstairs.",
            "Oltva",
        ),
    ),
    "a lead under a new headline with the old facts": (
        "AA",
        a_piece("Falsund harbour at standstill", STRIKE, "Falsund"),
        a_piece(
            "1st LD Writethru: Kelt Motors cuts shifts for want of parts",
            "Kelt Motors cut shifts.\n" + STRIKE,
            "Falsund",
        ),
    ),
    "the same vote in two countries": (
        "AB",
        a_piece(
            "Topel lawmakers back later retirement in 62-38 vote",
            "The parliament of Topel voted on Saturday to raise the age of retirement, a win for Premier Ada Kelor.",
            "Topel",
        ),
        a_piece(
            "1st LD: Lorhin lawmakers back later retirement in 56-39 vote",
            "The parliament of Lorhin voted on Saturday to raise the age of retirement, a win for Premier Milo Barsun.",
            "Lorhin",
        ),
    ),
    "numbered versions in any order": (
        "AAA",
        a_piece(
            "Talks on Norrion port go on (3)",
            "Talks in Norrion went on, mediator Bram Kelka said.\nIt was round 3.",
            "Norrion",
        ),
        a_piece(
            "Talks on Norrion port go on",
            "Talks in Norrion went on, mediator Bram Kelka said.\nIt was round 1.",
            "Norrion",
        ),
        a_piece(
            "Talks on Norrion port go on (2)",
            "Talks in Norrion went on, mediator Bram Kelka said.\nIt was round 2.",
            "Norrion",
        ),
    ),
    "two urgents of two quakes off one place": (
        "AB",
        a_piece(
            "Urgent: 6.1-magnitude quake off Denn Bay",
            "A 6.1-magnitude quake struck off Denn Bay, the Orsia survey said.",
            "Denn Bay",
        ),
        a_piece(
            "Urgent: 4.8-magnitude quake off Denn Bay",
            "A 4.8-magnitude quake struck off Denn Bay, the Orsia survey said.",
            "Denn Bay",
        ),
    ),
    "reports in the agency's own wording from two places": (
        "AB",
        a_piece(
            "Topel stocks close higher",
            "Topel stocks closed higher on Saturday, with the index at 4113.2.\nBanks led the list.",
            "Topel",
        ),
        a_piece(
            "1st LD: Lorhin stocks close higher",
            "Lorhin stocks closed higher on Saturday, with the index at 977.5.\nBanks led the list.",
            "Lorhin",
        ),
    ),
    "a list of headlines shares names with all": (
        "ABC",
        a_piece("Marn bursts banks in Oltva", FLOOD, "Oltva"),
        a_piece("Nils Farrow quits", RESIGNED, "Karsa"),
        a_piece("Roundup: Marn bursts banks in Oltva; Nils Farrow quits", FLOOD + "\n" + RESIGNED, "Oltva"),
    ),
    "a correction in words alone": (
        "AA",
        a_piece("Falsund harbour at standstill", STRIKE, "Falsund"),
        a_piece("Correction: Falsund harbour at standstill", STRIKE.replace("41", "14"), "Falsund"),
    ),
    "a Spanish text after an English one": (
        "AB",
        a_piece(
            "Urgent: Ex-minister Ada Kelz jailed in Karsa",
            "Ada Kelz was sentenced to 3 years in jail by a court in Karsa for the bribes that she took at the port.",
            "Karsa",
        ),
        a_piece(
            "Condenan a Ada Kelz en Karsa",
            "Ada Kelz fue condenada a 3 años de cárcel por los sobornos que recibió en el puerto de Karsa.",
            "Karsa",
        ),
    ),
    "a lead with a net number": (
        "AAA",
        a_piece("Bank Orl shuts branches", "Bank Orl will shut 40 branches, board member Rita Semm said.", "Karsa"),
        a_piece(
            "1st LEAD: Bank Orl to cut 600 jobs",
            "Bank Orl will cut 600 jobs with its 40 branches, board member Rita Semm said.",
            "Karsa",
        ),
        a_piece(
            "2ND NET: Bank Orl cuts 600 jobs",
            "Bank Orl will cut 600 jobs with its 40 branches, board member Rita Semm said.\nUnions protested.",
            "Karsa",
        ),
    ),
}

BY_EVENTS = {
    "two cities that open their sentences": (
        "ABB",
        a_piece("Urgent: Karsa port closed after drone sighted", DRONE.format("Karsa")),
        a_piece("Falsund port closed after drone sighted", DRONE.format("Falsund")),
        a_piece("UPDATE 1-Falsund port reopens after drone sighted", DRONE.format("Falsund").replace("shut", "open")),
    ),
    "a name in each headline that the other text lacks": (
        "AB",
        a_piece("Urgent: Premier Dorn wins vote in Topel", WON.format("Topel"), "Karsa"),
        a_piece("Premier Dorn wins vote in Lorhin", WON.format("Lorhin"), "Karsa"),
    ),
    "names alone": (
        "AB",
        a_piece("Urgent: Dorn, Quill sign pact in Karsa", "Ilse Dorn and Petra Quill signed a pact in Karsa.", "Karsa"),
        a_piece("Dorn greets Quill in Karsa", "Ilse Dorn greeted farmers in Karsa with Petra Quill.", "Karsa"),
    ),
    "a flash and an urgent of two finals": (
        "AB",
        a_piece("Flash: Simm wins final", "Simm beat Vesk in the final of the open on grass.", "Karsa"),
        a_piece("Urgent: Simm wins final", "Simm beat Denn in the final of the open on clay.", "Karsa"),
    ),
    "yesterday's close and today's lead": (
        "AB",
        a_piece("Kelt shares close lower", CLOSE.format("4,113.2", 20.1), "Karsa", at="15:40"),
        a_piece("1st LD: Kelt shares close lower", CLOSE.format("4,090.8", 11.4), "Karsa", at="+1 15:50"),
    ),
    "other words under the keyword": (
        "AB",
        a_piece("River bursts banks in Oltva", FLOOD, "Karsa", at="03:00", slug="ORSIA/", identity="1"),
        a_piece("UPDATE 2-Coach fired", "Sven Talk lost his post.", "Karsa", at="04:00", slug="ORSIA/", identity="2"),
    ),
    "one headline with two numbers": (
        "AB",
        a_piece("Urgent: 4 hurt as blaze sweeps mill in Karsa", BLAZE, "Karsa"),
        a_piece(
            "9 hurt as blaze guts mill in Karsa", f"{BLAZE} Residents stayed in, fire chief Ada Vant said.", "Karsa"
        ),
    ),
    "two blazes of one place and number, with other firemen": (
        "AB",
        a_piece("Urgent: Blaze guts mill in Karsa; 9 hurt", f"{BLAZE} The fire service of Oltva said so.", "Karsa"),
        a_piece("Blaze guts works in Karsa; 9 hurt", f"{BLAZE} The fire service of Falsund said so.", "Karsa"),
    ),
    "a toll that rises": (
        "AA",
        a_piece("Urgent: Blaze guts mill in Karsa; 4 hurt", HURT.format("Four"), "Karsa"),
        a_piece("1st LD: Blaze guts mill in Karsa; 9 hurt", HURT.format("Nine"), "Karsa"),
    ),
    "an alert with another toll that came behind the lead": (
        "AB",
        a_piece("1st LD: Blaze guts mill in Karsa; 9 hurt", HURT.format("Nine"), "Karsa"),
        replace(
            a_piece("Urgent: Blaze guts mill in Karsa; 4 hurt", HURT.format("Four"), "Karsa", at="12:05"),
            is_timed=False,
        ),
    ),
    "an alert of another quake that came behind the lead": (
        "AB",
        a_piece("1st LD: Quake rattles Denn Bay", QUAKE.format("6.1"), "Denn Bay"),
        a_piece("Urgent: Quake rattles Denn Bay", QUAKE.format("4.8"), "Denn Bay"),
    ),
    "a correction in other words under the same headline, among others of the day": (
        "ABA",
        a_piece("Falsund dockers walk out", STRIKE, "Falsund", at="03:00", identity="1"),
        a_piece("Marn bursts banks in Oltva", FLOOD, "Oltva", at="03:20", identity="2"),
        a_piece("CORRECTED-Falsund dockers walk out", "Crane crews left work.", "Karsa", at="04:00", identity="3"),
    ),
    "a correction with another figure, under an id of its own": (
        "AA",
        a_piece("Kelt Motors cuts forecast", "Kelt Motors will build 120,000 cars.", at="09:00", identity="1"),
        a_piece("CORRECTED-Kelt Motors cuts forecast", "Kelt Motors will build 210,000.", at="09:30", identity="2"),
    ),
}


def pairs_of(chains):
    """Return the pairs of places that are of one chain."""
    pairs = itertools.combinations(range(len(chains)), 2)
    return {(one, other) for one, other in pairs if chains[one] == chains[other]}


def cases(table):
    """Return a test's parameter for each row of a table."""
    return [pytest.param(chains, pieces, id=name) for name, (chains, *pieces) in table.items()]


@pytest.mark.parametrize(
    ("chains", "pieces"), [*cases(BY_KEYWORD), *cases(BY_LINK), *cases(BY_WORDS), *cases(BY_EVENTS)]
)
def test_copy_finds_its_story(chains, pieces):
    assert chains_of(*pieces) == chains


@pytest.mark.parametrize(("chains", "pieces"), [*cases(BY_LINK)])
def test_links_make_the_same_chains_in_every_order(chains, pieces):
    for order in itertools.permutations(range(len(pieces))):
        found = chains_of(*(pieces[place] for place in order))
        together = {
            (chains[one] == chains[other]) == (found[order.index(one)] == found[order.index(other)])
            for one in order
            for other in order
        }

        assert together == {True}, order
