"""Twelve invented versions of one story, and what an editor did between them: as data, for every test of changes."""

from dataclasses import dataclass

from stories.compare import Text
from stories.copy import Block, Kind


@dataclass(frozen=True)
class Version:
    """One filing: designator, the agency's note, headline, and paragraphs; a paragraph with tabs is a table row."""

    designator: str
    note: str
    headline: str
    paragraphs: tuple[str, ...]

    def text(self) -> Text:
        """Return the version as a text to compare."""
        head = {"headline": self.headline, "byline": "By Mara Tolle", "dateline": "VELDEN, Nov. 9"}
        return Text(head, tuple(_block(words) for words in self.paragraphs))


@dataclass(frozen=True)
class Edit:
    """One thing that an editor did: numbers of paragraphs count each in its own text, 0 is the headline.

    `was` and `now` are the words or figures that changed; the subject is the thing that a figure counts.
    """

    kind: str
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    was: str = ""
    now: str = ""
    subject: str = ""


def _block(words: str) -> Block:
    kind = Kind.PARAGRAPH if "\t" not in words else Kind.HEAD_ROW if words.startswith("Coach\t") else Kind.ROW
    return Block(kind, words)


LEAD = "{} people were killed and {} injured when a night train caught fire in the Marrow tunnel on Monday,"
LEAD += " the rescue service said."
FIRE = "The fire broke out at 4:40 a.m. in the third coach, {} kilometers from the northern portal."
SMOKE = 'Smoke was "so thick that we could not see our own hands," said Ada Reve, who walked out with her two sons.'
SMOKE_CUT = 'Smoke was "so thick," said Ada Reve, who walked out with her two sons.'
SMOKE_CURLY = "Smoke was “so thick,” said Ada Reve, who walked out with her two sons."
CLOSED = "The line between Velden and Oren was closed."
BUSES = "Buses were running in its place on Monday, the railway said."
INQUIRY = "Transport Minister Jonas Ilves said an inquiry would start at once."
NO_FAULT = '"We do not expect to find a fault in the tunnel," he told reporters in Velden - and left.'
NO_FAULT_CURLY = "“We do not expect to find a fault in the tunnel,” he told reporters in Velden – and left."
OPENED = "The tunnel was opened in 1998 and is the longest in the country."
DOORS = "Hospital doors in Oren stayed open through the night as relatives arrived with photographs of the missing."
CONDUCTOR = "Conductor Tobias {} led 40 passengers to a cross passage before the lights failed."
COACHES = "Arden Rail, which runs the line, bought the coaches in 2011 and had them inspected in June."
CASE = "Prosecutors have not opened a case against the company, their office said."
CASE_OPENED = "Prosecutors have opened a case against the company, their office said."
SCARF = "A red scarf lay between the rails at the northern portal, where crews had carried the injured into the cold."
RECAST = "Cables that nobody had checked for nine years are the likely cause of a blaze that cost 13 lives below the"
RECAST += " Marrow hills, an interim report found."
REPORT = "The report of 48 pages names three cables under the floor of the third coach and the firm that laid them."
WARNED = "An engineer warned the ministry of them in 2017 and was never answered, according to the same report."
TABLE = ("Coach\tDead\tInjured", "First\t\t4", "Second\t2\t11", "Third\t7\t18")
TABLE_LATER = ("Coach\tDead\tInjured", "Third\t7\t18", "First\t4\t", "Second\t2\t11", "Fourth\t\t1")

VERSIONS = (
    Version("Urgent", "", "Two dead in fire in Marrow tunnel", (LEAD.format("Two", "31"), FIRE.format("7.4"))),
    Version(
        "1st LD",
        "ADDS witness, closed line",
        "Two dead in fire in Marrow tunnel",
        (LEAD.format("Two", "31"), FIRE.format("7.4"), SMOKE, f"{CLOSED} {BUSES}"),
    ),
    Version(
        "2nd LD",
        "UPDATES toll; ADDS minister, background",
        "Five dead in fire in Marrow tunnel",
        (
            LEAD.format("Five", "34"),
            FIRE.format("7.4"),
            SMOKE,
            f"{CLOSED} {BUSES}",
            f"{INQUIRY} {NO_FAULT}",
            OPENED,
        ),
    ),
    Version(
        "Correction",
        "CORRECTS distance from the portal to 4.7 kilometers in 2nd paragraph",
        "Five dead in fire in Marrow tunnel",
        (
            LEAD.format("Five", "34"),
            FIRE.format("4.7"),
            SMOKE,
            f"{CLOSED} {BUSES}",
            f"{INQUIRY} {NO_FAULT}",
            OPENED,
        ),
    ),
    Version(
        "3rd LD",
        "ADDS conductor",
        "Minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Five", "34"),
            FIRE.format("4.7"),
            SMOKE,
            f"{INQUIRY} {NO_FAULT}",
            OPENED,
            f"{CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
        ),
    ),
    Version(
        "3rd LD Writethru",
        "",
        "Minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Five", "34"),
            FIRE.format("4.7"),
            SMOKE,
            INQUIRY,
            NO_FAULT,
            f"{OPENED} {CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
        ),
    ),
    Version(
        "4th LD",
        "UPDATES toll",
        "Toll rises to nine as minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Nine", "34"),
            FIRE.format("4.7"),
            SMOKE_CUT,
            INQUIRY,
            NO_FAULT,
            f"{OPENED} {CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
        ),
    ),
    Version(
        "4th LD Writethru",
        "",
        "Toll rises to nine as minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Nine", "34"),
            FIRE.format("4.7"),
            SMOKE_CURLY,
            INQUIRY,
            NO_FAULT_CURLY,
            f"{OPENED} {CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
        ),
    ),
    Version(
        "5th LD",
        "ADDS table, prosecutors",
        "Toll rises to nine as minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Nine", "33"),
            FIRE.format("4.7"),
            SMOKE_CURLY,
            INQUIRY,
            NO_FAULT_CURLY,
            f"{OPENED} {CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
            CASE,
            *TABLE,
        ),
    ),
    Version(
        "6th LD",
        "UPDATES toll, table",
        "Toll rises to 13 as minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Thirteen", "30"),
            FIRE.format("4.7"),
            SMOKE_CURLY,
            INQUIRY,
            NO_FAULT_CURLY,
            f"{OPENED} {CLOSED} {BUSES}",
            CONDUCTOR.format("Sorell"),
            CASE,
            *TABLE_LATER,
        ),
    ),
    Version(
        "Correction",
        "CORRECTS name of the conductor to Sorrel",
        "Toll rises to 13 as minister promises inquiry after train burns below the hills",
        (
            LEAD.format("Thirteen", "30"),
            FIRE.format("4.7"),
            SCARF,
            DOORS,
            COACHES,
            SMOKE_CURLY,
            INQUIRY,
            f"{OPENED} {CLOSED}",
            f"{CONDUCTOR.format('Sorrel')} {BUSES}",
            CASE_OPENED,
            *TABLE_LATER,
        ),
    ),
    Version(
        "7th LD",
        "RECASTS with interim report",
        "Unchecked cables caused fatal blaze in Marrow tunnel, report finds",
        (
            RECAST,
            REPORT,
            WARNED,
            DOORS,
            COACHES,
            FIRE.format("4.7"),
            SCARF,
            SMOKE_CURLY,
            INQUIRY,
            f"{OPENED} {CLOSED}",
            f"{CONDUCTOR.format('Sorrel')} {BUSES}",
            CASE_OPENED,
            *TABLE_LATER,
        ),
    ),
)

# What was done between each version and the next: EDITS[0] from version 1 to 2.
EDITS: tuple[tuple[Edit, ...], ...] = (
    (
        Edit("new", new=(3,)),
        Edit("quote new", new=(3,), now="so thick that we could not see our own hands,"),
        Edit("new", new=(4,)),
    ),
    (
        Edit("headline", (0,), (0,), "Two", "Five"),
        Edit("figure", (1,), (1,), "Two", "Five", "deaths"),
        Edit("figure", (1,), (1,), "31", "34", "injured"),
        Edit("new", new=(5,)),
        Edit("quote new", new=(5,), now="We do not expect to find a fault in the tunnel,"),
        Edit("new", new=(6,)),
    ),
    (Edit("figure", (2,), (2,), "7.4", "4.7", "distance"),),
    (
        Edit("headline whole", (0,), (0,)),
        Edit("moved down", (4,), (6,)),
        Edit("new", new=(7,)),
    ),
    (
        Edit("split", (4,), (4, 5)),
        Edit("joined", (5, 6), (6,)),
    ),
    (
        Edit("headline", (0,), (0,)),
        Edit("figure", (1,), (1,), "Five", "Nine", "deaths"),
        Edit("quote shortened", (3,), (3,), "that we could not see our own hands"),
    ),
    (
        Edit("typography", (3,), (3,)),
        Edit("typography", (5,), (5,)),
    ),
    (
        Edit("figure", (1,), (1,), "34", "33", "injured"),
        *(Edit("new", new=(number,)) for number in range(8, 13)),
    ),
    (
        Edit("headline", (0,), (0,), "nine", "13"),
        Edit("figure", (1,), (1,), "Nine", "Thirteen", "deaths"),
        Edit("figure", (1,), (1,), "33", "30", "injured"),
        Edit("row moved up", (12,), (10,)),
        Edit("cells", (10,), (11,), "Injured 4", "Dead 4"),
        Edit("new", new=(13,)),
    ),
    (
        *(Edit("new", new=(number,)) for number in (3, 4, 5)),
        Edit("quote cut", (5,), (), "We do not expect to find a fault in the tunnel,"),
        Edit("cut", (5,)),
        Edit("sentence moved", (6,), (9,), BUSES, BUSES),
        Edit("name", (7,), (9,), "Sorell", "Sorrel"),
        Edit("denial", (8,), (10,), "not", ""),
    ),
    (
        Edit("headline whole", (0,), (0,)),
        Edit("lead recast", (1,), (1,)),
        Edit("new", new=(2,)),
        Edit("new", new=(3,)),
        Edit("moved down", (2,), (6,)),
        Edit("moved down", (3,), (7,)),
    ),
)
