"""The same seven edits of a story in five languages, said in the same words."""

import pytest

from stories.compare import changed_facts, compare
from stories.display.change_words import sentence, sentence_text
from tests.stories.compare.texts import a_text

# By language: the headline and the paragraphs of the older and the newer text, and what is said of them.
STORIES = {
    "fr": (
        (
            "Douze morts dans l'incendie d'un tunnel",
            "Un incendie a fait douze morts et 33 blessés samedi dans le tunnel d'Ardmoor, a annoncé la préfecture.",
            "Le tunnel, long de 7,4 kilomètres, a été ouvert en 1968.",
            "« J'ai fait ce que les règles exigent, et je le referais demain », a déclaré le ministre Tomas Reve.",
            "L'inspectrice, Ana Sorell, a signé la lettre le 14 avril.",
            "La société a été poursuivie par le parquet.",
        ),
        (
            "Treize morts dans l'incendie d'un tunnel",
            "Un incendie a fait treize morts et 32 blessés samedi dans le tunnel d'Ardmoor, a annoncé la préfecture.",
            "Le tunnel, long de 4,7 kilomètres, a été ouvert en 1986.",
            "« J'ai fait ce que les règles exigent », a déclaré le ministre Tomas Reve.",
            "L'inspectrice, Ana Sorrel, a signé la lettre le 15 avril.",
            "La société n'a pas été poursuivie par le parquet.",
        ),
        (
            "The toll rises from 12 to 13 and the injured fall from 33 to 32; "
            "length: 7,4 → 4,7 kilomètres. "
            "A denial in paragraph 5: “société a été poursuivie” "
            "is now “société n'a pas été poursuivie”; "
            "Sorell is now Sorrel; year: 1968 → 1986; date: 14 avril → 15 avril. "
            "A quote of Reve was shortened by 5 words."
        ),
    ),
    "es": (
        (
            "Doce muertos en el incendio de un túnel",
            "Un incendio dejó doce muertos y 33 heridos el sábado en el túnel de Ardmoor, informó la policía.",
            "El túnel, de 7,4 kilómetros de largo, se abrió en 1968.",
            "«Hice lo que exigen las reglas, y mañana lo haría otra vez», dijo el ministro Tomás Reve.",
            "La inspectora, Ana Sorell, firmó la carta el 14 de abril.",
            "La empresa fue acusada por la fiscalía.",
        ),
        (
            "Trece muertos en el incendio de un túnel",
            "Un incendio dejó trece muertos y 32 heridos el sábado en el túnel de Ardmoor, informó la policía.",
            "El túnel, de 4,7 kilómetros de largo, se abrió en 1986.",
            "«Hice lo que exigen las reglas», dijo el ministro Tomás Reve.",
            "La inspectora, Ana Sorrel, firmó la carta el 15 de abril.",
            "La empresa no fue acusada por la fiscalía.",
        ),
        (
            "The toll rises from 12 to 13 and the injured fall from 33 to 32; "
            "length: 7,4 → 4,7 kilómetros. "
            "A denial in paragraph 5: “empresa fue acusada” "
            "is now “empresa no fue acusada”; "
            "Sorell is now Sorrel; year: 1968 → 1986; date: 14 de abril → 15 de abril. "
            "A quote of Reve was shortened by 6 words."
        ),
    ),
    "ru": (
        (
            "12 человек погибли при пожаре в тоннеле",
            "При пожаре в тоннеле погибли 12 человек, 33 пострадали, сообщили спасатели.",
            "Тоннель длиной 7,4 км открыли в 1968 году.",
            "«Я сделал то, чего требуют правила, и завтра поступил бы так же», — заявил министр Томас Рив.",
            "Письмо подписала инспектор Анна Сорел 14 апреля.",
            "Прокуратура предъявила компании обвинение.",
        ),
        (
            "13 человек погибли при пожаре в тоннеле",
            "При пожаре в тоннеле погибли 13 человек, 32 пострадали, сообщили спасатели.",
            "Тоннель длиной 4,7 км открыли в 1986 году.",
            "«Я сделал то, чего требуют правила», — заявил министр Томас Рив.",
            "Письмо подписала инспектор Анна Сорол 15 апреля.",
            "Прокуратура не предъявила компании обвинение.",
        ),
        (
            "The toll rises from 12 to 13 and the injured fall from 33 to 32; "
            "length: 7,4 → 4,7 км. "
            "A denial in paragraph 5: “Прокуратура предъявила компании” "
            "is now “Прокуратура не предъявила компании”; "
            "Сорел is now Сорол; date: 1968 году → 1986 году; date: 14 апреля → 15 апреля. "
            "A quote of Рив was shortened by 6 words."
        ),
    ),
    "zh": (
        (
            "隧道火灾致12人死亡",
            "星期六隧道火灾造成12人死亡、33人受伤。",
            "隧道长7.4公里，1968年通车。",
            "部长说：“我做了规定要求的事，明天我还会这样做。”",
            "公司被起诉。",
        ),
        (
            "隧道火灾致13人死亡",
            "星期六隧道火灾造成13人死亡、32人受伤。",
            "隧道长4.7公里，1986年通车。",
            "部长说：“我做了规定要求的事。”",
            "公司没有被起诉。",
        ),
        (
            "The toll rises from 12 to 13 and the injured fall from 33 to 32; "
            "length: 7.4 → 4.7公里. "
            "A denial in paragraph 4: “公司被起诉” "
            "is now “公司没有被起诉”; date: 1968年 → 1986年. "
            "A quote was shortened by 8 words."
        ),
    ),
    "ar": (
        (
            "مقتل 12 شخصا في حريق نفق",
            "قتل 12 شخصا وأصيب 33 في حريق نفق أردمور السبت.",
            "يبلغ طول النفق 7.4 كيلومتر وافتتح عام 1968.",
            'قال الوزير "فعلت ما تطلبه القواعد وسأفعل ذلك مرة أخرى غدا".',
            "النيابة اتهمت الشركة.",
        ),
        (
            "مقتل 13 شخصا في حريق نفق",
            "قتل 13 شخصا وأصيب 32 في حريق نفق أردمور السبت.",
            "يبلغ طول النفق 4.7 كيلومتر وافتتح عام 1986.",
            'قال الوزير "فعلت ما تطلبه القواعد".',
            "النيابة لم تتهم الشركة.",
        ),
        (
            "The toll rises from 12 to 13 and the injured fall from 33 to 32; "
            "length: 7.4 → 4.7 كيلومتر. "
            "A denial in paragraph 4: “\u2068النيابة اتهمت الشركة\u2069” "
            "is now “\u2068النيابة لم تتهم الشركة\u2069”; year: 1968 → 1986. "
            "A quote was shortened by 5 words."
        ),
    ),
}


@pytest.mark.parametrize("language", STORIES)
def test_the_same_edits_are_said_alike_in_any_language(language):
    (headline, *old), (newer_headline, *new), said = STORIES[language]
    comparison = compare(a_text(*old, headline=headline), a_text(*new, headline=newer_headline))

    facts = changed_facts(comparison, language)

    assert sentence_text(sentence(comparison, facts)) == said
