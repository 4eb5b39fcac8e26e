"""Safe reading of XML: nothing is expanded, nothing fetched."""

import re

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

# An internal subset may define entities: honest copy has none, and dropping them would drop words.
_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
ROOT_WITHIN = 20_000  # bytes


class XmlError(ValueError):
    """XML that is not well-formed, or that defines entities."""


def parse(text: str) -> etree._Element:
    """Return the root element of a piece of XML. Raises XmlError."""
    if _INTERNAL_SUBSET.search(text):
        raise XmlError("the XML defines entities of its own")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(f"the XML is not well-formed: {str(error)[:120]}") from error


def root_name(data: bytes) -> str:
    """Return the name of the root element without its prefix, in small letters; "" for what is no XML."""
    head = data[:ROOT_WITHIN].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff").decode("latin-1")
    found = _ROOT.match(head)
    return found["name"].lower() if found else ""
