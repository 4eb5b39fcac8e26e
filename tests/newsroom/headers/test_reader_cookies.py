"""A stray cookie changes nothing of a public page."""

import pytest

from tests.builders import a_chain

pytestmark = pytest.mark.django_db

STRAYS = [
    "session=x",
    "session=../../etc",
    "csrf=x",
    "messages=x",
    "sessionid=1; csrftoken=2",
    "fs=xl; scheme=dark",
    'prefs="><script>',
]


@pytest.mark.parametrize("cookie", STRAYS)
def test_a_page_is_the_same_with_any_cookie(client, cookie):
    story = a_chain("Urgent")

    for path in ("/", f"/stories/{story.pk}/{story.slug}/", f"/stories/{story.pk}.ninjs.json", "/no-such-page/"):
        plain = client.get(path)
        answer = client.get(path, headers={"cookie": cookie})
        assert (answer.status_code, answer.content, dict(answer.headers)) == (
            plain.status_code,
            plain.content,
            dict(plain.headers),
        )
        assert "Set-Cookie" not in str(answer.headers) + str(answer.cookies)
        assert "Cookie" not in answer.get("Vary", "")
