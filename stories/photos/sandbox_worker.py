"""The program of the sandbox: one question as JSON on standard input, its answer as JSON on standard output."""

from __future__ import annotations

import html
import io
import json
import math
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from stories.photos.limits import (
    ASPECT_LIMIT,
    DAMAGED,
    DRAWING,
    EMPTY,
    FILE_LIMIT,
    MEMORY_LIMIT,
    OF_NO_KIND,
    PIXEL_LIMIT,
    TOO_HEAVY,
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY,
    TOO_MUCH,
)
from stories.photos.metadata import DAYS, NotPhotoError, PhotoFile, read_metadata
from stories.photos.process_limits import limit_process
from stories.photos.renditions import Shape
from stories.photos.shares import BusyError, take_shares

KNOWN_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
DEEP_MODES = {"I;16": 2, "I;16B": 2, "I;16L": 2, "I": 4, "F": 4}  # bytes of a pixel, of one band
FLAT_MODES = ("L", "P", "1")  # of one byte a pixel as they are kept here; all others have four
FOLDED_MODES = ("P", "PA", "1")  # which say colours otherwise
# Bytes a pixel that a decoder holds beside what is kept: all of the picture at once, at the worst.
DECODER_BYTES = {"WEBP": 8, "AVIF": 8, "GIF": 4, "TIFF": 4}
COEFFICIENT = 2  # bytes, of each band of a progressive JPEG
STRIP = 4_000_000  # pixels that are made plain and small at once
ORIENTATION, FIRST_SIDEWAYS = 0x0112, 5  # EXIF: from five on, width and height change places
PROBE_SIDE = 64  # pixels: enough to see that it can be decoded
ENCODER_OPTIONS = {
    "JPEG": {"quality": 79, "progressive": True, "optimize": True},  # whose tables no other encoder has by default
    "WEBP": {"quality": 76, "method": 4},
    "AVIF": {"quality": 60, "speed": 8, "max_threads": 1},
}
XMP = """<x:xmpmeta
xmlns:x="adobe:ns:meta/"
><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
><rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
><dc:creator><rdf:Seq><rdf:li>{byline}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<photoshop:Credit>{credit}</photoshop:Credit></rdf:Description></rdf:RDF></x:xmpmeta>"""

Size = tuple[int, int]


def open_image(path: Path) -> ImageFile.ImageFile:
    """Open the picture in a file, its limits checked by its head. Raises NotPhotoError."""
    size = path.stat().st_size
    if not size:
        raise NotPhotoError(EMPTY)
    if size > FILE_LIMIT:
        raise NotPhotoError(TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(1_000)
    if b"<svg" in head.lower():
        raise NotPhotoError(DRAWING)
    if math.prod(webp_size(head)) * (4 + DECODER_BYTES["WEBP"]) > MEMORY_LIMIT:
        raise NotPhotoError(TOO_HEAVY)
    image = Image.open(path, formats=KNOWN_FORMATS)
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        raise NotPhotoError(TOO_MANY)
    if max(width, height) > ASPECT_LIMIT * min(width, height):
        raise NotPhotoError(TOO_LONG)
    if memory_needed(image) > MEMORY_LIMIT:
        raise NotPhotoError(TOO_HEAVY)
    return image


def webp_size(head: bytes) -> Size:
    """Return the size that the head of a WebP names (RFC 9649), as its decoder takes memory at once; 0 for others."""
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return 0, 0
    match head[12:16]:
        case b"VP8X":
            return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
        case b"VP8L":
            sides = int.from_bytes(head[21:25], "little")
            return (sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1
    sides = int.from_bytes(head[26:30], "little")
    return sides & 0x3FFF, sides >> 16 & 0x3FFF


def memory_needed(image: Image.Image) -> int:
    """Return about how many bytes it takes at most to open a picture, by its head."""
    kept = DEEP_MODES.get(image.mode, 1 if image.mode in FLAT_MODES else 4)
    if image.format in ("JPEG", "MPO"):  # which is opened at a fraction of its size where it is large
        beside = COEFFICIENT * len(image.getbands()) if image.info.get("progressive") else 0
        kept = 1
    else:
        beside = DECODER_BYTES.get(str(image.format), 0)
    return image.width * image.height * (kept + beside)


def is_sideways(image: Image.Image) -> bool:
    """Return whether the picture must be turned by a right angle."""
    try:
        return int(image.getexif().get(ORIENTATION, 1)) >= FIRST_SIDEWAYS
    except Exception:  # noqa: BLE001 a broken part of the file says nothing
        return False


def upright_size(image: Image.Image) -> Size:
    """Return the size of the picture once it is upright."""
    return image.size[::-1] if is_sideways(image) else image.size


def inspect(image: ImageFile.ImageFile) -> dict[str, Any]:
    """Read the format, size and metadata of a file, and decode it to see that it can be."""
    width, height = upright_size(image)
    facts = read_metadata(image)
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    scale = min(PROBE_SIDE / max(image.size), 1)
    normalize(image, (max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    values = asdict(PhotoFile(kind, width, height, facts))
    for name in DAYS:
        day = getattr(facts, name)
        values["facts"][name] = day.isoformat() if day else ""
    return values


def normalize(image: Image.Image, size: Size) -> Image.Image:
    """Return the picture at a size, upright, in eight bits of red, green and blue (sRGB) and on white.

    It is made small before anything else is done to it, which keeps a large one in bounds.
    """
    image.draft(None, size)
    profile = image.info.get("icc_profile")
    was_sideways = is_sideways(image)
    info = image.getexif()
    image = shrink(image, size)
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if was_sideways or info.get(ORIENTATION, 1) != 1:
        image.getexif()[ORIENTATION] = info.get(ORIENTATION, 1)
        image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    bare = convert_to_srgb(image, profile)
    bare.info = {}  # what stood in the file beside its pixels: some encoders write it unasked
    return bare


def shrink(image: Image.Image, size: Size) -> Image.Image:
    """Return the picture in plain colours, and small, but of twice a size at least; made in strips to save memory."""
    factor = max(min(image.width // (2 * size[0]), image.height // (2 * size[1])), 1)
    rows = max(STRIP // image.width // factor, 1) * factor
    small: Image.Image | None = None
    for top in range(0, image.height, rows):
        strip = make_plain(image.crop((0, top, image.width, min(top + rows, image.height)))).reduce(factor)
        if small is None:
            small = Image.new(strip.mode, (strip.width, math.ceil(image.height / factor)))
            small.info = dict(strip.info)
        small.paste(strip, (0, top // factor))
    return small or image


def make_plain(image: Image.Image) -> Image.Image:
    """Return a picture in eight bits a band, without a palette."""
    if image.mode in FOLDED_MODES:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if image.mode in DEEP_MODES:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image


def convert_to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert the picture to the colours that every screen knows; leave them where its profile cannot be read."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return made or image.convert("RGB")
        except Exception:  # noqa: BLE001 as above
            return image.convert("RGB")
    return image.convert("RGB")


def render(
    image: ImageFile.ImageFile, wanted: list[dict[str, Any]], folder: Path, focus: Size, words: dict[str, str]
) -> dict[str, Any]:
    """Write the renditions into a folder; return the specification of each by its file's name."""
    width, height = upright_size(image)
    scale = min(max((max(spec["width"] / width, spec["height"] / height) for spec in wanted), default=0), 1)
    size = math.ceil(width * scale), math.ceil(height * scale)
    base = normalize(image, size[::-1] if is_sideways(image) else size)
    packet = XMP.format(**{name: html.escape(text) for name, text in words.items()}).encode()
    crops: dict[tuple[str, int, int], Image.Image] = {}
    specs = {}
    for number, spec in enumerate(wanted):
        key = spec["shape"], spec["width"], spec["height"]
        if key not in crops:
            crops[key] = crop(base, *key, focus)
        name = f"{number}.{spec['format'].lower()}"
        crops[key].save(folder / name, spec["format"], xmp=packet, **ENCODER_OPTIONS[spec["format"]])
        specs[name] = spec
    return {"made": specs}


def crop(base: Image.Image, shape: str, width: int, height: int, focus: Size) -> Image.Image:
    """Return a picture in a shape: whole, or as much around its focal point as fills it."""
    if shape == Shape.WHOLE:
        return base.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.fit(base, (width, height), Image.Resampling.LANCZOS, centering=focus)


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a question, or the reason why there is none."""
    try:
        image = open_image(Path(question["path"]))
        with take_shares(Path(question["shares"]), memory_needed(image), patience=question["patience"]):
            if question["do"] == "look":
                return inspect(image)
            focus, words = tuple(question["focus"]), question["words"]
            return render(image, question["wanted"], Path(question["folder"]), focus, words)
    except BusyError:
        return {"busy": True}
    except NotPhotoError as error:
        return {"refused": str(error)}
    except UnidentifiedImageError:
        return {"refused": OF_NO_KIND}
    except MemoryError:
        return {"refused": TOO_MUCH}
    except Image.DecompressionBombError:
        return {"refused": TOO_MANY}
    except Exception:  # noqa: BLE001 decoders fail in their own ways (OSError, ValueError, SyntaxError …)
        return {"refused": DAMAGED}


def main() -> None:
    """Answer the one question."""
    question = json.load(sys.stdin)
    limit_process(question["megabytes"], question["seconds"])
    warnings.simplefilter("ignore")  # a large picture is measured here, and a broken part of one says nothing
    json.dump(answer(question), sys.stdout)


if __name__ == "__main__":
    main()
