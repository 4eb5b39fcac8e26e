"""Spanish words by which facts are found."""

from stories.compare.facts.languages.words import LanguageWords

_ES_SMALL = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
)
_ES_SMALL += (
    " diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
)
_ES_SMALL += " veintinueve"
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_ES_HUNDREDS = "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_ES_NUMBERS = {word: number for number, word in enumerate(_ES_SMALL.split(), start=2)}
_ES_NUMBERS |= {word: 10 * number for number, word in enumerate(_ES_TENS.split(), start=3)}
_ES_NUMBERS |= {word: 100 * number for number, word in enumerate(_ES_HUNDREDS.split(), start=1)}
_ES_NUMBERS |= {
    word.removesuffix("os") + "as": value for word, value in _ES_NUMBERS.items() if word.endswith("cientos")
}
_ES_NUMBERS |= {"ciento": 100, "veintiún": 21}
_ES_PARTS = {3: "tercio", 4: "cuarto", 5: "quinto", 6: "sexto", 10: "décimo"}
_ES_FRACTIONS = {"1/2": "(?:la|una) mitad"}
_ES_FRACTIONS |= {
    f"1/{part}": f"un {word}|(?:la|una) {'tercera' if part == 3 else word[:-1] + 'a'} parte"
    for part, word in _ES_PARTS.items()
}
_ES_FRACTIONS |= {
    f"{count}/{part}": f"{_ES_SMALL.split()[count - 2]} {word}s"
    for part, word in _ES_PARTS.items()
    for count in range(2, part)
}
_ES_MONTH = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|se(?:p)?tiembre|octubre|noviembre|diciembre"
_ES_MEASURES = "años?|horas?|días?|semanas?|mes(?:es)?|minutos?|segundos?|puntos?|veces"

SPANISH = LanguageWords(
    numbers=_ES_NUMBERS | {"media docena": 6, "medio millón": 500_000, "medio millon": 500_000},
    numbers_behind={"un": 1, "una": 1},
    scales={
        "mil": 10**3,
        "miles": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "billón": 10**12,
        "billones": 10**12,
        "docena": 12,
        "docenas": 12,
        "decena": 10,
        "decenas": 10,
        "centenar": 100,
        "centenares": 100,
        "millar": 10**3,
    },
    number_joint=" (?:y )?",
    decimal_sign=",",
    months=_ES_MONTH,
    days="lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    date_forms=(rf"(?:1º|\d{{1,2}}) de (?:{_ES_MONTH})(?!\w)(?: (?:de|del) \d{{4}}(?!\d))?",),
    time_forms=(r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\. ?m\.|[ap]m\b|horas\b|h\b)",),
    ordinals="[ºª]|er|ro|ra|to|ta",
    ordinal_words={
        1: "primer[oa]?s?",
        2: "segund[oa]s?",
        3: "tercer[oa]?s?",
        4: "cuart[oa]s?",
        5: "quint[oa]s?",
        6: "sext[oa]s?",
        7: "séptim[oa]s?",
        8: "octav[oa]s?",
        9: "noven[oa]s?",
        10: "décim[oa]s?",
    },
    fractions=_ES_FRACTIONS,
    fraction_ends=" (?:de (?:l[ao]s?|sus?|es[aeo]s?|est[aeo]s?|tod[ao]s?|un[ao]s?)\\b|del\\b|más\\b|menos\\b)"
    "|[.,;:!?)»”]|$",
    fraction_behind="en ",
    fraction_ends_behind=" (?:en|desde|este|esta|el|respecto|frente)\\b",
    lone="una?",
    shares="puntos? porcentual(?:es)?|por ciento",
    points="puntos? porcentual(?:es)?",
    money="(?:de )?(?:euros?|dólares|dólar|libras?|yenes|yuanes|rublos?|pesos?|soles|reales)",
    units={
        "km": "km|kilómetros?",
        "m": "metros?|m",
        "mi": "millas?",
        "cm": "cm|centímetros?",
        "km/h": "km/h|kilómetros? por hora",
        "km²": "kilómetros? cuadrados?|km²|km2",
        "ha": "hectáreas?|ha",
        "kg": "kg|kilos?|kilogramos?",
        "t": "toneladas?",
        "°": "°C?|grados?",
        "time": _ES_MEASURES,
    },
    subjects={
        "deaths": "perdi\\w+ la vida|muert[oa]s?|fallecid[oa]s?|mueren|murieron|murió|fallecieron|mat(?:ó|aron|ar"
        "|ando|an)"
        "|víctimas mortales"
        "|decesos|cadáveres|balance",
        "injured": "herid[oa]s?|lesionad[oa]s?|hospitalizad[oa]s?|hiriendo|hirió|hirieron",
        "missing": "desaparecid[oa]s?",
        "arrested": "detenid[oa]s?|arrestad[oa]s?|arrestos|detenciones|detuvo|detuvieron|arrestó|arrestaron",
        "rescued": "rescatad[oa]s?|salvad[oa]s?",
        "evacuated": "evacuad[oa]s?|desplazad[oa]s?|damnificad[oa]s?",
        "aboard": "a bordo|pasajeros",
        "votes": "votos|sufragios",
        "seats": "escaños",
        "magnitude": "magnitud",
    },
    note_subjects={
        "deaths": "muert\\w+|fallecid\\w+|víctimas|balance|cifra",
        "injured": "herid\\w+",
        "money": "costos?|precio",
    },
    parting=f"y|e|en|a|tras|cuando|mientras|desde|familias|pero|según|{_ES_MEASURES}",
    linking="a|al|menos|unas?|unos|cerca|de|más|hasta|casi|los|las|el|la|son|es|era|subió|sube|asciende|ascendió"
    "|ascienden"
    "|alcanzó|alcanza|otras?|otros|personas|ya|ahora|fue|fueron|deja|dejó|dejan|cifra|aumentó|eleva|elevó|se",
    dimensions={
        "length": (" de (?:largo|longitud|extensión)(?!\\w)", "longitud de|largo de"),
        "depth": (" de profundidad", "profundidad de"),
        "height": (" de (?:alto|altura|altitud)(?!\\w)", "(?:altura|altitud) de"),
        "age": (" de edad", "(?!)"),
        "distance": (" (?:de distancia|al (?:norte|sur|este|oeste))", "distancia de|a(?: unos)?"),
    },
    nearer=frozenset(["otros", "otras", "otro", "otra", "nuevos", "nuevas"]),
    people=frozenset(["persona", "hombre", "mujer", "niños", "habitantes"]),
    person="persona",
    people_forms={"personas": "persona", "hombres": "hombre", "mujeres": "mujer"},
    vague=frozenset(["cientos", "centenares", "decenas", "docenas", "miles", "millares", "centenar", "decena"]),
    doubtful="tem\\w{1,4}|podrían?|presunt\\w+",
    joining="y|e",
    part="incluid[oa]s?|entre ellos|entre ellas",
    animals="vacas?|ovejas?|cabras?|cerdos?|caballos?|perros?|gatos?|aves|pollos?|animales|ballenas?",
    between=("entre", "y"),
    negation="no(?! (?:sol[oa]|sólo|solamente|obstante)\\b)|nunca|jamás|tampoco|niega|negó|niegan|negaron|desmintió",
    negative="sin|ningún|ninguna|ninguno|nadie|nada|ni|duda",
    note_figures="cifras|números",
    note_table="tablas?|cuadros?",
    has_names=True,
    particles="al-|el-|(?:de|del|de la|de los|van|von|bin) ",
    openers="El|La|Los|Las|Lo|Un|Una|Unos|Unas|Este|Esta|Estos|Estas|Ese|Esa|Él|Ella|Ellos|Ellas|Su|Sus|Se|Pero|Y|O|E"
    "|En|Al|A|De|Del|Por|Para|Con|Sin|Según|Tras|Antes|Después|Desde|Durante|Cuando|Mientras|Si|Como|Dos|Tres|Cuatro"
    "|Cinco|Seis|Siete|Ocho|Nueve|Diez|Varios|Algunos|Todos|Ningún|Ninguna|No|Más|Unos|Cerca|Al menos|Hay|Fue|Es"
    "|Policía",
    saying="dijo|dijeron|dice|declaró|afirmó|señaló|añadió|agregó|aseguró|explicó|indicó|informó|anunció|sostuvo|contó"
    "|manifestó|comentó|advirtió|ha dicho|ha declarado",
    pronouns="él|ella",
    before_speaker="según|de acuerdo con",
    after_speaker="a|al|en|de|del|que|quien|ante|durante|tras|el|la|los",
    roles="ministro|ministra|presidente|presidenta|alcalde|alcaldesa|portavoz|vocero|vocera|fiscal|juez|jueza|abogado"
    "|abogada|director|directora|jefe|jefa|testigo|vecino|vecina|general|coronel|médico|profesor|obispo|gobernador",
)
