"""Limits of size for photos, and the sentences on files that are refused."""

from stories.copy.gettext import gettext_noop

FILE_LIMIT = 50 * 1024 * 1024  # bytes
PIXEL_LIMIT = 100_000_000
DECODED_LIMIT = 400_000_000  # bytes: width x height x bands x depth

EMPTY = gettext_noop("The file is empty. Send it once more.")
TOO_LARGE = gettext_noop("The file is larger than 50 MB. Save it smaller.")
TOO_MANY = gettext_noop("The photo has more pixels than can be opened. Save it smaller.")
DRAWING = gettext_noop("An SVG is a drawing that may hold script, and is not taken. Send a JPEG of it.")
OF_NO_KIND = gettext_noop("This is no photo of a kind that is taken: JPEG, PNG, WebP, GIF, TIFF or AVIF.")
DAMAGED = gettext_noop("The file is damaged or cut off. Send it once more, or save it anew.")
