"""Pictures that are delivered as items of their own, whatever the format."""

from stories.wire.item import Status, UnreadableError, WirePicture

PICTURE_KINDS = frozenset({"picture", "photo", "image", "graphic"})  # as formats name the type of an item


def require_file(picture: WirePicture) -> WirePicture:
    """Return the picture of an item of its own. Raises UnreadableError where it is usable and names no file."""
    if not picture.addresses and picture.status is Status.USABLE:
        why = " ".join(picture.remarks)
        raise UnreadableError(f"This picture item names no file that can be taken. {why}".strip())
    return picture
