"""An invented photo, made from numbers, with what makes photos hard or easy to compress.

Surfaces that hide each other, their sizes by a power law (the dead leaves model: A. Lee, D. Mumford and J. Huang,
"Occlusion models for natural images", 2001), light that falls off, texture of all scales, a lens, lettering, and a
sensor's noise. The same numbers give the same photo.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bench.prose import random_words

PHOTO_SIZE = (6_000, 4_000)  # 24 megapixels, as the cameras of agencies give
LEAVES_BEHIND, LEAVES_IN_FRONT = (
    9_000,
    3_500,
)  # leaves out of focus, which hide all, and those in focus, which hide half of them
SMALLEST, LARGEST = 16, 1_500  # pixels of a radius
LETTERING = 9  # lines
DISTANCE, LENS = 5, 1.3  # pixels of blur: of a quarter, and of the whole
SENSOR = 2.5  # levels of noise
TEXTURE = {3: 2.0, 9: 3.0, 40: 4.0, 300: 8.0}  # pixels of a grain, and its levels
QUALITY = 92  # as agencies send


def draw_photo(path: Path, seed: int = 1) -> None:
    """Write the photo, as a JPEG."""
    rng = random.Random(seed)  # noqa: S311 pictures are no secrets
    far = Image.new("RGB", (PHOTO_SIZE[0] // 4, PHOTO_SIZE[1] // 4), (120, 130, 140))
    _strew(far, LEAVES_BEHIND, rng)
    picture = far.filter(ImageFilter.GaussianBlur(DISTANCE)).resize(PHOTO_SIZE, Image.Resampling.BICUBIC)
    _strew(picture, LEAVES_IN_FRONT, rng)
    pen = ImageDraw.Draw(picture)
    for _ in range(LETTERING):
        _line(pen, rng)
    levels = np.asarray(picture.filter(ImageFilter.GaussianBlur(LENS)), dtype=np.float32)
    Image.fromarray(_developed(levels, np.random.default_rng(seed))).save(path, "JPEG", quality=QUALITY)


def _strew(picture: Image.Image, leaves: int, rng: random.Random) -> None:
    pen = ImageDraw.Draw(picture)
    for _ in range(leaves):
        _leaf(pen, picture.size, rng)


def _leaf(pen: ImageDraw.ImageDraw, size: tuple[int, int], rng: random.Random) -> None:
    """Draw a surface: its radius by the inverse cube, as near and far surfaces have it."""
    scale = size[0] / PHOTO_SIZE[0]
    least, most = SMALLEST**-2, LARGEST**-2
    radius = scale * (least - rng.random() * (least - most)) ** -0.5
    x, y, flat = rng.random() * size[0], rng.random() * size[1], rng.uniform(0.4, 1.0)
    tone = rng.gauss(115, 50)
    colour = tuple(round(min(max(tone + rng.gauss(0, 22), 4), 250)) for _ in range(3))
    if rng.random() < 0.6:
        pen.ellipse((x - radius, y - radius * flat, x + radius, y + radius * flat), fill=colour)
    else:
        pen.regular_polygon((x, y, radius), rng.randint(3, 6), rng.random() * 360, fill=colour)


def _line(pen: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """Draw a line of lettering, as signs and banners have it."""
    place, tone = (rng.random() * PHOTO_SIZE[0] * 0.8, rng.random() * PHOTO_SIZE[1]), rng.choice((15, 240))
    font = ImageFont.load_default(rng.choice((48, 80, 140, 260)))
    pen.text(place, " ".join(random_words(rng, 4)), fill=(tone, tone, tone), font=font)


def _developed(levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the photo: light, texture and noise over the lens's picture."""
    width, height = PHOTO_SIZE
    down, across = np.linspace(1.15, 0.75, height, dtype=np.float32), np.linspace(0.85, 1.1, width, dtype=np.float32)
    levels *= (down[:, None] * across)[..., None]
    for grain, strength in TEXTURE.items():
        coarse = rng.standard_normal((height // grain + 2, width // grain + 2), dtype=np.float32)
        levels += (strength * np.asarray(Image.fromarray(coarse).resize(PHOTO_SIZE, Image.Resampling.BICUBIC)))[
            ..., None
        ]
    levels += SENSOR * rng.standard_normal(levels.shape, dtype=np.float32)
    return np.clip(levels, 0, 255).astype(np.uint8)
