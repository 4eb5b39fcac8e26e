"""manage.py demo: the demo newsroom, once."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from newsroom import schema
from stories import desk
from stories.models import Filing, Generation, Notice, Source, State, Story
from tests.builders import a_story, an_editor, rewrite
from tests.photo_files import a_photo
from tests.stories.desk.chain_builders import an_item
from tests.stories.models.test_filing_guard import is_refused
from ticker.models import BoardVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def load_demo(**options):
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def counts():
    return [model.objects.count() for model in (Story, Filing, Notice, Source)]


def test_demo_has_what_a_newsroom_has(client):
    told = load_demo()

    assert Story.objects.count() >= 24
    assert Source.objects.count() == 5  # four agencies and the house
    assert set(Story.objects.values_list("state", flat=True)) >= {State.WAITING, State.LIVE, State.HELD, State.KILLED}
    assert {"zh", "ar", "ru"} <= set(Story.objects.values_list("language", flat=True))
    assert Story.objects.exclude(release_at=None).count() == 1
    assert Filing.objects.filter(amends="correction").exists()
    chains = {tuple(filing.designator for filing in story.filings.order_by("number")) for story in Story.objects.all()}
    assert ("Urgent", "1st LD", "2nd LD", "1st LD Writethru") in chains
    assert len(client.get("/ticker.json").json()["headlines"]) == 10
    assert all(name in told for name in ("reporter", "editor", "chief", "ticker producer"))


def test_demo_twice_changes_nothing_and_prints_its_logins_once(tmp_path):
    logins = (load_demo(), (tmp_path / "demo-logins.txt").read_text())
    passwords = [line.split()[1] for line in logins[1].splitlines()]
    before = counts()

    again = load_demo()

    assert all(password in logins[0] and password not in again for password in passwords)
    assert f"The logins:   {tmp_path / 'demo-logins.txt'}\n" in again
    assert load_demo(if_empty=True) == again
    assert counts() == before
    assert (tmp_path / "demo-logins.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("what", "https", "reason"),
    [
        ("people", False, "the newsroom has people"),
        ("stories", False, "the newsroom has stories"),
        ("nothing", True, "the site stands under https"),
    ],
)
def test_demo_is_not_put_into_a_newsroom_in_use_or_in_public(settings, what, https, reason):
    settings.HTTPS = https
    if what == "people":
        an_editor("somebody")
    if what == "stories":
        a_story(slugline="flood")
    before = counts()

    with pytest.raises(CommandError, match=f"^The demo is not loaded: {reason}\\. .* add --into-production-yes\\.$"):
        load_demo()
    said = load_demo(if_empty=True)

    assert counts() == before
    assert ("Without the demo: the site stands under https. manage.py first_chief" in said) == https


def test_demo_logins_work_also_in_a_newsroom_in_use_whose_operator_says_so(client, tmp_path):
    an_editor("somebody")

    load_demo(into_production_yes=True)

    for line in (tmp_path / "demo-logins.txt").read_text().splitlines():
        name, password = line.split()
        client.post("/admin/login/", {"username": name, "password": password})
        assert client.get("/admin/").status_code == 200
        client.post("/admin/logout/")


def test_demo_is_taken_out_whole_and_comes_again(client, tmp_path):
    kept = all_rows()
    load_demo()
    desk.add_note(
        Story.objects.first(), "Who rings the harbour?", by=User.objects.get(username="rhea"), now=timezone.now()
    )
    chief = an_editor("nina", group="chief")

    said = load_demo(remove=True)

    assert said == "The demo is taken out: 4 people, 27 stories, 6 sections, 5 sources.\n"
    left = {table: number for table, number in all_rows().items() if number != kept[table]}
    assert left == {"auth_user": 1, "auth_user_groups": 1}
    assert schema.missing_triggers(connection) == []
    assert not (tmp_path / "demo-logins.txt").exists()
    assert client.get("/archive/", {"q": "harbour"}).status_code == 200
    assert User.objects.get() == chief
    load_demo(into_production_yes=True)
    assert Story.objects.count() == 27
    assert is_refused("DELETE FROM stories_filing WHERE number = %s", [1])


def test_demo_stays_beside_anything_real():
    load_demo()
    nina, now = an_editor("nina"), timezone.now()
    story = Story.objects.filter(state=State.LIVE).first()
    story = rewrite(story, "Another text.", by=nina, now=now)
    desk.add_note(story, "Legal rings back.", by=nina, now=now)
    a_photo(by=nina)
    an_item(story)
    before = counts()

    with pytest.raises(CommandError) as refusal:
        load_demo(remove=True)

    real = "copy from the wire (1); stories saved by nina; notes by nina; photos by nina"
    assert str(refusal.value).startswith(f"The demo stays: {real}. Filings are never deleted")
    assert counts() == before


def test_demo_that_is_not_there_is_not_taken_out():
    a_story(slugline="flood")

    with pytest.raises(CommandError, match="The demo is not loaded"):
        load_demo(remove=True)


def all_rows():
    """Return how many rows each table of a model has, but those that only count."""
    return {
        model._meta.db_table: model.objects.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in (Generation, BoardVersion)
    }
