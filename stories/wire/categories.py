"""Categories as formats name them: a term, a label and a scheme, which is a vocabulary's name or address."""

import re

from stories.copy.subjects import KEYWORD, SUBJECT_CODE, TOPIC, WORDS_ALONE, Subject, read_subject

_IPTC = "cv.iptc.org/newscodes/"
_CODE_SCHEMES = frozenset({TOPIC, SUBJECT_CODE, "mediatopic", "mediatopics", "subjectcode", "subjectcodes", "iptc"})
_VOCABULARY = re.compile(r"[A-Za-z][\w.-]{0,39}")
_TOPIC_ADDRESS = re.compile(r"https?://cv\.iptc\.org/newscodes/(mediatopic|subjectcode)/[0-9]{8}/?")
_DIGITS = re.compile("[0-9]{8}")


def read_category(term: str, *, label: str = "", scheme: str = "") -> Subject | None:
    """Return the subject of a category: a code where term or scheme name its vocabulary, else a keyword.

    Codes are IPTC's, by whatever way of naming them, and those of a vocabulary with a short name; a code of a
    vocabulary that is named by an address is left for its label.
    """
    vocabulary = scheme.rstrip("/:#").rpartition("/")[2].rpartition(":")[2].lower()
    if _DIGITS.fullmatch(term) and (vocabulary in _CODE_SCHEMES or not scheme):
        # Eight digits, whatever the agency calls them: the old codes begin with 01 to 17, the topics with 20.
        return read_subject(term, label, scheme=TOPIC if term.startswith("2") or vocabulary == TOPIC else SUBJECT_CODE)
    if _TOPIC_ADDRESS.fullmatch(scheme):  # RSS: the words, and the address of what they name
        return read_subject(scheme, label or (term if term != vocabulary else ""))
    if scheme.lower() in WORDS_ALONE:
        return read_subject("", label or term, scheme=scheme)
    if _IPTC in scheme and _IPTC not in term and ":" not in term:
        return read_subject(term, label, scheme=vocabulary)
    if _IPTC in term or term.partition(":")[0].lower() in _CODE_SCHEMES:
        return read_subject(term, label)
    if term and label and label != term and _VOCABULARY.fullmatch(scheme):
        return read_subject(term, label, scheme=scheme) if ":" not in term else Subject(scheme.lower(), term, label)
    return read_subject("", label or term, scheme=KEYWORD)
