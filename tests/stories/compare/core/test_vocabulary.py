from concurrent.futures import ThreadPoolExecutor

from stories.compare.core import typography
from stories.compare.core.tokens import Vocabulary
from stories.compare.core.typography import vocabulary_for


def test_texts_after_one_another_share_a_vocabulary_until_it_is_large(monkeypatch):
    monkeypatch.setattr(typography, "_shared", {})
    monkeypatch.setattr(typography, "KNOWN_PIECES", 5)
    first = vocabulary_for(["The dam broke."])
    first.code(["The ", "dam ", "broke"])
    again = vocabulary_for(["The lake rose."])
    first.code(["."])

    assert again is first
    assert vocabulary_for(["The lake rose."]) is not first
    assert vocabulary_for(["“The dam broke.”"]) is not first


def test_threads_that_share_a_vocabulary_never_give_two_pieces_one_character():
    words = [f"w{number}" for number in range(3000)]
    vocabulary = Vocabulary()

    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(vocabulary.code, [words, words[::-1], words, words[::-1]]))

    assert len(codes) == 2
    assert len(set(vocabulary.values())) == len(words)
