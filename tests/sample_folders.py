"""Copy, photos and attacks in files: ours under samples/, and real ones in a folder beside the checkout, where it is.

Every behaviour is tested over ours. What is tested over the real ones is extra; it is left out, and said to be, where
the folder is not there. In CI its absence fails those tests.
"""

import os
from pathlib import Path

import pytest

OWN = Path(__file__).parent / "samples"
OWN_WIRE, OWN_PHOTOS, OWN_ATTACKS = OWN / "wire", OWN / "photos", OWN / "attacks"
HTML_CASES = OWN / "html" / "cases.json"  # the reader and the paste have one set of rules: both are run over it
SHARED = Path(__file__).resolve().parents[2] / "shared"
WIRE_SAMPLES = SHARED / "wire-samples"
ATTACK_SAMPLES = SHARED / "attack-samples"

needs_samples = pytest.mark.skipif(
    not SHARED.is_dir() and not os.environ.get("CI"),
    reason="the folder of real wire copy is not beside this checkout",
)


def own_and_real(own, real):
    """Two parameters of a test: a file or folder of ours, and its like of the real ones."""
    return [pytest.param(own, id="own"), pytest.param(real, id="real", marks=needs_samples)]


WIRE_FOLDERS = own_and_real(OWN_WIRE, WIRE_SAMPLES)
ATTACK_FOLDERS = own_and_real(OWN_ATTACKS, ATTACK_SAMPLES)
SCRIPT_FILES = [
    *(pytest.param(OWN_ATTACKS / "xss" / name, id=name) for name in ("attacks.txt", "browser.txt")),
    *(
        pytest.param(ATTACK_SAMPLES / "xss" / name, id=name, marks=needs_samples)
        for name in ("h5sc-vectors.txt", "payloadbox-even.txt")
    ),
]


def files_with(pattern, *, attacks=(OWN_ATTACKS, ATTACK_SAMPLES)):
    """Return a test's parameter for each file of our own and each real one that is there; a skipped one for none."""
    own, real = attacks
    parameters = [pytest.param(path, id=f"own {path.name}") for path in sorted(own.glob(pattern))]
    parameters += [pytest.param(path, id=path.name, marks=needs_samples) for path in sorted(real.glob(pattern))]
    if not real.is_dir():
        parameters.append(pytest.param(real, id="real", marks=needs_samples))
    return parameters


def index_row(name):
    """Return what the index of the real wire copy says of a file: its cells by the names of their columns."""
    titles = []
    for line in (WIRE_SAMPLES / "INDEX.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| ").replace(" |", "|").split("|")]
        if cells[0] == "file":
            titles = cells
        if name in cells[0].split(", "):
            return dict(zip(titles, cells, strict=False))
    raise LookupError(name)
