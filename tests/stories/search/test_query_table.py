"""What some 280 queries in nine languages find, the same on both databases: a table that an editor can check."""

from pathlib import Path

import pytest

from stories import search
from stories.search import Index, Span, current_engine
from stories.search.documents import make_document
from stories.search.marks import Marker
from stories.search.query import read_query

pytestmark = pytest.mark.django_db

TEXTS = {
    1: (
        "en",
        "Tunnel fire kills nine, Ilves resigns. The smoke doors in the Corrin rail tunnels did not "
        "close, said Jorn Ilves of Vesper. ORÉN, Nov 29 -- It has 3,400 seats. We do not expect to find "
        "more.",
    ),
    2: (
        "en",
        "Harbour seals return. Hunters had been killing seals in the harbour at Karse Head; a well-known"
        " port mourned them. A door closes.",
    ),
    3: ("en-GB", "Mourners fill Karse. The town is mourning; the church’s doors closed at 7:30. Zebras run in Paris."),
    4: ("fr", "Le café de l’Été ferme à Orén. Le café ferme, a déclaré le député. Un tunnel ferroviaire."),
    5: ("fr", "Les députés votent la fermeture. La porte du port est fermée; la générale attend à Paris."),
    6: ("es", "Los niños cruzan el túnel. El niño cruzó la frontera; murieron tres mineros en la explosión."),
    7: ("es", "Explosiones en la mina. Las explosiones mataron a un minero de Orén. ¿Cuándo? Mañana."),
    8: ("ru", "Кран упал на плотину. Краны и плотины; ёлка стоит у моря. Погибли два рабочих."),
    9: ("ru", "Плотина выстояла. О кранах ничего не известно; рабочий нашёл йод. 3400 мест."),
    10: ("ar", "المياه تغمر المدينة. وصلت المياه إلى مدينة كارس، وقال أحمد إن السدّ انهار. ٣٤٠٠ شخص."),
    11: ("ar", "مياه الشرب. مِياهٌ نظيفة في المدرسه، والسدود جديدة، قال مصطفى."),
    12: ("zh", "北港大桥恢复通车。大桥于周二恢复通车，市长表示满意。"),
    13: ("zh-Hant", "臺北大橋關閉。橋樑關閉三天，共3400人。"),
    14: ("de", "Häuser in Oren brennen. Das Haus in der Straße ist 1.200 Meter entfernt; Łódź hilft."),
    15: ("hi", "हिन्दी समाचार। बांध टूटा।"),
    16: ("ja", "トンネル火災、三人死亡。"),
    17: ("tr", "İstanbul köprüsü açıldı."),
}
# A query, and the texts that it finds; "-" where it looks for nothing.
TABLE = [
    tuple(part.strip() for part in line.rsplit("|", 1))
    for line in (Path(__file__).parent / "queries.txt").read_text().splitlines()
]


def language_keys(tag):
    """Return the keys of a language and of that it is a variety of."""
    return {f"language:{tag.lower()}", f"language:{tag.partition('-')[0]}"}


def write_texts():
    documents = [make_document(place, [text], tag, language_keys(tag)) for place, (tag, text) in TEXTS.items()]
    current_engine().write(Index.DESK, documents)


def found_by(words, **keys):
    """Return the numbers of the texts that words find, as the table prints them."""
    places = search.find_places(Index.DESK, words, Span(), limit=50, **keys)
    return "-" if places is None else " ".join(map(str, sorted(places)))


def test_table_of_queries():
    write_texts()

    assert {query: found_by(query) for query, _texts in TABLE} == dict(TABLE)


def test_what_a_query_found_is_marked():
    unmarked = []
    for query, texts in TABLE:
        marker = Marker(read_query(query))
        for tag, text in (TEXTS[int(number)] for number in texts.replace("-", "").split()):
            parts = marker.mark(text, tag)
            assert "".join(part.text for part in parts) == text
            unmarked += [] if any(part.is_found for part in parts) else [(query, text)]

    assert unmarked == []


def test_words_are_of_the_language_that_is_asked_for():
    write_texts()

    assert [found_by("pari", keys=[language_keys(tag)]) for tag in ("en", "fr")] == ["3", ""]
    assert found_by("portes", keys=[{"language:fr"}]) == "5"
