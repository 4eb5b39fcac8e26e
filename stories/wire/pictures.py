"""Pictures that are delivered as items of their own, whatever the format."""

from collections.abc import Iterable
from dataclasses import replace

from stories.copy import Caption
from stories.wire.item import Status, UnreadableError, WirePicture

PICTURE_KINDS = frozenset({"picture", "photo", "image", "graphic"})  # as formats name the type of an item


def require_file(picture: WirePicture) -> WirePicture:
    """Return the picture of an item of its own. Raises UnreadableError where it is usable and names no file."""
    if not picture.addresses and picture.status is Status.USABLE:
        why = " ".join(picture.remarks)
        raise UnreadableError(f"This picture item names no file that can be taken. {why}".strip())
    return picture


def add_captions(pictures: Iterable[WirePicture], captions: Iterable[Caption]) -> tuple[WirePicture, ...]:
    """Return pictures, those without a caption with the one under the same file in the text, else the next of them."""
    captions = [caption for caption in captions if caption.words]
    by_file = {_file_of(caption.address): caption.words for caption in captions if caption.address}
    taken = [_caption_of(picture, by_file) for picture in pictures]
    rest = iter([caption.words for caption in captions if caption.words not in taken])
    return tuple(
        replace(picture, caption=picture.caption or own or next(rest, ""))
        for picture, own in zip(pictures, taken, strict=True)
    )


def _caption_of(picture: WirePicture, by_file: dict[str, str]) -> str:
    found = (by_file.get(_file_of(address), "") for address in picture.addresses)
    return picture.caption or next(filter(None, found), "")


def _file_of(address: str) -> str:
    """Return the name of the file at an address, as renditions of one picture share it."""
    return address.partition("?")[0].rpartition("/")[2]
