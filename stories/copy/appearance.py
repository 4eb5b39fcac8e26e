"""What a browser would make of an element: whether it shows it, strikes it out, prints it bold or keeps its lines."""

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
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900", "950", "1000"})
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
_LINE_KEEPING = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})


def read_style(attributes: Attributes) -> Style:
    """Return the declarations of an element's style, in small letters, without "!important"."""
    text = (attributes.get("style") or "")[:LONGEST_STYLE].lower()
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def is_unseen(name: str, attributes: Attributes, style: Style) -> bool:
    """Return whether a browser shows nothing of the element, or only a fallback for what copy cannot have."""
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
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}".strip()
    if "line-through" in lines or "msodel" in _classes(attributes):
        return True
    return name in _STRUCK and lines.split(" ")[0] != "none"


def weight(style: Style) -> bool | None:
    """Return whether a style makes words bold; None where it says nothing of that."""
    return _either(style.get("font-weight", ""), _BOLD, _LIGHT)


def slant(style: Style) -> bool | None:
    """Return whether a style slants words; None where it says nothing of that."""
    return _either(style.get("font-style", ""), frozenset({"italic", "oblique"}), frozenset({"normal"}))


def lines_kept(style: Style) -> bool | None:
    """Return whether line ends in the element are kept; None where its style says nothing of that."""
    value = style.get("white-space") or style.get("white-space-collapse", "")
    kept = frozenset({*_LINE_KEEPING, "preserve", "preserve-breaks"})
    return _either(value, kept, frozenset({"normal", "nowrap", "collapse"}))


def _either(value: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    return True if value in yes else False if value in no else None


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
