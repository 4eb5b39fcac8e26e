"""French words by which facts are found."""

from stories.compare.facts.languages.words import LanguageWords

_FR_SMALL = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FR_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
_FR_TENS |= {"quatre-vingts": 80, "septante": 70, "huitante": 80, "nonante": 90}
_FR_NUMBERS = {word: number for number, word in enumerate(_FR_SMALL.split(), start=2)} | _FR_TENS
_FR_NUMBERS |= {"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19}
_FR_NUMBERS |= {"demi-douzaine": 6, "demi-million": 500_000, "demi-milliard": 500_000_000}
_FR_PARTS = {3: "tiers", 4: "quarts?", 5: "cinquièmes?", 6: "sixièmes?", 10: "dixièmes?"}
_FR_FRACTIONS = {"1/2": "(?:la|une) moitié"} | {f"1/{part}": f"un {word}" for part, word in _FR_PARTS.items()}
_FR_FRACTIONS |= {
    f"{count}/{part}": f"{_FR_SMALL.split()[count - 2]} {word}"
    for part, word in _FR_PARTS.items()
    for count in range(2, part)
}
_FR_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_FR_MONTH += "|janv\\.|févr\\.|juil\\.|sept\\.|oct\\.|nov\\.|déc\\."
_FR_MEASURES = "ans?|années?|heures?|jours?|semaines?|mois|minutes?|secondes?|points?|fois"

FRENCH = LanguageWords(
    numbers=_FR_NUMBERS,
    numbers_behind={"un": 1, "une": 1},
    scales={
        "cent": 100,
        "cents": 100,
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "douzaine": 12,
        "dizaine": 10,
        "vingtaine": 20,
        "trentaine": 30,
        "centaine": 100,
        "centaines": 100,
        "millier": 10**3,
        "milliers": 10**3,
    },
    number_joint="(?:[ -](?:et[ -])?)",
    decimal_sign=",",
    months=_FR_MONTH,
    days="(?:lun|mar|mercre|jeu|vendre|same)di|dimanche",
    date_forms=(rf"(?:1er|\d{{1,2}}) (?:{_FR_MONTH})(?!\w)(?: \d{{4}}(?!\d))?",),
    time_forms=(r"\d{1,2} ?h(?:eures?)? ?\d\d(?!\d)", r"\d{1,2} ?h(?!\w)"),
    ordinals="ères?|res?|er|ère|èmes?|des?|es?",
    ordinal_words={
        1: "premi(?:er|ère)s?",
        2: "deuxièmes?|seconde?s?",
        3: "troisièmes?",
        4: "quatrièmes?",
        5: "cinquièmes?",
        6: "sixièmes?",
        7: "septièmes?",
        8: "huitièmes?",
        9: "neuvièmes?",
        10: "dixièmes?",
    },
    fractions=_FR_FRACTIONS,
    fraction_ends=" (?:d['’](?!heure)|des?\\b|du\\b)|[.,;:!?)”’]| ?»|$",
    fraction_behind="d['’]",
    fraction_ends_behind=" (?:en|depuis|par|sur|au|aux|cette|l['’]an)\\b",
    lone="une?",
    shares="points? de pourcentage|pour[ -]cent|p\\. ?100",
    points="points? de pourcentage",
    money="(?:d['’])?(?:euros?|dollars?|livres?|yens?|yuans?|roubles?|francs?|pesos?)",
    units={
        "km": "km|kilomètres?",
        "m": "mètres?|m",
        "mi": "miles?",
        "cm": "cm|centimètres?",
        "km/h": "km/h|kilomètres?(?: à l['’])?heure",
        "km²": "kilomètres? carrés?|km²|km2",
        "ha": "hectares?|ha",
        "kg": "kg|kilos?|kilogrammes?",
        "t": "tonnes?",
        "°": "°C?|degrés?",
        "time": _FR_MEASURES,
    },
    subjects={
        "deaths": "péri|perdu la vie|morte?s?|tuée?s?|décédée?s?|décès|victimes|meurent|mourir|tuant|tuent|tué"
        "|cadavres|corps|bilan",
        "injured": "blessée?s?|blessant|hospitalisée?s?",
        "missing": "disparue?s?|portée?s? disparue?s?",
        "arrested": "arrêtée?s?|interpellée?s?|arrestations?|interpellations?|gardes? à vue|détenue?s?",
        "rescued": "secourue?s?|sauvée?s?|rescapée?s?",
        "evacuated": "évacuée?s?|déplacée?s?|sans-abri",
        "aboard": "à bord|passagers|passagères",
        "votes": "voix|votes|suffrages",
        "seats": "sièges",
        "magnitude": "magnitude",
    },
    note_subjects={
        "deaths": "bilan|morts?|tués?|victimes?|décès",
        "injured": "bless\\w+",
        "money": "coût|prix|montant",
    },
    parting=f"redoutée?s?|présumée?s?|et|dans|en|à|après|quand|lorsque|pendant|depuis|familles|mais|sur|selon|{_FR_MEASURES}",
    linking="à|passée?s?(?= à)|au|moins|environ|quelque|plus|de|d['’]|du|des|près|jusqu['’]à|s['’]élève"
    "|s['’]élevait|est|était|a"
    "|ont|été"
    "|atteint|atteignait|porté|monte|grimpe|désormais|les|la|le|maintenant|fait|autres?|personnes|provisoire|dernier",
    dimensions={
        "length": (" de long(?:ueur)?(?!\\w)", "longu?e?u?e?u?r?s? (?:de|d['’]environ)"),
        "depth": (" de profondeur", "profond(?:eur|e?s?) d(?:e|['’]environ)"),
        "height": (" de haut(?:eur)?(?!\\w)|d['’]altitude", "haut(?:eur|e?s?) d(?:e|['’]environ)|altitude de"),
        "age": ("(?!)", "âgée?s? de"),
        "distance": (" (?:de distance|au (?:nord|sud)|à l['’](?:est|ouest))", "distance de|à (?:environ )?"),
    },
    nearer=frozenset(["autres", "autre", "nouveaux", "nouvelles"]),
    people=frozenset(["personne", "homme", "femme", "enfants", "habitants"]),
    person="personne",
    people_forms={"personnes": "personne", "hommes": "homme", "femmes": "femme"},
    vague=frozenset(["centaines", "millier", "milliers", "dizaine", "dizaines", "centaine", "vingtaine", "trentaine"]),
    doubtful="redout\\w+|crain\\w+|présumée?s?|pourrai\\w+",
    joining="et",
    part="dont|parmi lesquels",
    animals="vaches?|moutons?|chèvres?|porcs?|cochons?|chevaux|cheval|chiens?|chats?|oiseaux|poulets?|animaux|baleines?",
    between=("entre", "et"),
    negation="pas(?! (?:seulement|moins|que)\\b)|jamais|nie|nient|niait|nié|dément|démenti|démentent"
    "|(?:ne |n['’])\\w+ plus",
    negative="sans|ni|non|rien|aucune?|doute|refus\\w+",
    note_figures="chiffres|nombres|bilans",
    note_table="tableaux?",
    has_names=True,
    particles="d['’]|l['’]|al-|el-|(?:de|du|des|le|la|van|von|ben|bin) ",
    openers="Le|La|Les|L['’]|Un|Une|Des|Du|Ce|Cet|Cette|Ces|Il|Elle|Ils|Elles|On|Nous|Vous|Je|Son|Sa|Ses|Leur|Leurs"
    "|Mais|Et|Ou|Or|Car|Dans|En|Au|Aux|À|A|Sur|Sous|Par|Pour|Avec|Sans|Selon|Après|Avant|Depuis|Pendant|Quand|Lorsque"
    "|Si|Comme|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Plusieurs|Quelque|Quelques|Tous|Toutes|Aucun|Aucune"
    "|Environ|Plus|Près|Police|Personne|D['’]",
    saying="(?:a|ont|avait|avaient) (?:dit|déclaré|affirmé|indiqué|ajouté|expliqué|assuré|annoncé|précisé|estimé"
    "|raconté"
    "|confié|souligné|reconnu|lancé)|dit|déclare|affirme|indique|ajoute|explique|assure|raconte|estime|précise",
    pronouns="il|elle|t-il|t-elle",
    before_speaker="selon|d['’]après",
    after_speaker="à|au|aux|dans|en|sur|de|du|des|qui|lors|devant|après|vendredi|samedi",
    roles="ministre|président|présidente|maire|préfet|préfète|porte-parole|procureur|procureure|juge|avocat|avocate"
    "|directeur|directrice|chef|témoin|habitant|habitante|général|colonel|médecin|professeur|évêque|gouverneur",
)
