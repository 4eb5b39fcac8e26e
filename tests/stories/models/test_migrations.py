"""Migrations stay as they landed: a database that has run one never runs it again."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# As `sha256sum` prints them. A new migration gets a line here; no line is ever changed.
FROZEN = """
46f8a8a2bbec37488ae4ecb308112b32759d9dc9c653ae78f2b8bd64b99a7184  stories/migrations/0001_initial.py
ac4a626fdb896d0ae3375d7a2ddca18b018f2b8c1de06884442ff41df247cb7e  stories/migrations/0002_filing_guard.py
52e9309c85f0d64ddc3abf9d1abb26d83c6ce90e2fb9db1c4b0be68563bcc8a9  stories/migrations/0003_search.py
beb5d0af1182a6c01ff6816902b688fa77732fe8ff62d0f9c2ea7e94f16f8587  stories/migrations/0004_roles.py
c16706b6ef04317754726d852051690c5273bd6ece361a5ea052b87d5979cd2e  stories/migrations/0005_clear_names.py
07df7c93d60db22a4cc6bfdb76209fa7a3dc0625f231d2271e068377991546fd  stories/migrations/0006_save_number_in_revisions.py
169cea3ad5770dc8b558168221cf82487adb0cab299f3e2b074ffe886438e428  stories/migrations/0007_language_tags.py
a089cb04682985579e5cedc92cc031471827bfa791761cce39d7001432676118  stories/migrations/0008_digest_format.py
ae05fa841a5d7b0137a018772f02e06a3c8bf5bfa3b7073e74dee88dc93567ed  stories/migrations/0009_wire_time_and_subjects.py
5ae9a0722ac5230a531e1587261dcaff15fe2fe64427bf95035e72146a446aae  stories/migrations/0010_chains.py
dd11f88d6b718d9ccd9a4d146156e9d7726cc6f12d10dc54370079fa80efa8dd  stories/migrations/0011_list_live_stories.py
bbcbb991ab26e9dc17f884e796af1f446c513cff1b92b70c4c610484a10f63ec  stories/migrations/0011_live_stories.py
4f6f306bb1c279038e0132758b06c799c28e108d6b1d9f393a9bd4cede6b1373  stories/migrations/0012_generations.py
2d8392988ea0fc8c266f21a1cdf63b1f3c0e67f40b566a89fdc76f5289467e75  stories/migrations/0013_fill_search.py
e073d84477f4c88848669305cf719232289b416dae2505e3b7c610580806f836  stories/migrations/0013_search_by_place.py
f8b3bc7d9127f18c3b964f9f96be1a788eea56d698ade1930c92ff7ef9be100d  stories/migrations/0014_chain_shape.py
09d5aa014229c75c0fffc2ea7176792d4b1b94f461b1e292c6a2f955cb1e9434  stories/migrations/0015_sweeps.py
2c07be841395ba0e77e78e8601318b1d672902c6379649d9a6d4eb765d10203d  stories/migrations/_filing_guard.py
633d4d34256885afbf48ade25aeb3e6c17ca56181e24bb878c40f8d3096dee37  stories/migrations/_filing_guard_0009.py
9deb5e6cb41b0168958bd5b86bfceee2bc7f8264bc5aaafdf2c6a7ffc5a6b817  stories/migrations/_filing_guard_0010.py
2d6a10817919d03c56052b3a1419d275dc89923b7b60b25049181a86734fec7e  stories/migrations/_generations_0012.py
599de8a5ecdad06565238d036ae7664475c9cc07dc23bd787c9f4d20a17b8ce8  stories/migrations/_indexes_0011.py
2ebfa29b7bcf98da05ca2175c57a1a0d23589e46ec77d1eeef8dbba1d56f2728  stories/migrations/_search_0013.py
aa23ec19ac4a61e60db4e6aa7af361d4109a732cf59d6d54ee37c8c532c6cfe4  stories/models/migrated.py
0208707292a06ccae3d240df87d76ddeabc99bbf1524346e1b18675b8016d994  stories/models/packed.py
22b40235ab764436c79dfa8c1058aa51982cb313c10b96d45f051c2aa2d09139  ticker/migrations/0001_initial.py
090dc0d6262881c73c1782109e771e5cb2696d5a64cf078b52cba69098ac8cb0  ticker/migrations/0002_roles.py
0a96413f4103997ffeff41a92f12898b8dce5d9467c518504d86e30e1fa8cee6  ticker/migrations/0003_generations.py
"""
DIGESTS = {name: digest for digest, name in map(str.split, FROZEN.strip().splitlines())}


@pytest.mark.parametrize("name", DIGESTS)
def test_migration_is_as_it_landed(name):
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_migration_is_frozen():
    found = {str(path.relative_to(ROOT)) for path in ROOT.glob("*/migrations/*.py") if path.name != "__init__.py"}

    assert found | {"stories/models/migrated.py", "stories/models/packed.py"} == set(DIGESTS)
