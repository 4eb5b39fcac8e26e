"""Settings of the processes that tests start: the newsroom's own, with files by their own names, and media apart."""

import os

from newsroom.settings import *  # noqa: F403 settings are made by adding to them
from newsroom.storages import storage_settings

STORAGES = {
    "default": storage_settings("", os.environ["MEDIA_FOLDER"]),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
