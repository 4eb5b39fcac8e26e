"""The names under which a cache in front keeps answers, so that the worker can have them dropped by name.

`Surrogate-Key` is the header of Fastly, with spaces; `Cache-Tag` that of Cloudflare and Akamai, with commas.
"""

import re

from django.conf import settings
from django.http.response import HttpResponseBase

ALL_KEY, LISTS_KEY = "all", "lists"
STORY_PATH = re.compile(r"/stories/([0-9]{1,18})(?=[/.])")


def story_key(story_id: int) -> str:
    """Return the key of a story's pages."""
    return f"story-{story_id}"


def keys_of_path(path: str) -> tuple[str, str]:
    """Return the keys of the answer at an address: what it is of, and the one of all answers."""
    found = STORY_PATH.match(path)
    return (story_key(int(found[1])) if found else LISTS_KEY), ALL_KEY


def set_surrogate_keys(response: HttpResponseBase, path: str) -> None:
    """Add the keys to an answer that caches may keep, where there is somebody to drop it again."""
    if not settings.CDN_PURGE_URL or "s-maxage" not in response.headers.get("Cache-Control", ""):
        return
    keys = keys_of_path(path)
    response["Surrogate-Key"], response["Cache-Tag"] = " ".join(keys), ",".join(keys)
