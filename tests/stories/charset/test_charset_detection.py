"""No reading of the bytes that is held for certain is wrong; most are certain; the right one is among the doubtful."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import wire
from stories.charset import MOST_READINGS, decode, detect, find_label, mend
from tests.charset_corpus import encode, texts

ROMANIAN = str.maketrans("șțȘȚ", "şţŞŢ")  # a comma or a cedilla: the same letters
RUSSIAN = "Плотина выдержала, и жители могут вернуться домой, сообщил губернатор."
FRENCH = "La digue a tenu, a déclaré le préfet à l’issue d’une réunion, et les habitants peuvent rentrer."
CHINESE = "省长星期四表示，大坝没有决口，下游居民可以回家。"
TEXTS = texts()
LEAST_TEXTS, LEAST_CERTAIN, LEAST_RIGHT = 500, 0.94, 0.99


def is_right(text, charset):
    return decode(text.data, charset).translate(ROMANIAN) == text.text.translate(ROMANIAN)


@pytest.fixture(scope="module")
def detections():
    return [(text, detect(text.data)) for text in TEXTS]


def test_no_certain_reading_is_wrong(detections):
    wrong = [
        (text.language, text.encoding, found.charset, text.text)
        for text, found in detections
        if not found.doubt and not is_right(text, found.charset)
    ]

    assert wrong == []


def test_doubtful_readings_have_the_right_one_among_few(detections):
    doubtful = [(text, found) for text, found in detections if found.doubt]

    assert all(found.readings[0] == found.charset for _, found in doubtful)
    assert all(len(found.readings) <= MOST_READINGS for _, found in doubtful)
    assert [text for text, found in doubtful if not any(is_right(text, label) for label in found.readings)] == []


def test_most_readings_are_certain_and_right(detections):
    certain = sum(not found.doubt for _, found in detections)
    right = sum(is_right(text, found.charset) for text, found in detections)

    assert len(detections) >= LEAST_TEXTS
    assert len({text.encoding for text, _ in detections}) >= 25
    assert certain >= LEAST_CERTAIN * len(detections)
    assert right >= LEAST_RIGHT * len(detections)


def test_each_character_set_is_read_for_certain(detections):
    certain = Counter(text.encoding for text, found in detections if not found.doubt)

    assert set(certain) == {text.encoding for text in TEXTS}


@pytest.mark.parametrize(
    "text", [text for text in TEXTS if text.text.count(" ") < 12][::9], ids=lambda text: text.encoding
)
def test_headline_in_capitals_is_never_certain_and_wrong(text):
    headline = text.text.splitlines()[0].upper()
    try:
        data = encode(headline, text.encoding)
    except UnicodeEncodeError:
        return

    found = detect(data)

    assert found.doubt or decode(data, found.charset) == headline


DECLARED = [
    ('<?xml version="1.0" encoding="koi8-r"?><p>%s</p>', "koi8-r", RUSSIAN, "koi8-r"),
    ("<?xml version='1.0' encoding='WINDOWS-1251' standalone='yes'?><p>%s</p>", "cp1251", RUSSIAN, "windows-1251"),
    ('<html><head><meta charset="x-mac-cyrillic"></head>%s', "mac_cyrillic", RUSSIAN, "x-mac-cyrillic"),
    (
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-5">%s',
        "iso8859-5",
        RUSSIAN,
        "iso-8859-5",
    ),
    ('From: wire@example.org\nContent-Type: text/plain;\n charset="gb2312"\n\n%s', "gb18030", CHINESE, "gb18030"),
    # What browsers take it for: ISO-8859-1 and ASCII are Windows-1252.
    ('<?xml version="1.0" encoding="iso-8859-1"?><p>%s</p>', "cp1252", FRENCH, "windows-1252"),
    ('<?xml version="1.0" encoding="US-ASCII"?><p>%s</p>', "cp1252", FRENCH, "windows-1252"),
    # A declaration that cannot be.
    ('<?xml version="1.0" encoding="UTF-8"?><p>%s</p>', "cp1252", FRENCH, "windows-1252"),
    ('<?xml version="1.0" encoding="utf-16"?><p>%s</p>', "utf-8", FRENCH, "utf-8"),
    ('<?xml version="1.0" encoding="iso-8859-1"?><p>%s</p>', "utf-8", FRENCH, "utf-8"),
    ('<?xml version="1.0" encoding="x-martian"?><p>%s</p>', "cp1251", RUSSIAN, "windows-1251"),
]


@pytest.mark.parametrize(("frame", "encoding", "words", "charset"), DECLARED)
def test_declared_character_set_is_heeded_as_browsers_do(frame, encoding, words, charset):
    text = frame % words

    found = detect(text.encode(encoding))

    assert (found.charset, found.doubt) == (charset, "")
    assert decode(text.encode(encoding)) == text


def test_declared_character_set_that_makes_garbage_is_doubted():
    data = f'<?xml version="1.0" encoding="iso-8859-1"?><p>{RUSSIAN}</p>'.encode("cp1251")

    found = detect(data)

    assert found.charset == "windows-1251"
    assert found.doubt == "it says that it is in windows-1252, and reads better in windows-1251."
    assert found.readings[:2] == ("windows-1251", "windows-1252")


@pytest.mark.parametrize(
    ("usual", "charset"), [("windows-1253", "windows-1253"), ("iso-8859-7", "iso-8859-7"), ("ISO8859-7", "iso-8859-7")]
)
def test_source_decides_between_two_good_readings(usual, charset):
    data = "Άντεξε το φράγμα στο Όρεν, δήλωσε ο κυβερνήτης".encode(charset)

    found = detect(data, usual=usual)

    assert (found.charset, found.doubt) == (charset, "")


def test_two_good_readings_are_doubted():
    found = detect("Άντεξε το φράγμα στο Όρεν, δήλωσε ο κυβερνήτης".encode("cp1253"))

    assert found.doubt.startswith("it names no character set, and can be read in ")
    assert set(found.readings[:2]) == {"windows-1253", "iso-8859-7"}


def test_source_does_not_make_garbage_of_other_letters():
    found = detect(RUSSIAN.encode("koi8-r"), usual="windows-1252")

    assert (found.charset, found.doubt) == ("koi8-r", "")


def test_letters_beside_utf_8_are_read_and_doubted():
    data = b"Caf\xe9 closes in Vell\n\nThe caf\xc3\xa9 closed, said Ren\xc3\xa9 Karn.\n"

    found = detect(data)

    assert decode(data).startswith("Café closes")
    assert (found.charset, found.doubt) == ("utf-8", "most of it is UTF-8, and some of its letters are not.")
    assert "windows-1252" in found.readings or found.readings[0] == "utf-8"


MENDED = [
    ("cafÃ© – dâ€™accord Ã\u00a0 lâ€™Ã©cole", "café – d’accord à l’école"),
    ("école cafÃ©", "école café"),
    ("Ã¢â‚¬â„¢", "’"),
    ("РџР»РѕС‚РёРЅР° РІС‹РґРµСЂР¶Р°Р»Р°", "Плотина выдержала"),
    ("√âcole √©t√©", "École été"),
    ("è¿™æ˜¯ä¸\u00adå›½", "这是中国"),
    ("don\u0092t \u0093so\u0094 50 \u0080", "don’t “so” 50 €"),
    ("&#226;&#128;&#166; caf&#195;&#169; &#x92; &#150;", "… café ’ –"),
    ('{"headline": "caf\\u00c3\\u00a9"}', '{"headline": "café"}'),
]


@pytest.mark.parametrize(("damaged", "meant"), MENDED)
def test_what_was_encoded_twice_is_mended_also_in_parts(damaged, meant):
    assert decode(damaged.encode()) == meant


@pytest.mark.parametrize(
    "honest",
    [
        *("MANHÃ… MAÇû CITÉ» CITTÀ» PERÙ» “RÊVÉ” ÂGE", "ЗАЛИВ» ВІДСТАВКУ В\u00a0Орене Сёмга", "Ãlafur and Âge"),
        *("Sábado. Â la carte, ñandú", "&#233;&#160;&#232;", "100 °C, 5 £, © Vesper", "Ø 5 mm, Ørsted, Ñandú"),
    ],
)
def test_honest_text_is_left_alone(honest):
    assert decode(honest.encode()) == honest


def test_text_that_stays_broken_is_doubted():
    found = detect("Ð\u009fÐ»Ð¾Ñ?Ð¸Ð½Ð° Ð²Ñ‹Ð´ÐµÑ?Ð¶Ð°Ð»Ð°".encode())

    assert found.doubt == "some of it went through a wrong character set before it came."


def test_item_says_its_character_set_and_doubt_only_of_its_own_letters():
    greek = "Άντεξε το φράγμα στο Όρεν\n\nΟ κυβερνήτης δήλωσε ότι το φράγμα άντεξε.\n".encode("cp1253")

    (item,) = wire.read(greek)
    (chosen,) = wire.read(greek, charset="iso-8859-7")

    assert item.charset == item.readings[0]
    assert item.charset_doubt.startswith("it names no character set")
    assert set(item.readings[:2]) == {"windows-1253", "iso-8859-7"}
    assert (chosen.charset, chosen.charset_doubt, chosen.headline) == ("iso-8859-7", "", "’ντεξε το φράγμα στο Όρεν")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Latin1", "windows-1252"),
        ("GBK", "gb18030"),
        ("x-sjis", "shift_jis"),
        ("TIS-620", "windows-874"),
        ("klingon", ""),
    ],
)
def test_names_of_character_sets_lead_to_labels(name, label):
    assert find_label(name) == label


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reading(data):
    try:
        found = detect(data)
    except wire.UnreadableError:
        return

    assert isinstance(decode(data, found.charset), str)
    assert all(isinstance(decode(data, label), str) for label in found.readings)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_mended_text_is_whole(text):
    assert mend(mend(text)) == mend(text)


HOSTILE = ["Ã" * 300_000, "√" * 300_000, "Р" * 300_000, "√√¬‚" * 80_000, "&#226;" * 60_000, "\\u00e2é" * 60_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_mending_takes_no_longer_for_hostile_text(text):
    began = time.process_time()

    mend(text)

    assert time.process_time() - began < 5
