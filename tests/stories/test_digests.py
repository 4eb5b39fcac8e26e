"""The digests of a chain: known answers for every format, computed once and never again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stories import digests
from stories.digests import BrokenLink, Head, Link

CONTENT = {
    "headline": "大坝 “holds”",
    "byline": "",
    "body": {"schema": 1, "blocks": [{"kind": "paragraph", "text": "It held.\n"}]},
}
FIRST = Head(
    story=7, number=1, follows=0, designator="Urgent", amends="", credit="Vesper", language="zh-Hans", urgency=3,
    words=2, dated_on="2017-02-10", moved_at="2017-02-10T01:09:00.000000Z", filed_at="2017-02-10T01:10:04.000000Z",
    digest_format=1,
)  # fmt: skip
SECOND = replace(
    FIRST, number=2, follows=1, designator="1st LD", amends="refile", filed_at="2017-02-10T01:20:04.000000Z"
)

CONTENT_DIGEST = "9bde7ee39cd0f2491fa777c66d8167c3585a81676965fa7c9764b47276106415"
# format of the first and the second filing | digest of the first | digest of the second
KNOWN = [  # the first as the code made them before formats had numbers
    (1, 1, "fd6e368ae62eca4f1ba1a76fc1de1a6f851250e4dba6b9b1fcdc585b699b959a",
     "68b8b2ee0fc87a8ba18a26854bd2b8563327cff340582f2658a1faf36ffb87ab"),
    (1, 2, "fd6e368ae62eca4f1ba1a76fc1de1a6f851250e4dba6b9b1fcdc585b699b959a",
     "b352e768122a2fbd31f9c58adb62fcfdd4419345e4c8163036c34cd945e58eed"),
    (2, 2, "e242bd15e7ab0cb6d43e4b3182958a4f5db7c3785c58a1437281536337c73a75",
     "a2d6c67678d7389e7bd286b5a848a5e462691f433130b1937bbcf79742933e57"),
    (2, 3, "e242bd15e7ab0cb6d43e4b3182958a4f5db7c3785c58a1437281536337c73a75",
     "b618d8ab66c448b4c78e9beb9bd645a86619bad4abf1b7f199cf6f77f0e5ca1c"),
    (3, 3, "7ace5e0fcc0eb90bc934c86d9a25c6db3ab68b990d141bc81d0f6f322f287b94",
     "01f81208ad219e01c0e4aa8e84e8a3e6f5dd082f6cc61adceb36b513c0c2d1b2"),
]  # fmt: skip


def a_chain(first, second):
    """Two filings whose digests are made in these formats."""
    heads = replace(FIRST, digest_format=first), replace(SECOND, digest_format=second)
    content = digests.content_digest(CONTENT)
    one = digests.chain_digest(heads[0], content, "")
    two = digests.chain_digest(heads[1], content, one)
    return [Link(heads[0], content, "", one, CONTENT), Link(heads[1], content, one, two, CONTENT)]


def test_content_digest_is_the_known_one():
    assert digests.content_digest(CONTENT) == CONTENT_DIGEST


@pytest.mark.parametrize(("first", "second", "one", "two"), KNOWN)
def test_digests_of_every_format_are_the_known_ones(first, second, one, two):
    chain = a_chain(first, second)

    assert [link.digest for link in chain] == [one, two]
    assert digests.find_broken(chain) is None


def test_new_filings_are_made_in_the_newest_format():
    assert digests.NEWEST_FORMAT == 5


@pytest.mark.parametrize("made_in", digests.DIGEST_FORMATS)
@pytest.mark.parametrize("told", digests.DIGEST_FORMATS)
def test_a_filing_told_in_another_format_does_not_verify(made_in, told):
    chain = a_chain(1, made_in)
    chain[1] = replace(chain[1], head=replace(chain[1].head, digest_format=told))

    broken = None if told == made_in else BrokenLink(2, "its head fields are not those that were filed")
    assert digests.find_broken(chain) == broken


def test_a_format_of_a_later_version_is_told():
    link = replace(a_chain(2, 2)[0], head=replace(FIRST, digest_format=6))

    assert digests.find_broken([link]) == BrokenLink(1, "its digests are of format 6, which this version cannot verify")


def test_a_moment_is_told_in_utc_to_the_microsecond():
    at = datetime(2017, 2, 10, 9, 10, 4, 5, tzinfo=timezone(timedelta(hours=8)))

    assert digests.timestamp(at) == digests.timestamp(at.astimezone(UTC)) == "2017-02-10T01:10:04.000005Z"
