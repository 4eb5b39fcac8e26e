"""English words by which facts are found."""

from stories.compare.core.sentences import OPENERS, SAID
from stories.compare.facts.languages.words import LanguageWords

_EN_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_EN_UNITS += " eighteen nineteen"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_HALVES = {"dozen": 6, "million": 500_000, "billion": 500_000_000}
_EN_NUMBERS = {"zero": 0} | {word: number for number, word in enumerate(_EN_UNITS.split(), start=1)}
_EN_NUMBERS |= {word: 10 * number for number, word in enumerate(_EN_TENS.split(), start=2)}
_EN_NUMBERS |= {
    f"half{joint}{scale}": value for joint in (" a ", "-a-", "-", " ") for scale, value in _EN_HALVES.items()
}
_EN_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_EN_FRACTIONS = {
    "1/2": "(?<!first )(?<!second )(?<!other )half",
    "3/4": "three[ -](?:quarters|fourths)",
    "1/4": "(?:an?|one)[ -](?:quarter|fourth)",
}
_EN_FRACTIONS |= {f"1/{part}": f"(?:an?|one)[ -]{_EN_NTH.split()[part - 1]}" for part in (3, *range(5, 11))}
_EN_FRACTIONS |= {
    f"{count}/{part}": f"{_EN_UNITS.split()[count - 1]}[ -]{_EN_NTH.split()[part - 1]}s"
    for part in (3, *range(5, 11))
    for count in range(2, part)
}
_EN_MONTH = (
    "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|March|Mar\\.|April|Apr\\.|May|June|July|Aug(?:ust|\\.)?|Sept(?:ember|\\.)?"
)
_EN_MONTH += "|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
_EN_MEASURES = "hours?|days?|weeks?|months?|years?|minutes?|seconds?|points?|times?|per"

ENGLISH = LanguageWords(
    numbers=_EN_NUMBERS,
    scales={
        "dozen": 12,
        "dozens": 12,
        "hundred": 100,
        "hundreds": 100,
        "thousand": 10**3,
        "thousands": 10**3,
        "k": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "mn": 10**6,
        "m": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "trillions": 10**12,
        "tn": 10**12,
        "lakh": 10**5,
        "crore": 10**7,
    },
    number_joint="[ -](?:and )?",
    months=_EN_MONTH,
    days="(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    date_forms=(
        rf"(?:{_EN_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:, \d{{4}}(?!\d))?",
        rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_EN_MONTH})(?!\w)(?: \d{{4}}(?!\d))?",
    ),
    time_forms=(r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?", r"\d{1,2}:\d\d(?: ?(?:GMT|UTC)\b)?"),
    ages="-years?-old|-year-old|-month-old| years? old",
    ordinals="st|nd|rd|th",
    ordinal_words=dict(enumerate(_EN_NTH.split(), start=1)),
    fractions=_EN_FRACTIONS,
    fraction_ends=" (?:of|the|its|their|his|her|all|more|less|fewer|higher|lower)\\b(?! hours?)|[.,;:!?)”\"’']|$",
    fraction_behind="by ",
    fraction_ends_behind=" (?:in|since|from|over|last|this|on|to|between|during|after|at|within|every|each|year)\\b",
    lone="an?",
    shares="percentage points?|percent|per cent|pct",
    points="percentage points?",
    money="(?:U\\.?S\\.? )?dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|francs?|pesos?|cents?",
    units={
        "km": "km|kilomet(?:er|re)s?",
        "m": "met(?:er|re)s?|m",
        "mi": "miles?",
        "ft": "feet|foot",
        "cm": "cm|centimet(?:er|re)s?",
        "km/h": "km/h|kph|kilomet(?:er|re)s? (?:an|per) hour",
        "mph": "mph|miles (?:an|per) hour",
        "km²": "square kilomet(?:er|re)s?|sq km|km²",
        "ha": "hectares?",
        "acres": "acres?",
        "kg": "kg|kilos?|kilograms?",
        "t": "tons?|tonnes?",
        "°": "°[CF]?|degrees?(?: Celsius| Fahrenheit)?",
        "magnitude": "magnitude",
        "time": _EN_MEASURES,
    },
    subjects={
        "deaths": "kill(?:ed|s|ing)?|dead(?! ends?\\b)|died|die|deaths?|bodies|lives(?! (?:in|with|at|near|on)\\b)"
        "|fatalities|death toll"
        "|toll(?= (?:rose|rises|stood|stands|was|is|at|of|to|climbs|climbed)\\b)",
        "injured": "injur(?:ed|ies|es|ing)|wound(?:ed|s|ing)|hurt(?! by\\b)|in hospital|hospitali[sz]ed",
        "missing": "missing|unaccounted",
        "arrested": "arrest(?:s|ed|ing)?|detained|detain(?:s|ing)?|in custody",
        "rescued": "rescued|pulled alive|saved",
        "evacuated": "evacuat(?:ed|ing|es)|displaced|homeless",
        "aboard": "aboard|on board",
        "votes": "votes?|ballots",
        "seats": "seats",
        "magnitude": "magnitude",
    },
    note_subjects={
        "deaths": "toll|deaths?|dead|died|dies|killed|victims?|bodies",
        "injured": "injur\\w+|wounded|hurt|hospital\\w*|casualt\\w+",
        "aboard": "aboard|on board|passengers?|crew",
        "money": "costs?|prices?|sums?|amounts?|damages|budget|fine",
        "length": "length",
    },
    parting=f"feared|presumed|believed|may|might|could|and|in|on|at|after|when|while|from|families|but|as|{_EN_MEASURES}",
    linking="at|least|about|some|up|to|more|than|nearly|over|around|as|many|of|rose|rises|stood|stands|was|is|were"
    "|climbed|reached|another|by|from|only|the|now|almost",
    dimensions={
        "length": ("(?:-| )?(?:long|in length)\\b", "(?:length|long|stretch|tunnel)(?: [a-z]+){0,3} (?:of|is|was|to)"),
        "depth": ("(?:-| )?(?:deep)\\b", "depth of(?: about)?"),
        "height": ("(?:-| )?(?:high|tall|above)\\b", "(?:height|altitude) of(?: about)?"),
        "distance": (" (?:from|away|off|outside|north|south|east|west)\\b", "distance of(?: about)?"),
    },
    nearer=frozenset(["more", "other", "others", "further", "additional", "extra", "new"]),
    people=frozenset(["people", "man", "woman", "children", "residents", "civilians"]),
    person="people",
    people_forms={
        "men": "man",
        "women": "woman",
        "child": "children",
        "person": "people",
        "persons": "people",
        "mice": "mouse",
    },
    vague=frozenset(["dozens", "hundreds", "thousands", "millions", "billions", "trillions"]),
    doubtful="fear(?:s|ed)?|presumed|believed|may|might|could|risk",
    joining="and",
    part="including|among them|of whom|of which|as well as",
    animals="cows?|cattle|sheep|goats?|pigs?|horses?|dogs?|cats?|birds?|chickens?|hens|fish|whales?|dolphins?|elephants?"
    "|animals?|camels?|deer|lambs?|calves|seals?|turtles?|bees|rhinos?|lions?|tigers?|bears?|poultry",
    no_number="no|any|every|some|each|at|the",
    between=("between", "and"),
    negation="not(?! (?:only|just|merely|least)\\b)"
    "|cannot|never|denie[sd]|deny|denying|\\w+n['’]t(?! (?:only|just)\\b)",
    negative="fail\\w*|refus\\w+|declin\\w+|unable|lack\\w*|without"
    "|doubt\\w*|no|none|nor|neither|nothing|nobody|no one",
    note_figures="figures|numbers|statistics|tolls",
    note_table="tables?",
    has_names=True,
    particles="al-|el-|d['’]|(?:de|van|von|bin|bint|della|dos) ",
    openers=OPENERS,
    saying=SAID,
    pronouns="he|she",
    before_speaker="according to",
    after_speaker="for|of|to|at|in|on|from|as|who|whose|adding|told|after",
    roles="minister|president|premier|chancellor|governor|mayor|spokesman|spokeswoman|spokesperson|official|officer"
    "|police|prosecutor|judge|lawyer|witness|resident|general|colonel|ambassador|coach|captain|director|chairman"
    "|chairwoman|chief|analyst|economist|professor|doctor|senator|secretary|bishop|farmer|survivor|neighbou?r",
)
