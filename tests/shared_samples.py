"""Where the real wire copy and the real attacks lie: a folder beside the checkout, present in CI."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
WIRE_SAMPLES = SHARED / "wire-samples"
ATTACK_SAMPLES = SHARED / "attack-samples"

# In CI the folder must be there: its absence fails the tests instead of leaving them out.
needs_samples = pytest.mark.skipif(
    not SHARED.is_dir() and not os.environ.get("CI"),
    reason="the folder of real wire copy is not beside this checkout",
)
