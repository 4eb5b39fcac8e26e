"""Photos: renditions a second of one core, beside the peers; and the bytes that a reader is sent, at a stated likeness.

    python -m bench.photos

One photo of 24 megapixels, made here (bench.scene), and every rendition that is served of it. The rounds of all ways
are interleaved and the best of each counts. Time is the processor's, child processes and threads included, so that a
way that keeps two cores busy is not the faster for it. Likeness is SSIM (bench.likeness) to the whole photo made small
and not pressed.
"""

from __future__ import annotations

import io
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from django.conf import settings
from PIL import Image, ImageOps

from bench.engines import import_peer
from bench.likeness import ssim
from bench.scene import PHOTO_SIZE, draw_photo
from stories.photos import PhotoMetadata, RenditionSpec, Shape, make_renditions, plan_renditions
from stories.photos.renditions import RENDITION_FORMATS
from stories.photos.sandbox_worker import ENCODER_OPTIONS

PHOTO_ROUNDS = 2
CENTRE = (0.5, 0.5)
WIDTHS = (1280, 640)  # pixels of width
SOURCE_QUALITY = 92  # the quality of a JPEG that is made small and no more
AVIF_LIKENESS = "as like as AVIF"
BEST_QUALITY = 95  # the quality of JPEG over which bytes grow and nothing else does

Way = Callable[[Path, list[RenditionSpec]], object]


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of the first table: the time of one way for all renditions of a photo."""

    way: str
    renditions: int
    seconds: float

    @property
    def pace(self) -> float:
        """Renditions a second."""
        return self.renditions / self.seconds


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the second table: a picture as it is sent, with its format and its likeness to the photo."""

    width: int
    sent_as: str
    bytes: int
    ssim: float
    share: float  # of the bytes as it came, at the same width


def our_renditions(path: Path, wanted: list[RenditionSpec]) -> object:
    """Make the renditions as this project does: one process for a photo, which it decodes small."""
    return list(make_renditions(path, wanted, focus=CENTRE, facts=PhotoMetadata()))


def decode_each_time(path: Path, wanted: list[RenditionSpec]) -> object:
    """Make the renditions with plain Pillow, in the simplest way."""
    return [_pressed(_cut(Image.open(path), rendition), rendition.format) for rendition in wanted]


def decode_once(path: Path, wanted: list[RenditionSpec]) -> object:
    """Make the renditions with plain Pillow, from one decoded photo."""
    photo = Image.open(path)
    return [_pressed(_cut(photo, rendition), rendition.format) for rendition in wanted]


def willow(module: ModuleType) -> Way:
    """Return the way of Wagtail's library: for each rendition a file is opened, cropped, resized and compressed."""

    def run(path: Path, wanted: list[RenditionSpec]) -> object:
        return [_by_willow(module, path, rendition) for rendition in wanted]

    return run


def ways() -> dict[str, Way]:
    """Return the ways by name; Willow where it is installed."""
    known: dict[str, Way] = {
        "this project": our_renditions,
        "Pillow, a decode each": decode_each_time,
        "Pillow, one decode": decode_once,
    }
    if not settings.configured:  # the compare's peers may have done so; Willow looks for its own there
        settings.configure()
    module = import_peer("willow")
    return {**known, "Willow": willow(module)} if module else known


def rates(path: Path) -> list[Rate]:
    """Return the time of each way for all renditions of the photo."""
    wanted = plan_renditions(*PHOTO_SIZE)
    best: dict[str, float] = {}
    present = ways()
    for _ in range(PHOTO_ROUNDS):
        for name, way in present.items():
            before = _spent()
            way(path, wanted)
            best[name] = min(_spent() - before, best.get(name, float("inf")))
    return [Rate(name, len(wanted), seconds) for name, seconds in best.items()]


def weights(path: Path) -> Iterator[Weight]:
    """Return each format at each width, a good JPEG, and the plain JPEG that is as like as our AVIF."""
    photo = Image.open(path).convert("RGB")
    for width in WIDTHS:
        size = width, round(width * PHOTO_SIZE[1] / PHOTO_SIZE[0])
        small = photo.resize(size, Image.Resampling.LANCZOS)
        came = jpeg(small, SOURCE_QUALITY)
        sent = {f"JPEG, quality {SOURCE_QUALITY}": came}
        wanted = [RenditionSpec(Shape.WHOLE, kind, *size) for kind in RENDITION_FORMATS]
        sent |= {
            rendition.format: rendition.content
            for rendition in make_renditions(path, wanted, focus=CENTRE, facts=PhotoMetadata())
        }
        quality = equal_quality(small, likeness(small, sent["AVIF"]))
        sent[f"JPEG, quality {quality}, {AVIF_LIKENESS}"] = jpeg(small, quality)
        for kind, content in sent.items():
            yield Weight(width, kind, len(content), likeness(small, content), len(content) / len(came))


def equal_quality(small: Image.Image, wanted: float) -> int:
    """Return the least quality at which a plain JPEG is so like the picture; the best where none is."""
    low, high = 1, BEST_QUALITY
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if likeness(small, jpeg(small, middle)) >= wanted else (middle + 1, high)
    return low


def avif_shares(sizes: list[Weight]) -> dict[int, float]:
    """Return the bytes of our AVIF over those of a plain JPEG that is as like, by width."""
    avif = {row.width: row.bytes for row in sizes if row.sent_as == "AVIF"}
    return {row.width: round(avif[row.width] / row.bytes, 3) for row in sizes if row.sent_as.endswith(AVIF_LIKENESS)}


def likeness(small: Image.Image, content: bytes) -> float:
    """Return SSIM of a sent picture to the one that was to be sent."""
    return ssim(small, Image.open(io.BytesIO(content)))


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return a baseline JPEG with Pillow's own settings."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _cut(photo: Image.Image, rendition: RenditionSpec) -> Image.Image:
    size = rendition.width, rendition.height
    if rendition.shape == Shape.WHOLE:
        return photo.resize(size, Image.Resampling.LANCZOS)
    return ImageOps.fit(photo, size, Image.Resampling.LANCZOS, centering=CENTRE)


def _pressed(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **ENCODER_OPTIONS[kind])
    return file.getvalue()


def _by_willow(module: ModuleType, path: Path, rendition: RenditionSpec) -> bytes:
    file = io.BytesIO()
    with path.open("rb") as photo:
        image = module.Image.open(photo)
        if rendition.shape != Shape.WHOLE:
            image = image.crop(_middle(rendition.width / rendition.height))
        image = image.resize((rendition.width, rendition.height))
        getattr(image, f"save_as_{rendition.format.lower()}")(
            file, quality=ENCODER_OPTIONS[rendition.format]["quality"]
        )
    return file.getvalue()


def _middle(ratio: float) -> tuple[int, int, int, int]:
    """Return the largest part of the photo with this ratio of its sides, around the centre."""
    width, height = min(PHOTO_SIZE[0], round(PHOTO_SIZE[1] * ratio)), min(PHOTO_SIZE[1], round(PHOTO_SIZE[0] / ratio))
    left, top = (PHOTO_SIZE[0] - width) // 2, (PHOTO_SIZE[1] - height) // 2
    return left, top, left + width, top + height


def _spent() -> float:
    """Return the processor's seconds so far, of this process and of those that it waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def photo_tables(paces: list[Rate], sizes: list[Weight]) -> str:
    """Return the figures as Markdown."""
    count, own = paces[0].renditions, paces[0].pace
    lines = [f"\n{count} renditions of a photo of {PHOTO_SIZE[0] * PHOTO_SIZE[1] // 1_000_000} megapixels\n"]
    lines += ["| way | seconds of one core | renditions a second | ours : theirs |", "|---|--:|--:|--:|"]
    lines += [f"| {row.way} | {row.seconds:.2f} | {row.pace:.1f} | {own / row.pace:.1f} |" for row in paces]
    lines += ["\nWhat a reader is sent\n", "| width | as | bytes | SSIM | of the bytes as it came |"]
    lines += ["|--:|---|--:|--:|--:|"]
    lines += [f"| {row.width} | {row.sent_as} | {row.bytes:,} | {row.ssim:.4f} | {row.share:.0%} |" for row in sizes]
    shares = [f"{share:.0%} at {width} pixels" for width, share in avif_shares(sizes).items()]
    lines += [f"\nOur AVIF, of the bytes of a plain JPEG as like: {', '.join(shares)}"]
    return "\n".join(lines) + "\n"


def photos_report() -> dict[str, object]:
    """Measure, print the tables, and return the figures as data."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        draw_photo(path)
        paces, sizes = rates(path), list(weights(path))
    sys.stdout.write(photo_tables(paces, sizes))
    own = paces[0].pace
    return {
        "rates": [
            asdict(row) | {"pace": round(row.pace, 2), "ours_to_theirs": round(own / row.pace, 2)} for row in paces
        ],
        "weights": [asdict(row) for row in sizes],
        "avif_to_jpeg_as_like": avif_shares(sizes),
    }


if __name__ == "__main__":
    photos_report()
