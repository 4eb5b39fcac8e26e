"""NITF bodies, as they stand inside other formats."""

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories import copy
from stories.copy import Block
from stories.wire import xml


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of an NITF document's body content, pictures and captions left out. Raises xml.XmlError."""
    root = xml.parse(text)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname.replace(".", "-")
    content = root.find(".//body-content")
    content = root if content is None else content
    etree.strip_elements(content, "media", "body-head", "head", with_tail=False)
    return copy.from_html(etree.tostring(content, encoding="unicode", with_tail=False))
