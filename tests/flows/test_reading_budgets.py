"""What pages weigh with everything that they fetch, in the compression of a cheap edge."""

import brotli
import pytest

from tests.builders import a_chain, a_section
from tests.page_reading import address

pytestmark = pytest.mark.django_db(transaction=True)

KILOBYTES = 20
SUBJECTS = ("dam", "harvest", "ferry", "school", "bridge", "market", "quake", "vote", "strike", "comet")
VERBS = ("opens", "closes", "waits", "moves", "fails", "holds")


@pytest.fixture
def story():
    """Make a newsroom with sixty stories in six sections, and return a story with two versions of twenty paragraphs."""
    sections = [a_section(name) for name in ("World", "Politics", "Business", "Science", "Sport", "Culture")]
    for number, section in enumerate(sections * 10):
        subject, verb = SUBJECTS[number % 10], VERBS[number % 6]
        a_chain("Urgent", headline=f"The {subject} of Karse Head {verb}, {number} towns are told", section=section)
    paragraphs = [f"Paragraph {n} has words of every sort, so that three hundred come together." for n in range(20)]
    return a_chain("Urgent", "1st LD", body="\n\n".join(paragraphs), section=sections[0])


@pytest.mark.parametrize("page_of", ["/", "/archive/", "/editions/en/", "history/1..2/", "history/", "history/growth/"])
def test_lists_and_comparisons_weigh_twenty_kilobytes_at_most(browse, live_server, story, page_of):
    path = page_of if page_of.startswith("/") else address(story, page_of)
    page = browse("about:blank")
    answers = []
    page.on("response", lambda response: answers.append(response))

    page.goto(live_server.url + path, wait_until="networkidle")

    weights = {answer.url: len(brotli.compress(answer.body(), quality=5)) for answer in answers}
    rows = page.locator("ul.rows > li").count()
    assert sum(weights.values()) <= KILOBYTES * 1024, weights
    assert rows >= 50 or page_of != "/archive/"
