"""Limits of size for photos, and the sentences on files that are refused."""

from stories.copy.gettext import gettext_noop

FILE_LIMIT = 50 * 1024 * 1024  # bytes
PIXEL_LIMIT = 100_000_000
MEMORY_LIMIT = 480_000_000  # bytes that opening one takes, reckoned from its head; of 60 million pixels in WebP, say
ASPECT_LIMIT = 25  # times as long as wide: a long panorama has ten

EMPTY = gettext_noop("The file is empty. Send it once more.")
TOO_LARGE = gettext_noop("The file is larger than 50 MB. Save it smaller.")
TOO_MANY = gettext_noop("The photo has more than 100 million pixels. Save it smaller.")
TOO_HEAVY = gettext_noop("The photo takes more than 480 MB of memory to open. Save it smaller, or as a plain JPEG.")
TOO_LONG = gettext_noop("One side of the photo is more than 25 times the other. Crop it.")
TOO_MUCH = gettext_noop("The file takes too much memory or time to open. Save it anew, smaller, and try again.")
BUSY = gettext_noop("So many photos are being opened that this one has to wait. Try again in a minute.")
NOT_OURS = gettext_noop("Photos cannot be opened: a folder of this machine is somebody else's. Tell who runs the site.")
DRAWING = gettext_noop("An SVG is a drawing that may hold script, and is not taken. Send a JPEG of it.")
OF_NO_KIND = gettext_noop("This is no photo of a kind that is taken: JPEG, PNG, WebP, GIF, TIFF or AVIF.")
DAMAGED = gettext_noop("The file is damaged or cut off. Send it once more, or save it anew.")
