"""The files of one picture: the ones that can be taken, by what the copy says of them, the best first."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from stories import copy

PIXEL_LIMIT = 100_000_000  # as the photos' own limits: what is larger would be refused after it was fetched
FILE_LIMIT = 50 * 1024 * 1024  # bytes
MOST_ADDRESSES = 10  # of a picture: agencies send up to seven renditions
LONGEST_ADDRESS = 2_000  # characters; signed addresses have up to a thousand
LONGEST_NAME = 255  # bytes, as file systems have it
ADDRESS_SHOWN = 60

_KNOWN_KINDS = frozenset(
    f"image/{kind}" for kind in ("jpeg", "jpg", "pjpeg", "png", "webp", "gif", "tiff", "tif", "avif")
)
_UNNAMED_KINDS = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_POOR = re.compile("thumb|watermark", re.IGNORECASE)
_FULL_SIZE = re.compile("original|high-?res|full", re.IGNORECASE)
_ON_THE_WEB = re.compile(r"https?://[^\s/?#\\@]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ENCODED = re.compile("(?:%[0-9a-f]{2})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of a picture as the copy describes it; what the copy does not say is empty or 0."""

    address: str
    name: str = ""
    kind: str = ""
    width: int = 0
    height: int = 0
    size: int = 0


def choose_addresses(renditions: Iterable[Rendition]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses that can be taken, the largest first and thumbnails last, and remarks on the others."""
    taken: list[tuple[str, Rendition]] = []
    remarks: list[str] = []
    for rendition in renditions:
        kind = rendition.kind.partition(";")[0].strip().lower()
        address = read_address(rendition.address)
        if not rendition.address or not (kind in _UNNAMED_KINDS or kind.startswith("image/")):
            continue  # a caption as a file, a video
        why = _reason_against(rendition, kind, address)
        if why:
            remarks.append(f"The address “{_excerpt(rendition.address)}” was passed over: {why}.")
        else:
            taken.append((address, rendition))
    taken.sort(key=lambda pair: (is_poor(pair[1]), -_pixels(pair[1]), -pair[1].size))
    addresses = tuple(dict.fromkeys(address for address, _ in taken))
    if len(addresses) > MOST_ADDRESSES:
        remarks.insert(0, f"Of its {len(addresses)} addresses the best {MOST_ADDRESSES} are taken.")
    return addresses[:MOST_ADDRESSES], _limit_remarks(remarks)


def _limit_remarks(remarks: list[str]) -> tuple[str, ...]:
    more = len(remarks) - MOST_ADDRESSES
    rest = [f"{more} more addresses were passed over."] if more > 0 else []
    return (*remarks[:MOST_ADDRESSES], *rest)


def _reason_against(rendition: Rendition, kind: str, address: str) -> str:
    if not address:
        return "it is neither of http or https nor the name of a file"
    if kind not in _KNOWN_KINDS | _UNNAMED_KINDS:
        return f"{_excerpt(kind)} is no kind of picture that is taken"
    if rendition.width * rendition.height > PIXEL_LIMIT:
        return f"it has more than {PIXEL_LIMIT // 1_000_000} megapixels"
    return f"it has more than {FILE_LIMIT // 1024**2} MB" if rendition.size > FILE_LIMIT else ""


def is_poor(rendition: Rendition) -> bool:
    """Return whether a file is a thumbnail or bears a watermark, by its name or address."""
    return bool(_POOR.search(rendition.name) or _POOR.search(rendition.address))


def _pixels(rendition: Rendition) -> int:
    """Return the number of pixels; an original without a size counts as larger than all others."""
    counted = rendition.width * rendition.height
    return counted or (PIXEL_LIMIT if _FULL_SIZE.search(rendition.name) else 0)


def read_address(text: str) -> str:
    """Return an address of http or https unchanged, or the file's name of a relative one; "" for every other."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or not _is_sound(text):
        return ""
    if _ON_THE_WEB.fullmatch(text):
        return text
    return "" if _SCHEME.match(text) else _file_name(text)


def _file_name(path: str) -> str:
    """Return the last part of a relative path, decoded; "" where the path leaves its folder."""
    path = _ENCODED.sub(_decode_match, re.split("[?#]", path, maxsplit=1)[0])
    parts = path.split("/")
    name = parts[-1].strip()
    is_ours = path[:1] not in ("/", "") and "\\" not in path and ".." not in parts and _is_sound(path)
    return name if is_ours and not name.startswith(".") and len(name.encode()) <= LONGEST_NAME else ""


def _decode_match(found: re.Match[str]) -> str:
    return bytes.fromhex(found.group().replace("%", "")).decode(errors="replace")


def _is_sound(text: str) -> bool:
    """Return whether a text holds no controls, no marks of direction and no halves of letters."""
    return not any(unicodedata.category(letter).startswith("C") for letter in text)


def _excerpt(text: str) -> str:
    return copy.clean(text)[:ADDRESS_SHOWN]
