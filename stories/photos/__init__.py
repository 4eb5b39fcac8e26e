"""Photos: the metadata that agencies write into files, and the renditions that are served.

Knows no Django and no database. Every file is opened in a process of its own with bounded memory and time (`sandbox`),
by its content and never by its name. Callers need this module only.
"""

from stories.photos.limits import FILE_LIMIT, TOO_LARGE
from stories.photos.metadata import Facts, NotPhoto, PhotoFile, is_like_one
from stories.photos.renditions import CARDS, SOCIAL, Made, Shape, Wanted, shapes_for
from stories.photos.sandbox import looked_at, made, on_disk

__all__ = [
    "CARDS",
    "FILE_LIMIT",
    "SOCIAL",
    "TOO_LARGE",
    "Facts",
    "Made",
    "NotPhoto",
    "PhotoFile",
    "Shape",
    "Wanted",
    "is_like_one",
    "looked_at",
    "made",
    "on_disk",
    "shapes_for",
]
