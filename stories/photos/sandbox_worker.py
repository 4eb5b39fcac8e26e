"""One file, in the process that was begun for it: a question as JSON comes in, the answer as JSON goes out."""

from __future__ import annotations

import html
import io
import json
import math
import resource
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from stories.photos.limits import (
    DAMAGED,
    DECODED_LIMIT,
    DRAWING,
    EMPTY,
    FILE_LIMIT,
    OF_NO_KIND,
    PIXEL_LIMIT,
    TOO_LARGE,
    TOO_MANY,
)
from stories.photos.metadata import DAYS, NotPhoto, Seen, facts_of
from stories.photos.renditions import Shape

TAKEN = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
DEEP = {"I;16": 2, "I;16B": 2, "I;16L": 2, "I": 4, "F": 4}  # bytes of a band, where it is not one
UNFOLDED = {"P": 4, "PA": 4, "1": 1}  # bands once it is no palette any more
ORIENTATION, ON_THE_SIDE = 0x0112, 5  # EXIF: from five on, width and height change places
LOOKED_AT = 64  # pixels: enough to see that it can be decoded
HOW = {
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


def opened(path: Path) -> ImageFile.ImageFile:
    """The picture in a file, its head read and its limits held. Raises NotPhoto."""
    size = path.stat().st_size
    if not size:
        raise NotPhoto(EMPTY)
    if size > FILE_LIMIT:
        raise NotPhoto(TOO_LARGE)
    with path.open("rb") as file:
        if b"<svg" in file.read(1_000).lower():
            raise NotPhoto(DRAWING)
    image = Image.open(path, formats=TAKEN)
    width, height = image.size
    bands = UNFOLDED.get(image.mode, len(image.getbands()))
    if width * height > PIXEL_LIMIT or width * height * bands * DEEP.get(image.mode, 1) > DECODED_LIMIT:
        raise NotPhoto(TOO_MANY)
    return image


def is_on_its_side(image: Image.Image) -> bool:
    """Whether it is turned by a right angle before it is looked at."""
    try:
        return int(image.getexif().get(ORIENTATION, 1)) >= ON_THE_SIDE
    except Exception:  # noqa: BLE001 a broken part of the file says nothing
        return False


def upright(image: Image.Image) -> Size:
    """Its size as it is looked at."""
    return image.size[::-1] if is_on_its_side(image) else image.size


def look(path: Path) -> dict[str, Any]:
    """What a file is and says, once it was seen that it can be decoded."""
    image = opened(path)
    width, height = upright(image)
    facts = facts_of(image)
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    scale = min(LOOKED_AT / max(image.size), 1)
    plain(image, (max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    said = asdict(Seen(kind, width, height, facts))
    for name in DAYS:
        day = getattr(facts, name)
        said["facts"][name] = day.isoformat() if day else ""
    return said


def plain(image: Image.Image, size: Size) -> Image.Image:
    """The picture at a size, upright, in eight bits of red, green and blue (sRGB) and on white.

    It is made small before it is made anything else, which is what keeps a large one in bounds.
    """
    image.draft(None, size)
    profile = image.info.get("icc_profile")
    if image.mode in UNFOLDED:
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    elif image.mode in DEEP:
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    turned = is_on_its_side(image)
    info = image.getexif()
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turned or info.get(ORIENTATION, 1) != 1:
        image.getexif()[ORIENTATION] = info.get(ORIENTATION, 1)
        image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    bare = in_srgb(image, profile)
    bare.info = {}  # what stood in the file beside its pixels: some encoders write it unasked
    return bare


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours that every screen knows; as they are where its profile cannot be read."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return made or image.convert("RGB")
        except Exception:  # noqa: BLE001 as above
            return image.convert("RGB")
    return image.convert("RGB")


def make(path: Path, wanted: list[dict[str, Any]], folder: Path, focus: Size, said: dict[str, str]) -> dict[str, Any]:
    """The renditions, written into a folder: what each is, by its name there."""
    image = opened(path)
    width, height = upright(image)
    scale = min(max((max(each["width"] / width, each["height"] / height) for each in wanted), default=0), 1)
    size = math.ceil(width * scale), math.ceil(height * scale)
    base = plain(image, size[::-1] if is_on_its_side(image) else size)
    packet = XMP.format(**{name: html.escape(words) for name, words in said.items()}).encode()
    cut: dict[tuple[str, int, int], Image.Image] = {}
    done = {}
    for number, each in enumerate(wanted):
        key = each["shape"], each["width"], each["height"]
        if key not in cut:
            cut[key] = cropped(base, *key, focus)
        name = f"{number}.{each['format'].lower()}"
        cut[key].save(folder / name, each["format"], xmp=packet, **HOW[each["format"]])
        done[name] = each
    return {"made": done}


def cropped(base: Image.Image, shape: str, width: int, height: int, focus: Size) -> Image.Image:
    """A picture in a shape: whole, or as much around its focal point as fills it."""
    if shape == Shape.WHOLE:
        return base.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.fit(base, (width, height), Image.Resampling.LANCZOS, centering=focus)


def answered(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to a question, or why there is none."""
    path = Path(asked["path"])
    try:
        if asked["do"] == "look":
            return look(path)
        return make(path, asked["wanted"], Path(asked["folder"]), tuple(asked["focus"]), asked["said"])
    except NotPhoto as error:
        return {"refused": str(error)}
    except UnidentifiedImageError:
        return {"refused": OF_NO_KIND}
    except (MemoryError, Image.DecompressionBombError):
        return {"refused": TOO_MANY}
    except Exception:  # noqa: BLE001 decoders fail in their own ways (OSError, ValueError, SyntaxError …)
        return {"refused": DAMAGED}


def main() -> None:
    """Answer the one question."""
    asked = json.load(sys.stdin)
    space = asked["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    warnings.simplefilter("ignore")  # a large picture is measured here, and a broken part of one says nothing
    json.dump(answered(asked), sys.stdout)


if __name__ == "__main__":
    main()
