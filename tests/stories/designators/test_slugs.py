"""Designators in slugs and keyword lines, and the keyword that links the filings of a story."""

import pytest

from stories.designators import Position, read

# As printed | in our print | the keyword
SLUGS = """
BC-US--Dam-Flood, 1st Ld-Writethru,416    | 1st LD Writethru   | US--Dam-Flood
BC-US--Dam-Flood,1st Ld- Writethru        | 1st LD Writethru   | US--Dam-Flood
BC-US--Dam-Flood, 2nd Ld-Writethr         | 2nd LD Writethru   | US--Dam-Flood
BC-US--Dam-Flood 1stLd-Writethru          | 1st LD Writethru   | US--Dam-Flood
BC-US--Dam-Flood, 1st Ld, Correction      | 1st LD, Correction | US--Dam-Flood
BC-US--Dam-Flood,416                      | None               | US--Dam-Flood
AP-US--Dam-Flood                          | None               | US--Dam-Flood
US--Dam-Flood                             | None               | US--Dam-Flood
AM-Dam, 4th Ld - Writethru, a0800,1072    | 4th LD Writethru   | AM-Dam
BC-Dam, ADVISORY,120                      | Advisory           | Dam
BC-Dam, Kill                              | Kill               | Dam
BC-US--APNewsAlert,17                     | NewsAlert          | US--APNewsAlert
US--APNewsAlert W0857                     | NewsAlert          | US--APNewsAlert
KARSE-DAM/ (UPDATE 1, PIX, CORRECTED)     | Update 1, Correction | KARSE-DAM/
KARSE-DAM/FLOOD (PIX, TV)                 | None               | KARSE-DAM/FLOOD
DEL92 LD DAM                              | 1st LD             | DAM
DEL17 DAM-LD LEVELS                       | 1st LD             | DAM-LEVELS
DEL17 DAM-LEVELS                          | None               | DAM-LEVELS
DAM-LD LEVELS                             | 1st LD             | DAM-LEVELS
DEL62 PM-2NDLD DAM                        | 2nd LD             | PM-DAM
BOM14 PM-DAM-2ND LD VISIT                 | 2nd LD             | PM-DAM-VISIT
DEL75 LDALL DAM                           | 1st LD All         | DAM
ENV-2NDLDALL DAM                          | 2nd LD All         | ENV-DAM
2ND LD ALL DAM                            | 2nd LD All         | DAM
ENV-2ND LD ALL DAM                        | 2nd LD All         | ENV-DAM
DEL75 LD ALL-PARTY MEET                   | 1st LD             | ALL-PARTY MEET
DEL75 LD ALL PARTY MEET                   | 1st LD             | ALL PARTY MEET
DAM-3RDLEAD LEVELS                        | 3rd LD             | DAM-LEVELS
DAM-2LD LEVELS                            | 2nd LD             | DAM-LEVELS
DAM-LEVELS 3RDLD                          | 3rd LD             | DAM-LEVELS
DEL432NDLD DAM                            | 2nd LD             | DAM
DEL4312THLD DAM                           | 12th LD            | DAM
MDS5 AP-LD FLOODS                         | 1st LD             | AP-FLOODS
eu-dammUV4                                | Update 4           | eu-damm
"""

ORDINARY = [
    "LEAD-POISONING",
    "WORLD ALL STARS",
    "Dam-Flood",
    "MI--2nd Right Now",
    "PM-AGRI",
    "Police Hold",
    "KARSE-DAM/FLOOD (NORTHPORT)",
    "Elections, 2024",
    "Toy Recall, Lead",
    "CO2 LEVELS",
    "BUILD-OUT",
    "BC-",
    "DEL5",
    "1stLd-Writethru",
    "",
]


@pytest.mark.parametrize(
    ("slug", "ours", "keyword"), [[cell.strip() for cell in row.split(" |")] for row in SLUGS.strip().splitlines()]
)
def test_designator_is_cut_out_of_the_keyword(slug, ours, keyword):
    designator, rest = read(slug, printed_in=Position.SLUG)

    assert (str(designator), rest) == (ours, keyword)


@pytest.mark.parametrize("slug", ORDINARY)
def test_ordinary_slug_is_its_own_keyword(slug):
    assert read(slug, printed_in=Position.SLUG) == (None, slug)


def test_all_filings_of_a_story_have_one_keyword():
    slugs = ["BC-US--Dam,200", "BC-US--Dam, 1st Ld-Writethru,416", "AP-US--Dam, 2nd Ld-Writethru", "BC-US--Dam 3rdLd"]

    assert {read(slug, printed_in=Position.SLUG)[1] for slug in slugs} == {"US--Dam"}


def test_keyword_is_found_again_in_itself():
    for slug in ("BC-US--Dam, 1st Ld-Writethru,416", "DEL17 DAM-LD LEVELS", "KARSE-DAM/ (UPDATE 1, PIX)"):
        _, keyword = read(slug, printed_in=Position.SLUG)

        assert read(keyword, printed_in=Position.SLUG) == (None, keyword)
