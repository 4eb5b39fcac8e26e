"""Figures of copy in the languages of the site: how they are written, what they are worth, what they count."""

from decimal import Decimal

import pytest

from stories.compare.facts.figures import figures

# The language, a text, and each figure as printed, with its value and what it counts; "-" is no single value.
FIGURES = """
en | It cost 1,200,000 or 1 200 000          | 1,200,000=1200000 money?; 1 200 000=1200000
en | 1’200’000, 1'200 and 12,34,567          | 1’200’000=1200000; 1'200=1200; 12,34,567=1234567
en | -5, −5 and –5, but pages 5–7            | -5=-5; −5=-5; –5=-5; 5–7=-
en | 1½ of 2 1/2, ¾ and 10⁶                  | 1½=1.5; 2 1/2=2.5; ¾=0.75; 10⁶=1000000
en | ٢٥ and １，２００ of ٣٫٥٪               | ٢٥=25; １，２００=1200; ٣٫٥٪=3.5 share
en | two million three hundred thousand men  | two million three hundred thousand=2300000
en | $1.2 billion, €3m and 40 pounds         | $1.2 billion=1200000000 money; €3m=3000000 money; 40 pounds=40 money
en | a US$5 note at 20 percent               | US$5=5 money; 20 percent=20 share
en | won 2-1 on May 12, 2026 at 19:30 GMT    | 2-1=-; May 12, 2026=- date; 19:30 GMT=- time
en | F-16s, G7, A320 and COVID-19            |
en | the 2nd in 1998, in the 1990s           | 2nd=2; 1998=1998 year; 1990s=1990 year
en | Twenty-one dead and 33 wounded          | Twenty-one=21 deaths; 33=33 injured
en | The toll rose to 15 from 12             | 15=15 deaths; 12=12
en | The tunnel, 4.7 kilometres long         | 4.7 kilometres=4.7 length
en | A 7.4 km hike from Oren                 | 7.4 km=7.4
en | Thirty-two people were in hospital      | Thirty-two=32 injured
en | He was killed in 1998 and 3 were hurt   | 1998=1998 year; 3=3 injured
en | A third of it, or three-quarters         | A third=0.3333333333333333; three-quarters=0.75
en | half of the dead, down by a quarter      | half=0.5; a quarter=0.25
en | the first half; half an hour; a third man | first=1; third=3
en | It fell by a third in May, or by a quarter | a third=0.3333333333333333; May=- date; a quarter=0.25
en | killed by a third man; a third in a row  | third=3; third=3
en | half a million dead, half-a-dozen boats  | half a million=500000 deaths; half-a-dozen=6
en | half a million euros or half a billion   | half a million euros=500000 money; half a billion=500000000
fr | en baisse d’un tiers en mai             | un tiers=0.3333333333333333; mai=- date
fr | un demi-million de voix                 | demi-million=500000 votes
es | cayó en un tercio en mayo               | un tercio=0.3333333333333333; mayo=- date
es | medio millón de euros, media docena     | medio millón de euros=500000 money; media docena=6
ru | на треть в мае, полмиллиона рублей       | треть=0.3333333333333333; полмиллиона рублей=500000 money
fr | Un tiers des 12 morts, la moitié du lac | Un tiers=0.3333333333333333; 12=12 deaths; la moitié=0.5
fr | Un quart d'heure, trois quarts des voix | trois quarts=0.75
es | Un tercio de las casas, tres cuartos del lago | Un tercio=0.3333333333333333; tres cuartos=0.75
es | la mitad, una quinta parte, un cuarto de hora | la mitad=0.5; una quinta parte=0.2; cuarto=4
ru | Половина домов, треть школ              | Половина=0.5; треть=0.3333333333333333
ru | во второй половине дня, четверть часа    | второй=2
fr | Douze morts et 1 200 blessés            | Douze=12 deaths; 1 200=1200 injured
fr | quatre-vingt-dix-sept disparus          | quatre-vingt-dix-sept=97 missing
fr | Le bilan s’élève à vingt et un morts    | vingt et un=21 deaths
fr | 1 200 000 euros, 3,5 %, 1,250 million   | 1 200 000 euros=1200000 money; 3,5 %=3.5 share; 1,250 million=1250000
fr | deux milliards de dollars               | deux milliards=2000000000
fr | jeudi 29 novembre 2026 à 14h30          | jeudi=- day; 29 novembre 2026=- date; 14h30=- time
fr | un homme âgé de 34 ans, dix ans après   | 34 ans=34 age; dix ans=10
es | Al menos 15 muertos y treinta y dos heridos | 15=15 deaths; treinta y dos=32 injured
es | mató a 13 personas, 1.200 desaparecidos | 13=13 deaths; 1.200=1200 missing
es | dos mil trescientos pesos, 12 por ciento | dos mil trescientos pesos=2300 money; 12 por ciento=12 share
es | el 29 de noviembre de 2026              | 29 de noviembre de 2026=- date
ru | Погибли 13 человек, ещё 30 ранены       | 13=13 deaths; 30=30 injured
ru | Число погибших выросло до 15            | 15=15 deaths
ru | Двадцать три человека пострадали        | Двадцать три=23 injured
ru | 1 200 000 рублей и 3,5 млн долларов     | 1 200 000 рублей=1200000 money; 3,5 млн долларов=3500000 money
ru | 29 ноября 2026 года задержаны трое      | 29 ноября 2026 года=- date; трое=3 arrested
zh | 山洪致25人死亡，30人受伤                | 25=25 deaths; 30=30 injured
zh | 三百二十五人遇难，2.5万人疏散           | 三百二十五=325 deaths; 2.5万=25000 evacuated
zh | 6.1级地震，2026年11月29日，增长5%       | 6.1级=6.1 magnitude; 2026年11月29日=- date; 5%=5 share
ar | توفي 25 شخصا وأصيب 30                   | 25=25 deaths; 30=30 injured
ar | ١٢ قتيلا و40 جريحا                      | ١٢=12 deaths; 40=40 injured
ar | 1.2 مليون دولار في 29 نوفمبر 2026       | 1.2 مليون دولار=1200000 money; 29 نوفمبر 2026=- date
de | 1.200 Menschen, 3,5 Prozent             | 1.200=1200; 3,5=3.5
"""


# Sentences as agencies write them, and what each figure counts; "-" where nobody can know.
SENTENCES = """
en | Officials put the death toll at 12. | 12 deaths
en | The number of dead climbed to 12, with 30 more injured. | 12 deaths; 30 injured
en | Twelve people have been confirmed dead and 5 are still missing. | Twelve deaths; 5 missing
en | Rescuers pulled 12 bodies from the rubble. | 12 deaths
en | A bomb killed at least 12 and wounded dozens more. | 12 deaths; dozens injured
en | 12 dead, 30 injured in Oren blast | 12 deaths; 30 injured
en | Death toll rises to 13 | 13 deaths
en | Thirteen killed as train derails | Thirteen deaths
en | The fire that killed 13 | 13 deaths
en | leaving 13 people dead and more than 30 hurt | 13 deaths; 30 injured
en | claimed the lives of 13 people | 13 deaths
en | cost 13 lives | 13 deaths
en | Some 200 people were arrested and 15 remain in custody. | 200 arrested; 15 arrested
en | 171 people were on board, 16 of them crew. | 171 aboard; 16 -
en | The motion passed by 412 votes to 398. | 412 votes; 398 votes
en | More than 3,000 residents were evacuated. | 3,000 evacuated
en | the tunnel, which is 4.7 kilometres long | 4.7 length
en | Length of the tunnel is 4.7 km | 4.7 length
en | a 5.2-magnitude quake | 5.2 magnitude
en | injuring 12, two of them seriously | 12 injured; two -
fr | L'accident a fait douze morts et une trentaine de blessés. | douze deaths; trentaine injured
fr | Le nombre de morts est passé à 13. | 13 deaths
fr | Treize personnes ont péri dans l'incendie. | Treize deaths
fr | Le bilan de l'accident s'alourdit à 13 morts | 13 deaths
fr | au moins 13 personnes ont perdu la vie | 13 deaths
fr | La police a arrêté 14 personnes. | 14 arrested
fr | 13 morts dans un tunnel | 13 deaths
fr | un séisme de magnitude 5,2 | 5,2 magnitude
es | Al menos 13 personas murieron y 30 resultaron heridas. | 13 deaths; 30 injured
es | El número de muertos subió a 13. | 13 deaths
es | Aumenta a 13 la cifra de muertos | 13 deaths
es | deja 13 muertos y 30 heridos | 13 deaths; 30 injured
es | La policía detuvo a 14 personas. | 14 arrested
es | perdieron la vida 13 personas | 13 deaths
es | un terremoto de magnitud 5,2 | 5,2 magnitude
ru | В результате пожара погибли 13 человек, 30 пострадали. | 13 deaths; 30 injured
ru | Число жертв возросло до 13. | 13 deaths
ru | 13 человек погибли при пожаре | 13 deaths
ru | Количество погибших увеличилось до 13 человек | 13 deaths
ru | полиция задержала 14 человек | 14 arrested
ru | землетрясение магнитудой 5,2 | 5,2 magnitude
ru | двое погибших и 14 раненых | двое deaths; 14 injured
zh | 事故已造成13人死亡、30人受伤。 | 13 deaths; 30 injured
zh | 死亡人数上升到13人 | 13 deaths
zh | 遇难人数升至13人 | 13 deaths
zh | 13人在火灾中丧生 | 13 deaths
zh | 警方逮捕14人 | 14 arrested
ar | مقتل 13 شخصا وإصابة 30 آخرين | 13 deaths; 30 injured
ar | ارتفاع عدد القتلى إلى 13 | 13 deaths
ar | أسفر الحادث عن مقتل 13 وإصابة 30 | 13 deaths; 30 injured
ar | ارتفعت حصيلة القتلى إلى 13 قتيلا | 13 deaths
ar | اعتقلت الشرطة 14 شخصا | 14 arrested
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_what_a_figure_counts_is_known_by_the_words_around(row):
    language, text, wanted = (cell.strip() for cell in row.split("|"))

    found = [f"{figure.number} {figure.subject or '-'}" for figure in figures(text, language)]

    assert found == [cell.strip() for cell in wanted.split(";")]


def printed(figure):
    """Return a figure as the table has it."""
    value = "-" if figure.value is None else f"{figure.value.normalize():f}"
    return f"{figure.text}={value} {figure.subject}".strip()


@pytest.mark.parametrize("row", FIGURES.strip().splitlines())
def test_figures_are_read_with_their_worth_and_their_subject(row):
    language, text, wanted = (cell.strip() for cell in row.split("|"))

    found = [printed(figure) for figure in figures(text, language)]

    assert found == [cell.strip().removesuffix(" money?") for cell in wanted.split(";") if cell.strip()]


@pytest.mark.parametrize("blank", [" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}"])
def test_blanks_of_any_width_group_a_figure(blank):
    text = f"Le pont coûte {blank.join(('1', '200', '000'))}{blank}euros."

    assert [(figure.value, figure.number) for figure in figures(text, "fr")] == [
        (Decimal(1_200_000), blank.join(("1", "200", "000")))
    ]


def test_words_of_one_unit_are_one_unit():
    assert {figures(f"It is 4.7 {unit} wide", "en")[0].key for unit in ("km", "kilometers", "kilometres")} == {"4.7 km"}


@pytest.mark.parametrize("text", ["1," * 50_000, "9" * 100_000, "two " * 30_000, "1 200 " * 20_000, "$" * 100_000])
def test_no_text_of_figures_takes_long(text):
    assert all(figure.end <= len(text) for figure in figures(text, "en"))
