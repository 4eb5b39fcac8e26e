"""manage.py demo: the demo newsroom, once."""

import io

import pytest
from django.core.management import call_command

from stories.models import Filing, Notice, Source, State, Story

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
    assert Source.objects.count() == 4
    assert set(Story.objects.values_list("state", flat=True)) >= {State.WAITING, State.LIVE, State.HELD, State.KILLED}
    assert {"zh", "ar", "ru"} <= set(Story.objects.values_list("language", flat=True))
    assert Story.objects.exclude(release_at=None).count() == 1
    assert Filing.objects.filter(amends="correction").exists()
    chains = {tuple(filing.designator for filing in story.filings.order_by("number")) for story in Story.objects.all()}
    assert ("Urgent", "1st LD", "2nd LD", "1st LD Writethru") in chains
    assert len(client.get("/ticker.json").json()["headlines"]) == 10
    assert all(name in told for name in ("reporter", "editor", "chief", "ticker producer"))


def test_demo_twice_changes_nothing(tmp_path):
    told = load_demo()
    before = counts()

    assert load_demo() == told
    assert load_demo(if_empty=True) == told
    assert counts() == before


def test_demo_is_not_put_into_a_newsroom_that_has_people(django_user_model):
    django_user_model.objects.create_user("somebody")

    load_demo(if_empty=True)

    assert Story.objects.count() == 0


def test_demo_logins_work(client, tmp_path):
    load_demo()

    for line in (tmp_path / "demo-logins.txt").read_text().splitlines():
        name, password = line.split()
        client.post("/admin/login/", {"username": name, "password": password})
        assert client.get("/admin/").status_code == 200
        client.post("/admin/logout/")
