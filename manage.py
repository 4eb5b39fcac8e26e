#!/usr/bin/env python3
"""Django's command line for the newsroom."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.operator_settings import start

if __name__ == "__main__":
    start.check_command(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    execute_from_command_line(sys.argv)
