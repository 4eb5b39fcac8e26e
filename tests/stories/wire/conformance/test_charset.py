"""Real bytes in odd letters become the words that their files say they are."""

import pytest

from stories import wire
from stories.charset import decode, detect
from stories.photos import inspect_photo
from tests.sample_folders import SHARED, WIRE_SAMPLES, needs_samples

TRIALS = SHARED / "trial-inputs"

pytestmark = needs_samples

# file | the character set | words of it
BYTES = [
    ("rss-double-encoded.xml", "utf-8", "<description>…</description>"),
    ("rss-euc-kr.xml", "euc-kr", "<description>년</description>"),
    ("rss-cp1252-in-utf8.xml", "utf-8", "<description>don’t</description>"),
    ("belga-newsml1-many-components.xml", "iso-8859-15", "België"),
    ("cp-jimi-plain.xml", "utf-8", "<Publish>"),
    ("pa1.xml", "utf-8", "PA SPORT TRIVIA"),
]

# file | the character set | the headline
COPY = [
    ("13-charset-gb18030.txt", "gb18030", "奥伦大坝没有决口"),
    ("14-charset-windows-1251.txt", "windows-1251", "Плотина выдержала"),
    ("16-charset-shift-jis.txt", "shift_jis", "知事が会見"),
    ("18-charset-mac-roman.txt", "macintosh", "La digue a tenu à Oren"),
]

# file | caption | byline
PHOTOS = [
    ("23-exif-caption-nul.jpg", "Dam at Oren holds", ""),
    ("25-exif-utf8.jpg", "São Bento: a barragem resistiu à cheia", ""),
    ("26-iptc-named-8859-5.jpg", "Плотина выдержала паводок", "Ада Карн"),
    ("27-iptc-gbk.jpg", "奥伦大坝没有决口，省长说", "王甲"),
    ("29-exif-camera-words.jpg", "", ""),
]


@pytest.mark.parametrize(("name", "charset", "words"), BYTES)
def test_bytes_are_read_in_their_letters(name, charset, words):
    data = (WIRE_SAMPLES / name).read_bytes()

    assert (detect(data).charset, detect(data).doubt) == (charset, "")
    assert words in decode(data)


@pytest.mark.parametrize(("name", "charset", "headline"), COPY)
def test_copy_is_read_in_its_letters_without_doubt(name, charset, headline):
    (item,) = wire.read((TRIALS / name).read_bytes())

    assert (item.headline, item.charset, item.charset_doubt) == (headline, charset, "")


def test_copy_in_two_character_sets_is_doubted():
    (item,) = wire.read((TRIALS / "19-charset-mixed.txt").read_bytes())

    assert item.headline == "Café closes in Vell after flood"
    assert item.charset_doubt == "most of it is UTF-8, and some of its letters are not."


@pytest.mark.parametrize(("name", "caption", "byline"), PHOTOS)
def test_photos_are_read_in_their_letters(name, caption, byline):
    facts = inspect_photo(TRIALS / name).facts

    assert (facts.caption, facts.byline, facts.instructions) == (caption, byline, "")
