"""Likeness of two pictures: SSIM of their luma, 1 where they are the same.

Z. Wang, A. C. Bovik, H. R. Sheikh and E. P. Simoncelli, "Image quality assessment: from error visibility to structural
similarity", 2004: a Gaussian window of 11 by 11 pixels, 1.5 wide, within the picture; at its own scale.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

REACH, SPREAD = 5, 1.5  # pixels
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

WINDOW = np.exp(-(np.arange(-REACH, REACH + 1) ** 2) / (2 * SPREAD**2)).astype(np.float32)
WINDOW /= WINDOW.sum()


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Return the mean over all windows of two pictures of the same size."""
    x, y = (np.asarray(picture.convert("L"), dtype=np.float32) for picture in (one, other))
    mean_x, mean_y = _seen(x), _seen(y)
    both, squares = mean_x * mean_y, mean_x**2 + mean_y**2
    varied = _seen(x * x) + _seen(y * y) - squares
    together = _seen(x * y) - both
    windows = (2 * both + C1) * (2 * together + C2) / ((squares + C1) * (varied + C2))
    return float(windows.mean(dtype=np.float64))


def _seen(values: np.ndarray) -> np.ndarray:
    """Return the values through the window: once along, once down."""
    return _along(_along(values).T).T


def _along(values: np.ndarray) -> np.ndarray:
    width = values.shape[1] - 2 * REACH
    sums = WINDOW[0] * values[:, :width]
    for number in range(1, len(WINDOW)):
        sums += WINDOW[number] * values[:, number : number + width]
    return sums
