"""Settings of the processes that tests start: the newsroom's own, with files by their own names, and media apart."""

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403 settings are made by adding to them
from newsroom.storages import folder_storage

STORAGES = {
    "default": folder_storage(Path(os.environ["MEDIA_FOLDER"])),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
