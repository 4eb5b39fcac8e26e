"""Blocks as a desk editor would write them in a table."""

from collections.abc import Iterable

from stories.copy import Block, Kind, to_typed


def block_rows(blocks: Iterable[Block]) -> list[str]:
    """Return each block as its kind and its typed words; a row's cells are parted by a bar."""
    return [f"{block.kind.value}: {_words(block)}" for block in blocks]


def _words(block: Block) -> str:
    words = to_typed([Block(Kind.PARAGRAPH, block.text, block.marks)])
    return words.replace("\t", " | ").replace("<br>\n", " / ")
