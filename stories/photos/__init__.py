"""Photos: the metadata that agencies write into files, and the renditions that are served.

Knows no Django and no database. Every file is opened in a process of its own with bounded memory and time (`sandbox`),
by its content and never by its name. Callers need this module only.
"""

from stories.photos.credentials import INVALID as CREDENTIALS_INVALID
from stories.photos.credentials import NOT_READ as CREDENTIALS_UNREAD
from stories.photos.credentials import TRUSTED as CREDENTIALS_TRUSTED
from stories.photos.credentials import Credentials
from stories.photos.letters import UNREADABLE
from stories.photos.limits import FILE_LIMIT, TOO_LARGE
from stories.photos.metadata import NotPhotoError, PhotoFile, PhotoMetadata, looks_like_photo
from stories.photos.renditions import CARDS, SEARCH_SHAPES, SOCIAL, RenditionFile, RenditionSpec, Shape, plan_renditions
from stories.photos.sandbox import (
    PhotosBusyError,
    Signing,
    inspect_photo,
    make_renditions,
    read_credentials,
    temporary_file,
)

__all__ = [
    "CARDS",
    "CREDENTIALS_INVALID",
    "CREDENTIALS_TRUSTED",
    "CREDENTIALS_UNREAD",
    "FILE_LIMIT",
    "SEARCH_SHAPES",
    "SOCIAL",
    "TOO_LARGE",
    "UNREADABLE",
    "Credentials",
    "NotPhotoError",
    "PhotoFile",
    "PhotoMetadata",
    "PhotosBusyError",
    "RenditionFile",
    "RenditionSpec",
    "Shape",
    "Signing",
    "inspect_photo",
    "looks_like_photo",
    "make_renditions",
    "plan_renditions",
    "read_credentials",
    "temporary_file",
]
