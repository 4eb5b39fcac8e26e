"""Blocks in the form of the database and the public JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from stories.copy.blocks import Block, Kind, Mark, MarkKind

SCHEMA = 1
KINDS_BY_VALUE = {kind.value: kind for kind in Kind}  # looked up faster than by the class
# From schema n to n + 1. A filing is never rewritten, so every old schema stays readable for ever.
UP: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class NewerSchemaError(ValueError):
    """Copy that was kept by a newer release than this one."""

    def __init__(self, schema: int) -> None:
        super().__init__(f"This copy is kept in schema {schema}; this release reads up to {SCHEMA}. Update it first.")


def to_json(blocks: Sequence[Block]) -> dict[str, Any]:
    """Return the blocks as JSON keeps them.

    {"schema": 1, "blocks": [{"kind", "text", "marks": [[start, end, "strong"], [start, end, "link", address]]}]}. Marks
    are left out where there are none. The digests are computed over this form: it never changes without a new schema
    number.
    """
    return {"schema": SCHEMA, "blocks": [_block_to_json(block) for block in blocks]}


def _block_to_json(block: Block) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": block.kind.value, "text": block.text}
    if block.marks:
        fields["marks"] = [
            [mark.start, mark.end, mark.kind.value, *([mark.href] if mark.href else [])] for mark in block.marks
        ]
    return fields


def from_json(data: dict[str, Any]) -> tuple[Block, ...]:
    """Read the blocks that to_json() wrote, of this schema or an older one. Raises NewerSchemaError."""
    schema = data["schema"]
    if schema > SCHEMA:
        raise NewerSchemaError(schema)
    for step in range(schema, SCHEMA):
        data = UP[step](data)
    return tuple(_block_from_json(fields) for fields in data["blocks"])


def _block_from_json(fields: dict[str, Any]) -> Block:
    marks = fields.get("marks")
    if not marks:
        return Block(KINDS_BY_VALUE.get(fields["kind"]) or Kind(fields["kind"]), fields["text"])
    read = tuple(Mark(start, end, MarkKind(kind), *href) for start, end, kind, *href in marks)
    return Block(Kind(fields["kind"]), fields["text"], read)
