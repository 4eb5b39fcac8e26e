"""The WSGI application that servers run: the stored pages, and Django behind them."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup(set_prefix=False)

from newsroom.stored_pages.printing import PageHandler  # noqa: E402 what it imports needs Django set up
from newsroom.stored_pages.shell import Shell  # noqa: E402

application = Shell(PageHandler())
