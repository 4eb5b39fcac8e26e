"""Real NewsML 1 of nine agencies gives what the index of the samples says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.wire import Status
from tests.sample_folders import WIRE_SAMPLES, needs_samples

CET, ATHENS, TOKYO = (timezone(timedelta(hours=hours)) for hours in (1, 3, 9))

# file, headline, slug line, urgency, version, designator, dateline, language, version time, blocks, words
FILES = [
    ("afp.xml", "Sweden court accepts receivership for Saab carmaker", "Sweden-SAAB", 4, 1, "",
     "STOCKHOLM, Aug 29, 2014 (AFP) -", "en", datetime(2014, 8, 29, 13, 49, 51, tzinfo=UTC), 10, 222),
    ("afp-newsml1-en.xml", "Burkina Faso bans imports from North Korea", "Burkina-Faso", 4, 1, "Update",
     "Ouagadougou, Dec 20, 2017 (AFP) -", "en", datetime(2017, 12, 20, 13, 47, 57, tzinfo=UTC), 9, 189),
    ("ana1.xml", "Wage employment balance positive in Jan-March", "", None, 1, "",
     "", "en", datetime(2018, 4, 4, 17, 58, 59, tzinfo=ATHENS), 4, 122),
    ("anp-newsml1-rev2.xml", "FNV staat alleen met acties bij PostNL", "Huub Giesbers (iwi)", 3, 2, "Version 2",
     "", "nl-NL", datetime(2018, 12, 10, 12, 37, 31, tzinfo=CET), 5, 177),
    ("tass-newsml1-urgent.xml", "Kremlin has 'negative reaction' to upcoming EU sanctions", "URGENT", 2, None, "Urgent",
     "MOSCOW, January 21. /TASS/.", "en", datetime(2019, 1, 21, 10, 27, 8), 3, 152),  # noqa: DTZ001 as the file says
    ("kyodo-newsml1.xml", "Ex-Chinese Premier Li Peng dies aged 90: Xinhua", "Obit-Li Peng", 9, 1, "",
     "BEIJING, July 23", "en", datetime(2019, 7, 23, 20, 21, 19, tzinfo=TOKYO), 6, 201),
    ("efe-newsml1-es.xml", "Leones matan a un joven que se coló en un zoológico de la India", "", 5, 1, "",
     "Nueva Delhi, 21 ene (EFE).-", "es-ES", datetime(2019, 1, 21, 10, 36, tzinfo=UTC), 9, 299),
    ("businesswire-newsml1.xml", "Interactive Brokers Lifts All Trading Restrictions on Options",
     "CT-INTERACTIVE-BROKERS", None, 1, "", "GREENWICH, Conn.", "en",
     datetime(2021, 1, 31, 2, 41, tzinfo=UTC), 4, 213),
]  # fmt: skip


def read(name):
    return wire.read((WIRE_SAMPLES / name).read_bytes())


@needs_samples
@pytest.mark.parametrize(
    (
        "name",
        "headline",
        "slugline",
        "urgency",
        "version",
        "designator",
        "dateline",
        "language",
        "at",
        "blocks",
        "words",
    ),
    FILES,
    ids=[row[0] for row in FILES],
)
def test_sample_is_read_as_its_index_says(
    name, headline, slugline, urgency, version, designator, dateline, language, at, blocks, words
):
    (item,) = read(name)

    assert (item.headline, item.printed_slugline, item.urgency, item.version) == (headline, slugline, urgency, version)
    assert (str(item.designator or ""), item.dateline, item.language) == (designator, dateline, language)
    assert (item.status, item.embargo_at) == (Status.USABLE, None)
    assert item.version_at == at
    assert len(item.blocks) == blocks
    assert abs(copy.word_count(item.blocks) - words) <= 3


@needs_samples
@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("afp.xml", "urn:newsml:afp.com:20140829:TX-PAR-FXW86"),
        ("anp-newsml1-rev2.xml", "urn:newsml:ANP:20181210:ANPX-101218-041"),
        ("belga-newsml1-many-components.xml", "urn:newsml:belga.be:20190129:98055798"),
        ("tass-newsml1-urgent.xml", ""),
    ],
)
def test_id_is_that_of_all_versions(name, identity):
    assert read(name)[0].identity == identity


@needs_samples
@pytest.mark.parametrize("name", ["anp-newsml1-rev2.xml", "tass-newsml1-urgent.xml"])
def test_slug_line_that_many_stories_share_links_none(name):
    assert read(name)[0].slugline == ""


@needs_samples
def test_each_language_of_an_item_is_a_story():
    dutch, french = read("belga-newsml1-many-components.xml")

    headline = "Mediawatch dinsdag 29/01/2019 - VTM Nieuws - 13 uur"
    assert (dutch.headline, dutch.language, dutch.version) == (headline, "nl", 4)
    assert (french.headline, french.language, french.version) == (headline, "fr", 4)
    assert french.identity == f"{dutch.identity}#fr"
    assert copy.plain_text(dutch.blocks).startswith("Steven Van Geel gaf zich op 31 mei 2014 aan bij de politie")
    assert len(french.blocks) == 30
    assert dutch.note == "Qu'y a-t-il écrit ici?"


@needs_samples
def test_release_is_its_body_once():
    (item,) = read("businesswire-newsml1.xml")

    words = copy.plain_text(item.blocks)
    assert words.startswith("Interactive Brokers Group (Nasdaq: IBKR), a global brokerage firm, announced today")
    assert words.count("lifted all trading restrictions") == 1
    assert "text-align" not in words
    assert item.pictures == ()


@needs_samples
def test_subjects_of_the_sample_have_the_names_that_it_gives():
    keys = [(subject.key, subject.name) for subject in read("ana1.xml")[0].subjects]

    assert keys == [
        ("subj:09003000", "Employment/Unemployment"),
        ("subj:09003002", "Job Layoffs"),
        ("subj:04008004", "Economic Indicator"),
    ]
