"""Language tags are read in every common spelling and printed in the canonical one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.copy import language_tags
from stories.copy.language_tags import LanguageTag

CANONICAL = """
    en                  | en
    EN                  | en
    zh-Hans-CN          | zh-Hans-CN
    zh-hans             | zh-Hans
    zh-Hant             | zh-Hant
    zh_Hant_HK          | zh-Hant-HK
    zh-Hant_HK          | zh-Hant-HK
    zh_HK_#Hant         | zh-Hant-HK
    ZH_TW               | zh-TW
    sr-Latn-RS          | sr-Latn-RS
    sr_Latn_RS          | sr-Latn-RS
    sr__#Latn           | sr-Latn
    sr_RS_#Latn         | sr-Latn-RS
    sr_RS@latin         | sr-Latn-RS
    uz_UZ.UTF-8@cyrillic | uz-Cyrl-UZ
    ar-Arab-EG          | ar-Arab-EG
    pt-BR               | pt-BR
    pt_BR.ISO8859-1     | pt-BR
    de_DE@euro          | de-DE
    ca_ES@valencia      | ca-ES
    tt_RU@iqtelif       | tt-Latn-RU
    de_DE@collation=phonebook | de-DE
    en_US.UTF-8         | en-US
    en_US.utf8          | en-US
    ru_RU.KOI8-R        | ru-RU
    ja_JP.SJIS          | ja-JP
    hi_IN@devanagari    | hi-Deva-IN
    de_DE.ISO-8859-15@euro | de-DE
    de_DE@collation=phonebook;calendar=gregorian | de-DE
    en_US_POSIX         | en-US
    de__POSIX           | de
    es-419              | es-419
    es_419              | es-419
    en-GB-oxendict      | en-GB-oxendict
    en-gb-oed           | en-GB-oxendict
    de-CH-1901          | de-CH-1901
    sl-rozaj-biske-1994 | sl-rozaj-biske-1994
    zh-yue-Hant-HK      | zh-yue-Hant-HK
    gsw                 | gsw
    th_TH_#u-nu-thai    | th-TH-u-nu-thai
    th_TH_TH_#u-nu-thai | th-TH-u-nu-thai
    th_TH_TH            | th-TH-u-nu-thai
    ja_JP_JP_#u-ca-japanese | ja-JP-u-ca-japanese
    ja_JP_JP            | ja-JP-u-ca-japanese
    no_NO_NY            | nn-NO
    no_NO               | no-NO
    de-DE-u-co-phonebk-t-it | de-DE-t-it-u-co-phonebk
    en-x-twain          | en-x-twain
    zh_TW_#Hant_x-java  | zh-Hant-TW-x-java
    x-klingon           | x-klingon
    X-Klingon           | x-klingon
    iw_IL               | he-IL
    in                  | id
    ji                  | yi
    i-klingon           | tlh
    i-navajo            | nv
    art-lojban          | jbo
    zh-min-nan          | nan
    sgn-BE-FR           | sfb
    xx                  | xx
"""
RIGHT_TO_LEFT = """
    ar         | rtl
    ar-Arab-EG | rtl
    ar-Latn    | ltr
    fa_AF      | rtl
    he         | rtl
    iw         | rtl
    yi         | rtl
    ps         | rtl
    dv         | rtl
    az         | ltr
    az-Arab    | rtl
    az_Arab_IR | rtl
    az-IR      | rtl
    az-AZ      | ltr
    az-Latn-IR | ltr
    pa-Arab-PK | rtl
    pa-PK      | rtl
    pa-IN      | ltr
    uz_AF      | rtl
    uz-UZ      | ltr
    kk-CN      | rtl
    kk         | ltr
    ky-CN      | rtl
    ku-IQ      | rtl
    ku-TR      | ltr
    ms-CC      | rtl
    ms-MY      | ltr
    tg-PK      | rtl
    ha-SD      | rtl
    ha-NG      | ltr
    sd         | rtl
    sd-IN      | ltr
    ug-CN      | rtl
    ug-KZ      | ltr
    ur-Deva    | ltr
    sr-Latn    | ltr
    zh-Hant    | ltr
    x-arabic   | ltr
"""
NO_TAGS = [
    "", " ", "-", "_", "nonsense", "english", "C", "POSIX", "C.UTF-8", "a", "e1", "en-", "-en", "en--US", "_US",
    "#Latn", "en-US-GB", "en-Latn-Cyrl", "en-US-Latn", "en US", "en,fr", "zh;q=0.8", "en-u", "en-x", "x", "x-",
    "i-default", "en-u-co-u-nu", "de-1901-1901", "en-a-bb-a-cc", "zh-aaa-bbb-ccc-ddd", "en-abcdefghi", "日本語", "éé",
    "en\u2010US", "en-x-" + "a" * 9, "x-" + "-".join(["abcdefgh"] * 4), "<b>",
    "foo@bar.com", "foo@bar", "abc.def", "en_US.pdf", "www.example.com", "de.DE", "en_US@twain", "en-JP-JP",
]  # fmt: skip


def rows(table):
    return [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("spelling", "canonical"), rows(CANONICAL))
def test_a_tag_of_any_spelling_is_printed_in_the_canonical_one(spelling, canonical):
    assert str(language_tags.read_tag(spelling)) == canonical


@pytest.mark.parametrize("text", NO_TAGS)
def test_what_is_no_tag_is_read_as_none(text):
    assert language_tags.read_tag(text) is None


@pytest.mark.parametrize(("tag", "direction"), rows(RIGHT_TO_LEFT))
def test_the_direction_is_that_of_the_script(tag, direction):
    assert language_tags.read_tag(tag).is_right_to_left == (direction == "rtl")


def test_the_parts_of_a_tag_have_names():
    read = language_tags.read_tag("zh_yue_hant_hk_1901_u_nu_thai_x_a")

    assert read == LanguageTag("zh", ("yue",), "Hant", "HK", ("1901",), ("u-nu-thai",), "x-a")
    assert read.primary == "zh"


def test_private_use_by_itself_has_no_language():
    assert language_tags.read_tag("x-klingon") == LanguageTag("", private_use="x-klingon")
    assert language_tags.read_tag("x-klingon").primary == ""


def test_a_tag_longer_than_a_column_is_none():
    longest = "-".join(["x", "abcdefgh", "abcdefgh", "abcdefgh", "abcdef"])

    assert (len(longest), str(language_tags.read_tag(longest))) == (language_tags.LENGTH, longest) == (35, longest)
    assert language_tags.read_tag(f"{longest}g") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("zh", "zh-Hant", True),
        ("zh_TW", "zh-Hans", True),
        ("iw", "he", True),
        ("en", "en-GB-oxendict", True),
        ("en", "enm", False),
        ("en", "fr", False),
        ("x-klingon", "x-klingon", False),
        ("nonsense", "nonsense", False),
    ],
)
def test_a_language_is_the_same_whatever_its_script_and_region(one, other, same):
    assert language_tags.is_same_language(one, other) is same
    assert language_tags.is_same_language(other, one) is same


TAG_LIKE = st.text(alphabet="aezhnxXiuUSGB019-_.@#", max_size=40)
SUBTAGS = st.lists(
    st.sampled_from(["en", "zh", "yue", "Hant", "hk", "419", "1901", "oxendict", "u", "nu", "thai", "x", "#Latn", ""]),
    max_size=9,
)
SPELLINGS = SUBTAGS.flatmap(lambda subtags: st.sampled_from(["-", "_"]).map(lambda join: join.join(subtags)))


@given(st.one_of(SPELLINGS, TAG_LIKE, st.text()))
@example("zh_HK_#Hant")
def test_a_tag_that_is_printed_and_read_again_is_the_same(text):
    tag = language_tags.read_tag(text)

    assert tag is None or language_tags.read_tag(str(tag)) == tag
