"""What a browser would make of an element: whether it shows it, strikes it out, prints it bold or keeps its lines."""

import re
from collections.abc import Mapping

Attributes = Mapping[str, str | None]
Style = Mapping[str, str]

LONGEST_STYLE = 5_000  # characters
_UNSEEN_NAMES = (
    "annotation annotation-xml applet audio button canvas datalist head iframe meter noembed noframes noscript object "
    "progress rp script select style svg template textarea title video"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_STRUCK = frozenset({"del", "s", "strike"})
_REMARK_CLASSES = frozenset({"msocommentreference", "msocomanchor"})  # remarks of Word
_BOLD = re.compile("bold|bolder|[6-9][0-9]{2}|1000")
_LIGHT = re.compile("normal|lighter|[1-5]?[0-9]{1,2}")
_SLANTED, _UPRIGHT = re.compile("italic|oblique"), re.compile("normal")
_LINE_KEEPING = re.compile("pre|pre-wrap|pre-line|break-spaces|preserve|preserve-breaks")
_LINE_FOLDING = re.compile("normal|nowrap|collapse")
_LIST_TYPES = {
    **{"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"},
    **{"lower-roman": "i", "upper-roman": "I", "none": "none"},
}


def read_style(attributes: Attributes) -> Style:
    """Return the declarations of an element's style, in small letters, without "!important"."""
    text = (attributes.get("style") or "")[:LONGEST_STYLE].lower()
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def is_unseen(name: str, attributes: Attributes, style: Style) -> bool:
    """Return whether a browser shows nothing of the element, or only a fallback for what copy cannot have."""
    if not attributes:
        return name in _UNSEEN or name == "dialog"
    if name in _UNSEEN or "hidden" in attributes or (name == "dialog" and "open" not in attributes):
        return True
    if style and (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") == "all"
        or "comment" in (style.get("mso-element"), style.get("mso-special-character"))
    ):
        return True
    return bool(_REMARK_CLASSES & _classes(attributes))


def is_struck(name: str, attributes: Attributes, style: Style) -> bool:
    """Return whether the element is printed with a line through its words."""
    if not attributes:
        return name in _STRUCK
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}".strip()
    if "line-through" in lines or "msodel" in _classes(attributes):
        return True
    return name in _STRUCK and lines.split(" ")[0] != "none"


def weight(style: Style) -> bool | None:
    """Return whether a style makes words bold; None where it says nothing of that."""
    return _either(style.get("font-weight") or _font_word(style, _BOLD), _BOLD, _LIGHT)


def slant(style: Style) -> bool | None:
    """Return whether a style slants words; None where it says nothing of that."""
    return _either(style.get("font-style") or _font_word(style, _SLANTED), _SLANTED, _UPRIGHT)


def _font_word(style: Style, wanted: re.Pattern[str]) -> str:
    """Return the word of the whole font that is wanted; what it leaves out is normal."""
    words = style.get("font", "").split()
    return next(filter(wanted.fullmatch, words), "normal") if words else ""


def lines_kept(style: Style) -> bool | None:
    """Return whether line ends in the element are kept; None where its style says nothing of that."""
    return _either(style.get("white-space") or style.get("white-space-collapse", ""), _LINE_KEEPING, _LINE_FOLDING)


def _either(value: str, yes: re.Pattern[str], no: re.Pattern[str]) -> bool | None:
    return True if yes.fullmatch(value) else False if no.fullmatch(value) else None


def list_type(attributes: Attributes) -> str:
    """Return how a list numbers its items: 1, a, A, i or I, or "none"."""
    style = read_style(attributes)
    words = (style.get("list-style-type") or style.get("list-style", "")).split()
    by_style = next((_LIST_TYPES[word] for word in words if word in _LIST_TYPES), "")
    written = attributes.get("type") or ""
    return by_style or (written if written in _LIST_TYPES.values() else "1")


def script_of(style: Style) -> str:
    """Return the element that raises or lowers words as a style does, "" if it does neither."""
    return {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""), "")


def is_of_browser(style: Style) -> bool:
    """Return whether a browser wrote the style around half a line, to tell how its page printed it.

    The bold of a headline is then no mark.
    """
    return style.get("display") == "inline" and style.get("float") == "none"


def has_class(attributes: Attributes, name: str) -> bool:
    """Return whether the element is of a class, which is given in small letters."""
    return name in _classes(attributes)


def _classes(attributes: Attributes) -> set[str]:
    return set((attributes.get("class") or "").lower().split())
