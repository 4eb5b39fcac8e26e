"""The digests of a chain: known answers for every format, computed once and never again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stories import digests
from stories.digests import BrokenLink, Head, Link, Origin

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
    (3, 4, "7ace5e0fcc0eb90bc934c86d9a25c6db3ab68b990d141bc81d0f6f322f287b94",
     "53059f939e8e5d8381c1dc50f677be0ebf62ce97791cdb8da5b50cefe00d1f90"),
    (4, 5, "c09626c5f4fb39757ed3bc2432b4840c9cd47de4f4db99f501979010676660d2",
     "fc0be8b785c338366234874109db913ad86a0ad19b31034e8aebd56118c03a8e"),
    (5, 5, "9673adb00472c3dda4d4ecc970d9d420fe7707477e366e1fe7cff6386793b6e6",
     "497cf6766517686f583b2522515c700cafd28c7424dd8b300063f6d387fa9f70"),
]  # fmt: skip
RECORD = digests.PhraseRecord(
    filing="ab" * 32, number=1, at="2026-02-10T12:00:00.000000Z", reason="A name.", gaps=2,
    content_before="cd" * 32, content_after="ef" * 32, digest="",
)  # fmt: skip


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


def test_digest_of_a_filing_that_came_from_another_story_is_the_known_one():
    moved = replace(SECOND, digest_format=5, came_from=Origin(7, 2, "ab" * 32))

    digest = digests.chain_digest(moved, CONTENT_DIGEST, "")

    assert digest == "5981e03850901b185aeafa232dbb7277962a79ba1fdd35247cf27c98d2f6e50c"


def test_digest_of_a_record_is_the_known_one_whatever_digest_it_says():
    known = "6ac7e0f19d65c8dc5c1289721927982288679165105844ee337340141a7634f8"

    assert [digests.record_digest(replace(RECORD, digest=said)) for said in ("", "x")] == [known, known]


def test_values_are_digested_in_one_form():
    value = {"b": ["大", None, True], "a": {"d": 1, "c": ""}}

    assert digests.canonical_json(value) == '{"a":{"c":"","d":1},"b":["大",null,true]}'.encode()


def cut_words(link, *contents):
    """Return a filing whose words were taken down one time after the other, down to each of some contents."""
    records, before = [], link.content_digest
    for number, content in enumerate(contents, start=1):
        after = digests.content_digest(content)
        record = replace(RECORD, filing=link.digest, number=number, content_before=before, content_after=after)
        records.append(replace(record, digest=digests.record_digest(record)))
        before = after
    return replace(link, content=contents[-1], records=tuple(records))


CUTS = {**CONTENT, "headline": "[…] “holds”"}, {**CONTENT, "headline": "[…]"}


def test_words_that_are_left_verify_by_the_records_of_what_was_taken_down():
    first, second = a_chain(5, 5)

    assert digests.find_broken([cut_words(first, *CUTS), cut_words(second, CUTS[0])]) is None
    assert digests.find_broken([replace(cut_words(first, *CUTS), content=None), second]) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        {"filing": "00" * 32},
        {"number": 3},
        {"content_before": "00" * 32},
        {"reason": "Another."},
        {"digest": "00" * 32},
    ],
)
def test_record_that_does_not_fit_breaks_the_chain(spoilt):
    first, second = a_chain(5, 5)
    cut = cut_words(second, *CUTS)
    broken = replace(cut, records=(cut.records[0], replace(cut.records[1], **spoilt)))

    assert digests.find_broken([first, broken]) == BrokenLink(2, "its phrases were not taken down as the record says")


def test_first_fault_of_a_chain_is_told_with_its_number():
    first, second = a_chain(5, 5)
    gap = "filing 1 is missing, 2 stands in its place"
    other = {**CONTENT, "headline": "大坝 “fails”"}

    assert digests.find_broken([]) is None
    assert digests.find_broken([second]) == BrokenLink(1, gap)
    assert digests.find_broken([first, first]) == BrokenLink(2, "filing 2 is missing, 1 stands in its place")
    assert digests.find_broken([first, replace(second, previous_digest="")]) == BrokenLink(
        2, "it does not hold the digest of the filing before it"
    )
    assert digests.find_broken([replace(first, content=other), second]) == BrokenLink(
        1, "its words are not those that were filed"
    )
    assert digests.find_broken([first, replace(second, digest=first.digest)]) == BrokenLink(
        2, "its head fields are not those that were filed"
    )
