"""Words within a paragraph that are shown as changed."""

import pytest

from stories.compare import Op
from stories.compare.core.tokens import count_words, pieces
from tests.stories.compare.texts import a_text, check_comparison, print_segments

PIECES = """
The U.S. said 3,400 left.            | The|U.S|.|said|3,400|left|.
al-Bab's $1.2 billion (3.5%)         | al-Bab's|$1.2 billion|(|3.5%|)
a 2-1 win at 19:30, -5 degrees       | a|2-1|win|at|19:30|,|-5|degrees
It cost 3 million, or 12 000 euros   | It|cost|3 million|,|or|12 000|euros
1 200 000 in 2026 300 people         | 1 200 000|in|2026|300|people
−5 or –5 of 10–12, 1’200             | −5|or|–5|of|10–12|,|1’200
3,5 % of 1½, 5 млн or 10⁶            | 3,5 %|of|1½|,|5 млн|or|10⁶
１，２００人と٣٫٥٪                    | １，２００|人|と|٣٫٥٪
rain-soaked and/or AT&T d'Or         | rain-soaked|and/or|AT&T|d'Or
“No,” he said – twice…               | “|No|,|”|he|said|–|twice|…
中国人民，你好                       | 中|国|人|民|，|你|好
東京で27日、                         | 東|京|で|27|日|、
สวัสดีครับ ไปเที่ยว                       | ส|วั|ส|ดี|ค|รั|บ|ไป|เที่|ย|ว
مرحبا، بالعالم؟                      | مرحبا|،|بالعالم|؟
Ça va, e\u0301te\u0301!              | Ça|va|,|e\u0301te\u0301|!
हिन्दी में लिखा।                       | हिन्दी|में|लिखा|।
👩\u200d👩\u200d👧 👍🏽 🇫🇷             | 👩\u200d👩\u200d👧|👍🏽|🇫🇷
""".strip().splitlines()


@pytest.mark.parametrize("line", PIECES)
def test_a_text_is_read_in_pieces(line):
    text, expected = (part.strip().encode().decode() for part in line.split(" | "))

    found = pieces(text)

    assert "".join(found) == text
    assert [piece.rstrip() for piece in found] == expected.split("|")


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("One, two: three!", 3), ("— …", 0), ("$1.2 billion", 1), ("中国 2024", 3)]
)
def test_words_are_counted_without_signs(text, count):
    assert count_words(text) == count


CHANGED = {
    "a word": (
        "Two soldiers were killed.",
        "Three soldiers were killed.",
        "[-Two-]{+Three+} soldiers were killed.",
    ),
    "a number and its unit are one": (
        "It cost $1.2 billion to build.",
        "It cost $1.4 billion to build.",
        "It cost [-$1.2 billion-]{+$1.4 billion+} to build.",
    ),
    "a name with a hyphen is one": ("Near al-Bab today.", "Near al-Rai today.", "Near [-al-Bab-]{+al-Rai+} today."),
    "a sign alone": ("He left today, late.", "He left today; late.", "He left [-today,-]{+today;+} late."),
    "words at the end": ("He left in the night.", "He left.", "He left[- in the night-]."),
    "words at the head": ("He left the town.", "On Monday he left the town.", "[-He-]{+On Monday he+} left the town."),
    "a sentence is added whole": (
        "Talks would go on. He gave no details.",
        "Talks would go on. Talks began on Monday. He gave no details.",
        "Talks would go on. {+Talks began on Monday. +}He gave no details.",
    ),
    "an inserted phrase begins where it is written": (
        "He ran. The dog sat.",
        "He ran. The cat hid. The dog sat.",
        "He ran. {+The cat hid. +}The dog sat.",
    ),
    "small words between changed phrases are no landmark": (
        "Police said it burned in the northern city of Aleren for two hours on Friday, officials said.",
        "Police said it burned at a market near the old town of Velden for two hours on Friday, officials said.",
        "Police said it burned [-in the northern city of Aleren-]{+at a market near the old town of Velden+} "
        "for two hours on Friday, officials said.",
    ),
    "less than two fifths of the words shared is shown whole": (
        "A blast, in Aleren, killed six, officials, police and doctors said.",
        "At least nine, many of them men, died, officials, witnesses and others said.",
        "[-A blast, in Aleren, killed six, officials, police and doctors said.-]"
        "{+At least nine, many of them men, died, officials, witnesses and others said.+}",
    ),
    "Chinese by characters": (
        "发言人周五在会上表示，双方将继续加强合作。",
        "发言人周四在会上表示，双方将进一步加强合作。",
        "发言人周[-五-]{+四+}在会上表示，双方将[-继续-]{+进一步+}加强合作。",
    ),
    "Japanese by characters, numbers whole": (
        "東京で27日、強い地震があり、3人がけがをした。",
        "東京で28日、強い地震があり、12人がけがをした。",
        "東京で[-27-]{+28+}日、強い地震があり、[-3-]{+12+}人がけがをした。",
    ),
    "Thai by what belongs together": (
        "มีผู้เสียชีวิตสองคนเมื่อวันศุกร์",
        "มีผู้เสียชีวิตสามคนเมื่อวันศุกร์",
        "มีผู้เสียชีวิต[-สอง-]{+สาม+}คนเมื่อวันศุกร์",
    ),
    "Arabic by words": (
        "قال المتحدث إن جنديين قتلا يوم الجمعة.",
        "قال المتحدث إن جنديين قتلا يوم الخميس.",
        "قال المتحدث إن جنديين قتلا يوم [-الجمعة-]{+الخميس+}.",
    ),
    "an emoji of many characters is one": (
        "Thanks to all of you 👩\u200d👩\u200d👧",
        "Thanks to all of you 👩\u200d👩\u200d👦",
        "Thanks to all of you [-👩\u200d👩\u200d👧-]{+👩\u200d👩\u200d👦+}",
    ),
    "a hard line break": ("One line\nand another", "One line and another", "One line[-\n-]{+ +}and another"),
}


@pytest.mark.parametrize(("old", "new", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_changed_words_are_shown(old, new, expected):
    comparison = check_comparison(a_text(old), a_text(new))

    assert [print_segments(row.segments) for row in comparison.changes] == [expected]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_a_head_field_is_compared_like_a_paragraph(old, new, expected):
    comparison = check_comparison(a_text(headline=old), a_text(headline=new))

    assert [(change.field, change.old, change.new) for change in comparison.head] == [("headline", old, new)]
    assert print_segments(comparison.head[0].segments) == expected


def test_words_added_and_removed_are_counted_without_signs_and_restyling():
    comparison = check_comparison(
        a_text("Two men left, police said.", "Gone now.", headline="Two men left"),
        a_text("Three tall men left; police said.", headline="Three men left"),
    )

    assert (comparison.words_added, comparison.words_removed) == (4, 5)


def test_a_word_that_stands_between_two_changes_joins_its_phrase():
    old = a_text("The boat ran aground off the coast of Ostrel, the rescue service said.")
    new = a_text("The boat ran aground off the coast of Ostrel, and 16 wait for the tide, the rescue service said.")

    [row] = check_comparison(old, new).changes

    assert [part.text for part in row.segments if part.op is Op.ADDED] == ["and 16 wait for the tide, "]
    assert not [part.text for part in row.segments if part.op is Op.REMOVED]
