"""The version of this code: a release, or `.dev0` of the one that comes next."""

from __future__ import annotations

VERSION = "0.4.0.dev0"
