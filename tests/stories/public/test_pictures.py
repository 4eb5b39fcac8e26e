"""Pictures for readers: in stories and lists, in what machines read, and gone with their story."""

import json
import re

import pytest
from defusedxml import ElementTree
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories import desk
from stories.models import Story
from stories.wire import ninjs
from tests.builders import NOON, a_filing, a_section, a_story, filings, rewrite
from tests.page_reading import address, assert_in_order, words_of
from tests.photo_files import a_photo, add_pictures

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
MEDIA = "{http://search.yahoo.com/mrss/}"

pytestmark = pytest.mark.django_db


def a_pictured_story(*photos, **fields):
    story = add_pictures(a_story(**fields), *(photos or (a_photo(),)))
    a_filing(story)
    return Story.objects.get(pk=story.pk)


def item_of(rss):
    """Return the one entry of a feed."""
    return ElementTree.fromstring(rss).find("channel/item")


def pictures_on(answer):
    """Return the addresses of pictures that a page leads to."""
    return sorted(set(re.findall(r"/pictures/[0-9a-f]{32}\.[a-z]+", answer.content.decode())))


def test_story_shows_its_pictures_in_every_format_with_words_and_size(client):
    first, second = a_photo(size=(1300, 900), byline="Ada Lum"), a_photo(caption="A gull.", alt="A gull on a post.")
    story = a_pictured_story((first, "The dam on Tuesday."), second)

    page = client.get(address(story)).content.decode()

    lead, other = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert '<source type="image/avif"' in lead
    assert '<source type="image/webp"' in lead
    assert [each for each in re.findall(r"(\d+)w", lead) if each == "1280"] == ["1280"] * 3
    assert 'alt="A dam between hills."' in lead
    assert 'width="1280" height="886"' in lead
    assert 'fetchpriority="high"' in lead
    assert "lazy" not in lead
    assert "The dam on Tuesday." in lead
    assert "(<bdi>Ada Lum/Vesper</bdi>)" in lead
    assert 'loading="lazy"' in other
    assert 'alt="A gull on a post."' in other
    assert page.index(lead) < page.index('<div class="copy">') < page.index(other)


def test_every_picture_of_a_page_is_sent_as_what_it_is_and_may_be_kept(client):
    story = a_pictured_story()

    for path in pictures_on(client.get(address(story))):
        answer = client.get(path)
        kind = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}[path.rpartition(".")[2]]
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert answer["Cache-Control"] == "max-age=30,s-maxage=60, immutable"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_place_of_the_right_shape_stands_until_it_is_cut(client):
    photo = a_photo(size=(900, 600), renditions_current=False)
    story = a_pictured_story(photo)

    before = client.get(address(story))
    desk.make_renditions(photo, now=NOON)
    after = client.get(address(story), headers={"If-None-Match": before["ETag"]})

    assert 'src="data:image/svg+xml' in before.content.decode()
    assert 'width="900" height="600"' in before.content.decode()
    assert pictures_on(before) == []
    assert after.status_code == 200
    assert pictures_on(after) != []


def test_story_with_pictures_costs_one_query_more_however_many(client):
    plain, one, three = a_story(), a_pictured_story(), a_pictured_story(a_photo(), a_photo(), a_photo())
    a_filing(plain)

    costs = []
    for story in (plain, one, three):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(Story.objects.only("pk", "slug").get(pk=story.pk)))
        costs.append(len(asked))

    assert costs[1] == costs[2] == costs[0] + 1


def test_killed_story_takes_its_pictures_with_it_unless_another_shows_them(client):
    own, common = a_photo(), a_photo()
    story, other = a_pictured_story(own, common), a_pictured_story(common)
    owned = [each.get_absolute_url() for each in own.renditions.all()]
    shared = [each.get_absolute_url() for each in common.renditions.all()]
    tag = client.get(owned[0])["ETag"]
    assert {client.get(path).status_code for path in (*owned, *shared)} == {200}

    desk.kill(story, by=None, now=NOON, reason="It was false.")

    assert {client.get(path, headers={"If-None-Match": tag}).status_code for path in owned} == {410}
    assert {client.get(path).status_code for path in shared} == {200}
    desk.kill(other, by=None, now=NOON, reason="It was false.")
    assert {client.get(path).status_code for path in shared} == {410}
    assert client.get(owned[0]).content == b"This picture was withdrawn."


def test_picture_of_words_that_were_taken_down_is_gone(client):
    photo = a_photo()
    story = a_pictured_story(photo)
    a_filing(rewrite(add_pictures(story), "Other words."), "1st LD")
    path = photo.renditions.first().get_absolute_url()
    assert client.get(path).status_code == 200

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert client.get(path).status_code == 410


def test_held_story_shows_no_picture_and_shows_them_again_once_released(client):
    photo = a_photo()
    story = a_pictured_story(photo)
    path = photo.renditions.first().get_absolute_url()

    desk.hold(story, by=None, now=NOON)
    assert client.get(path).status_code == 404
    desk.release(story, by=None, now=NOON)

    assert client.get(path).status_code == 200


def test_picture_that_no_filing_shows_is_answered_as_one_that_is_not_there(client):
    photo = a_photo()
    add_pictures(a_story(), photo)
    unknown = client.get(f"/pictures/{'0' * 32}.jpg")

    for rendition in photo.renditions.all():
        answer = client.get(rendition.get_absolute_url())
        assert (answer.status_code, answer.content) == (404, unknown.content)
        assert dict(answer.headers) == dict(unknown.headers)


def test_removed_photo_is_gone_wherever_it_was_shown(client, django_capture_on_commit_callbacks):
    photo = a_photo()
    story = a_pictured_story(photo)
    path = photo.renditions.first().get_absolute_url()

    with django_capture_on_commit_callbacks(execute=True):
        desk.remove_photo(photo, now=NOON)

    assert client.get(path).status_code == 410
    page = client.get(address(story))
    assert page.status_code == 200
    assert "<figure" not in page.content.decode()
    assert "associations" not in client.get(f"/stories/{story.pk}.ninjs.json").json()


def test_picture_whose_file_is_lost_is_not_there(client):
    photo = a_photo()
    a_pictured_story(photo)
    rendition = photo.renditions.first()

    default_storage.delete(rendition.path)

    assert client.get(rendition.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["/", "/sections/world/", "/editions/en/"])
def test_lists_show_the_first_picture_as_a_card(client, path):
    a_section()
    photo, second = a_photo(), a_photo()
    a_pictured_story(photo, second)
    cards = {each.get_absolute_url() for each in photo.renditions.filter(shape="card")}

    shown = pictures_on(client.get(path))

    assert shown != []
    assert set(shown) <= cards


def test_pasted_address_shows_the_picture(client):
    photo = a_photo(size=(1300, 900))
    story = a_pictured_story(photo)
    social = photo.renditions.get(shape="social").get_absolute_url()

    page = client.get(address(story)).content.decode()

    for line in (
        f'<meta property="og:image" content="http://127.0.0.1:8000{social}">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="A dam between hills.">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert line in page
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    image, *shapes = json.loads(data)["image"]
    made = {each.shape: f"http://127.0.0.1:8000{each.get_absolute_url()}" for each in photo.renditions.all()}
    assert sorted(shapes) == sorted(made[shape] for shape in ("wide", "4x3", "square"))
    assert (image["width"], image["caption"], image["creditText"]) == (1280, "The dam at Karse Head.", "Vesper")


def test_feeds_carry_the_picture(client):
    photo = a_photo(size=(1300, 900))
    a_pictured_story(photo)
    social = photo.renditions.get(shape="social")
    where = f"http://127.0.0.1:8000{social.get_absolute_url()}"

    rss, atom = (client.get(f"/feeds/latest.{form}").content.decode() for form in ("rss", "atom"))
    [item] = client.get("/feeds/latest.json").json()["items"]

    assert {**item_of(rss).find("enclosure").attrib} == {
        "url": where,
        "type": "image/jpeg",
        "length": str(social.size),
    }
    size = {"width": "1200", "height": "630", "fileSize": str(social.size)}
    assert item_of(rss).find(f"{MEDIA}content").attrib == {"url": where, "type": "image/jpeg", **size}
    assert "<media:credit>Vesper</media:credit>" in rss
    assert f'href="{where}"' in atom
    assert item["image"] == where
    assert item["attachments"] == [{"url": where, "mime_type": "image/jpeg", "size_in_bytes": social.size}]


def test_compare_shows_a_picture_added_dropped_and_swapped_and_a_caption_changed(client):
    dam, gull, hall = a_photo(), a_photo(caption="A gull."), a_photo(caption="The town hall.")
    story = a_pictured_story((dam, "Two towns are dry."), gull)
    a_filing(add_pictures(story, (dam, "Three towns are dry."), hall), "1st LD")
    story = Story.objects.get(pk=story.pk)

    answer = client.get(f"{address(story)}history/1..2/")
    page = answer.content.decode()

    assert "3 changes." in page
    assert "Changed: picture." in page
    assert_in_order(words_of(answer), "Picture 1 of 3", "Picture added", "Picture removed")
    assert re.search(r"<del>.*?Two.*?</del>.*?<ins>.*?Three", page, re.DOTALL)
    assert re.search(r"<del>.*?A gull\. \(Vesper\)", page, re.DOTALL)
    assert re.search(r"<ins>.*?The town hall\. \(Vesper\)", page, re.DOTALL)


def test_exchange_formats_carry_the_pictures_with_their_files(client):
    photo = a_photo(size=(700, 500))
    story = a_pictured_story((photo, "The dam on Tuesday."))
    files = {
        each.format: f"http://127.0.0.1:8000{each.get_absolute_url()}"
        for each in photo.renditions.filter(shape="whole", width=640)
    }

    [picture] = client.get(f"/stories/{story.pk}.ninjs.json").json()["associations"]
    newsml = ElementTree.fromstring(client.get(f"/stories/{story.pk}.newsml.xml").content)

    assert (picture["name"], picture["type"], picture["pubStatus"]) == ("mainpic", "picture", "usable")
    assert [(each["role"], each["value"]) for each in picture["descriptions"]] == [
        ("caption", "The dam on Tuesday."),
        ("alttext", "A dam between hills."),
        ("creditline", "Vesper"),
    ]
    assert {each["contentType"]: each["href"] for each in picture["renditions"] if each["width"] == 640} == {
        f"image/{kind.lower()}": address for kind, address in files.items()
    }
    links = newsml.findall(f".//{NAR}link")
    assert {each.get("contenttype"): each.get("href") for each in links} == {
        f"image/{kind.lower()}": address for kind, address in files.items()
    }
    assert [each.text for each in links[0].findall(f"{NAR}description")] == [
        "The dam on Tuesday.",
        "A dam between hills.",
    ]


def test_what_is_written_in_ninjs_is_read_again(client):
    story = a_pictured_story((a_photo(), "The dam on Tuesday."))

    [item] = ninjs.read(client.get(f"/stories/{story.pk}.ninjs.json").content)

    [picture] = item.pictures
    assert (picture.caption, picture.alt, picture.credit) == ("The dam on Tuesday.", "A dam between hills.", "Vesper")
    assert client.get(picture.addresses[0].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_compare_shows_that_pictures_changed_places(client):
    dam, gull = a_photo(), a_photo(caption="A gull.")
    story = a_pictured_story(dam, gull)
    a_filing(add_pictures(story, gull, dam), "1st LD")

    page = client.get(f"{address(Story.objects.get())}history/1..2/").content.decode()

    assert "1 change." in page
    assert "Changed: order of the pictures." in page


CREDENTIALS = {
    "state": "valid", "made_with": "<b>Cam</b>", "edited_with": "", "acts": [], "origin": "camera", "signer": "Vesper",
    "signed_at": "",
}  # fmt: skip


def test_readers_see_the_content_credentials_under_the_picture(client):
    plain, signed = a_pictured_story(), a_pictured_story(a_photo(size=(500, 300), credentials=CREDENTIALS))

    pages = [client.get(address(story)).content.decode() for story in (plain, signed)]

    assert "Content Credentials" not in pages[0]
    (words,) = re.findall(r'<details class="credentials">.*?</details>', pages[1], re.DOTALL)
    assert words.index("Taken by a camera.") < words.index("Made with &lt;b&gt;Cam&lt;/b&gt;.")
    assert "Signed by Vesper, whom we don&#x27;t know; nothing was changed since." in words
