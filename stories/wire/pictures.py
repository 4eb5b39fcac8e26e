"""A file that is a picture's item: what copy says of one picture, sent by itself, in ninjs or NewsML-G2."""

from typing import Any

from stories.wire import SIZE_LIMIT, newsml_g2_picture, ninjs, ninjs_pictures
from stories.wire.fields import Fields
from stories.wire.item import Status, Unreadable, WirePicture


def read(data: bytes) -> WirePicture | None:
    """The picture that the one item of a file is; None where the bytes are anything else, several items too.

    Raises Unreadable for what is broken, and for a usable picture that names no file.
    """
    is_ninjs = ninjs.sniff(data) and ninjs_pictures.speaks_of_one(data)
    if not is_ninjs and not newsml_g2_picture.sniff(data):
        return None
    if len(data) > SIZE_LIMIT:
        raise Unreadable(f"The file is larger than {SIZE_LIMIT // 1024**2} MB: no item of a picture is.")
    picture = _of_ninjs(data) if is_ninjs else newsml_g2_picture.read(data)
    if picture and not picture.addresses and picture.status is Status.USABLE:
        why = " ".join(picture.remarks)
        raise Unreadable(f"This picture item names no file that can be taken. {why}".strip())
    return picture


def _of_ninjs(data: bytes) -> WirePicture | None:
    pieces = ninjs.pieces(data)
    values: Any = pieces[0] if len(pieces) == 1 else None
    if not isinstance(values, dict):
        return None
    fields = Fields(values)
    is_picture = fields.text("type").lower() in ninjs_pictures.KINDS
    return ninjs_pictures.picture(fields) if is_picture else None
