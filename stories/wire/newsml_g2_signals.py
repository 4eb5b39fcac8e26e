"""What the signals of a NewsML-G2 item say of the filing, and which of its notes are notes to editors.

Source: IPTC NewsCodes "signal"; the signals of Reuters, dpa, TT, STT, AP. An update or a replacement is no correction.
"""

import re

from stories.designators import Designator, Kind
from stories.wire import xml
from stories.wire.item import Status
from stories.wire.newsml_g2_names import code_of, last_part, role_of

MOST_NOTES = 100
_SIGNAL_KINDS = {
    "correction": Kind.CORRECTION,
    "corrected": Kind.CORRECTION,
    "clarification": Kind.CLARIFICATION,
    "refile": Kind.REFILE,
    "repeat": Kind.REPEAT,
    "advisory": Kind.ADVISORY,
}
_EDIT_STATES = {"c": Kind.CORRECTION}  # Reuters, edStat: N new, U updated, C corrected
_CANCELING = "kill killed cancel canceled cancelled withdraw withdrawn"
_SIGNAL_STATUSES = dict.fromkeys(_CANCELING.split(), Status.CANCELED) | dict.fromkeys(
    ["hold", "withheld"], Status.WITHHELD
)
# Rows of codes, contacts that are not for publication, and dpa's notepad, which says the other notes once more.
_NO_NOTES = frozenset({"closingline", "notepad", "contacts", "dpacontacts", "picture", "routing", "correctionshort"})
_ROUTING = re.compile(r"dpa(?: [a-z0-9/]{1,7}){1,40}")


def signal_designator(item: xml.Element) -> Designator | None:
    """Return the designator that the signals stand for, None where they say nothing of the kind of filing."""
    names = _signals(item)
    kinds = [_SIGNAL_KINDS[name] for _, name in names if name in _SIGNAL_KINDS]
    kinds += [_EDIT_STATES[name] for scheme, name in names if scheme == "edstat" and name in _EDIT_STATES]
    return Designator(tuple(dict.fromkeys(kinds))) if kinds else None


def signal_status(item: xml.Element) -> Status:
    """Return the status that the signals ask for."""
    named = [_SIGNAL_STATUSES[name] for _, name in _signals(item) if name in _SIGNAL_STATUSES]
    return Status.CANCELED if Status.CANCELED in named else Status.WITHHELD if named else Status.USABLE


def _signals(item: xml.Element) -> list[tuple[str, str]]:
    """Return the scheme and the code of each signal, in small letters."""
    codes = (code_of(signal) for signal in xml.elements(item, "itemMeta/signal"))
    return [(re.split("[:/]", code)[0].lower(), last_part(code)) for code in codes]


def note_to_editors(item: xml.Element) -> str:
    """Return the notes to editors as one line, each once."""
    notes = (
        xml.line(note)
        for note in xml.elements(item, "itemMeta/edNote")[:MOST_NOTES]
        if role_of(note) not in _NO_NOTES and last_part(xml.attribute(note, "pubconstraint")) != "nonpublic"
    )
    kept = list(dict.fromkeys(note for note in notes if note and not _ROUTING.fullmatch(note)))
    return " ".join([*(note if note[-1] in ".!?:;" else f"{note};" for note in kept[:-1]), *kept[-1:]])
