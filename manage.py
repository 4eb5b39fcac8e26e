#!/usr/bin/env python3
"""Django's command line for the newsroom."""

import os
import sys
from importlib import import_module

import django
from django.core.management import call_command, execute_from_command_line
from django.db import DatabaseError

from newsroom.operator_settings import start

VERSION_WORDS = (["version"], ["--version"])  # which Django answers with its own

if __name__ == "__main__":
    start.check_command(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:] in VERSION_WORDS:
        django.setup()
        call_command("version")
    else:
        try:
            execute_from_command_line(sys.argv)
        except (DatabaseError, OSError, SystemExit) as error:
            fault = import_module("newsroom.command_faults").fault_behind(error, sys.argv)  # dear, and for this alone
            if not fault:
                raise
            sys.exit(fault)
