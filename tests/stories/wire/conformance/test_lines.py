"""Real transmissions of IPTC 7901, ANPA 1312 and ZCZC give what the index of the samples says."""

from datetime import UTC, datetime

import pytest

from stories import copy, wire
from stories.copy import Kind
from tests.sample_folders import WIRE_SAMPLES, needs_samples

# file | headline | slugline | designator | urgency | dateline | byline | words
ROWS = """
IPTC7901.txt           | Germany Social Democrats: Coalition talks with Merkel could fail     | Germany-politics                |                  | 4 | Berlin (dpa) -                     |                                            | 161
dpa_two_line.txt       | Peace talks on Yemen to take place in Sweden next month, Mattis says | Yemen/conflict                  | Extra            | 3 | Washington (dpa) -                 |                                            | 90
dpa_four_line.txt      | Switzerland joins list of countries resisting UN migration pact      | Switzerland/migration/UN        | Refile, 1st LD   | 3 | Geneva (dpa) -                     | By dpa correspondents                      | 377
anpa-1.tst             | For Argentine chemo patients, mirrors can hurt                       | LT--Argentina-Cancer Beauty     |                  | 1 | BUENOS AIRES, Argentina (AP) —     | By PAUL BYRNE and ALMUDENA CALATRAVA, Associated Press | 466
anpa-3.tst             |                                                                      | WEA--Global Weather-Fahrenheit  |                  | 3 | NEW YORK (AP) —                    |                                            | 1243
ap_anpa-1.tst          | Deng has 30 points, short-handed Heat beat Hawks 115-111             | BKN--Heat-Hawks                 | 1st LD Writethru | 4 | ATLANTA (AP) —                     | By CHARLES ODUM, AP Sports Writer          | 416
ap_anpa-2.tst          | Baseball Expanded Standings                                          | BBO--Baseball Expanded Glance   |                  | 4 |                                    | By The Associated Press                    | 809
ap_anpa-3.tst          | $210 lobster is found dead                                           | US--Giant Lobster Death         | 1st LD Writethru | 4 | CHATHAM, Mass. (AP) —              |                                            | 3
ap_anpa-5.tst          |                                                                      | US--APNewsAlert                 | NewsAlert        | 2 | HONOLULU (AP) —                    |                                            | 17
kyodo-anpa.txt         | Soccer: Urawa Reds claim 7th Emperor's Cup by beating Vegalta Sendai | Soccer-Emperor's-Cup            |                  | 3 | SAITAMA, Japan, Dec. 9 Kyodo -     |                                            | 342
aap-zczc-radio.tst     | Legionella found in Qld hospital                                     | Legionella                      |                  |   |                                    |                                            | 68
aap-zczc-headlines.tst | Sydney headlines round-up Nov 06, 1200                               | AM Sydney headlines             |                  |   |                                    |                                            | 240
"""  # noqa: E501 a table
FILES = [tuple(cell.strip() for cell in line.split("|")) for line in ROWS.strip().split("\n")]
FEW = 10  # words that another way of counting may give
TIMES = [
    ("IPTC7901.txt", datetime(2013, 11, 13, 11, 37, tzinfo=UTC)),
    ("dpa_two_line.txt", datetime(2018, 11, 21, 21, 1, tzinfo=UTC)),
    ("dpa_four_line.txt", datetime(2018, 11, 21, 23, 22, tzinfo=UTC)),
    ("anpa-1.tst", datetime(2013, 11, 13, 15, 9, tzinfo=UTC)),
    ("anpa-3.tst", datetime(2013, 11, 13, 7, 13, tzinfo=UTC)),
    ("ap_anpa-1.tst", datetime(2016, 2, 20, 3, 37, tzinfo=UTC)),
    ("ap_anpa-2.tst", datetime(2016, 5, 17, 6, 20, tzinfo=UTC)),
    ("ap_anpa-3.tst", datetime(2016, 8, 29, 16, 26, tzinfo=UTC)),
    ("ap_anpa-5.tst", datetime(2017, 6, 29, 23, 50, tzinfo=UTC)),
    ("kyodo-anpa.txt", datetime(2018, 12, 9, 21, 37)),  # noqa: DTZ001 it gives no zone
    ("aap-zczc-radio.tst", None),
]


def read(name):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())
    return item


@needs_samples
@pytest.mark.parametrize(
    ("name", "headline", "slugline", "designator", "urgency", "dateline", "byline", "words"), FILES
)
def test_transmission_is_read_as_its_index_says(name, headline, slugline, designator, urgency, dateline, byline, words):
    item = read(name)
    has_headline = "It has no headline: the beginning of its text stands for one." not in item.remarks

    assert (item.headline if has_headline else "", item.slugline) == (headline, slugline)
    assert (str(item.designator or ""), str(item.urgency or "")) == (designator, urgency)
    assert (item.dateline, item.byline, item.status) == (dateline, byline, "usable")
    assert abs(copy.word_count(item.blocks) - int(words)) <= FEW


@needs_samples
@pytest.mark.parametrize(("name", "at"), TIMES)
def test_time_is_that_of_the_closing_line(name, at):
    assert read(name).version_at == at


@needs_samples
def test_tables_stay_tables():
    weather, standings = read("anpa-3.tst"), read("ap_anpa-2.tst")
    rows = [block.text.split("\t") for block in weather.blocks if block.kind is Kind.ROW]

    assert [block.text for block in weather.blocks if block.kind is Kind.HEAD_ROW] == [
        "\tMIN\tMAX\tCOND\tPRECIP\tMIN\tMAX\tCOND\tMIN\tMAX\tCOND"
    ]
    assert {len(row) for row in rows} == {11}
    assert rows[0] == ["Amsterdam", "42", "50", "rn", "0.08", "39", "52", "pc", "39", "48", "rn"]
    assert sum(block.kind is Kind.HEAD_ROW for block in standings.blocks) == 6
    assert sum(block.kind is Kind.ROW for block in standings.blocks) == 30
    assert "Tampa Bay\t17\t19\t.472\t6\t3½\t5-5\tW-1\t10-11\t7-8" in [block.text for block in standings.blocks]


@needs_samples
def test_notes_and_pictures_are_parted_from_the_text():
    deng, pact = read("ap_anpa-1.tst"), read("dpa_four_line.txt")

    assert deng.note == "Eds: Heat 115, Hawks 111. Updates. With AP Photos."
    assert deng.remarks == ("It comes with pictures: “AP Photo GATK105, GATK106, GATK103, GATK107, GATK104, GATK102”.",)
    assert pact.note == "adds head of UNGA in grafs 7-11"
    assert [remark.partition(":")[0] for remark in pact.remarks] == ["74 words of the notebook were left out"]
    assert read("kyodo-anpa.txt").endmark == "==Kyodo"


@needs_samples
def test_ticker_is_named_and_is_no_story():
    with pytest.raises(wire.NotStoryError, match="ticker: 12 headlines"):
        wire.read((WIRE_SAMPLES / "aap-ticker.txt").read_bytes())
