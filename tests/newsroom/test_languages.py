"""The newsroom's pages in every language that they are offered in: no sentence is left out, and none is stale."""

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from reversion.models import Version

from stories import desk
from stories.models import Notification, Person
from stories.worker import mail
from tests.builders import NOON, a_chain, an_editor, rewrite
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of

ROOT = Path(settings.BASE_DIR)
LISTS = sorted(path.relative_to(ROOT) for path in ROOT.glob("locale/*/LC_MESSAGES/*.po"))
PARTS = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]|</?\w+[^<>]*>")
LEFT_OUT = ("tests", "bench", "var", "docs", ".venv", ".git", "__pycache__")
HAN = re.compile(r"[\u4e00-\u9fff]")


def sentences(path):
    """Return the sentences of a compiled list with their translations, plural forms each by itself."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key: words for key, words in catalogue.items() if key}


def chinese_browser(person):
    """Return the browser of a user who chose Chinese."""
    Person.objects.create(user=person, language="zh-hans")
    return sign_in(person)


def run_command(command, *words, cwd=ROOT):
    """Return the output of a system command, which must succeed."""
    told = subprocess.run([shutil.which(command), *words], cwd=cwd, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_lists_have_every_sentence_of_the_code_and_no_other(tmp_path):
    there = tmp_path / "project"
    shutil.copytree(ROOT, there, ignore=shutil.ignore_patterns(*LEFT_OUT))

    run_command("make", "words", f"VENV={ROOT / '.venv'}", cwd=there)

    for path in LISTS:
        now, kept = ((place / path).read_text().splitlines() for place in (there, ROOT))
        new = [line for line in now if line not in kept and "POT-Creation-Date" not in line]
        assert new == [], f"{path} is stale: run make words, and translate what is new"
        assert len(now) == len(kept)


@pytest.mark.parametrize("path", LISTS, ids=str)
def test_lists_are_whole(path):
    assert [run_command("msgattrib", what, str(ROOT / path)) for what in ("--untranslated", "--only-fuzzy")] == ["", ""]


@pytest.mark.parametrize("path", LISTS, ids=str)
def test_translations_keep_what_is_put_into_them(path):
    found = sentences((ROOT / path).with_suffix(".mo"))

    wrong = [
        (sentence, words)
        for sentence, words in found.items()
        if not set(PARTS.findall(words)) <= set(PARTS.findall(sentence)) and "{count" not in sentence
    ]
    assert len(found) > 30
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["desk", "change", "file", "correct", "hold", "history"])
def test_pages_of_somebody_who_chose_chinese_have_no_english_of_ours(page):
    story = a_chain("Urgent", headline="山区道路重新开放", body="道路周二重新开放。", language="zh", slugline="路")
    story = rewrite(story, "道路周三重新开放。")
    browser = chinese_browser(an_editor("vera"))
    address = "/admin/stories/story/" if page == "desk" else story_page(page, story)

    answer = browser.get(address)

    assert answer.status_code == 200
    assert '<html lang="zh-hans"' in answer.content.decode()
    words = words_of(answer)
    ours = {sentence for sentence in sentences(ROOT / "locale/zh_Hans/LC_MESSAGES/django.mo") if len(sentence) > 24}
    assert [sentence for sentence in ours if sentence in words and "{" not in sentence] == []
    assert len(HAN.findall(words)) > 100


@pytest.mark.django_db
def test_readers_and_colleagues_keep_their_language(client):
    story = a_chain("Urgent")
    chinese_browser(an_editor("vera")).get(story_page("change", story))

    assert "Headline" in words_of(a_browser().get(story_page("change", story)))
    assert '<html lang="en"' in client.get(story.get_public_url()).content.decode()


@pytest.mark.django_db
def test_what_is_kept_on_record_is_in_one_language():
    story = rewrite(a_chain("Urgent"), "Other words.")
    browser = chinese_browser(an_editor("vera"))

    browser.post(story_page("hold", story), {"reason": "Checked."})

    assert Version.objects.get_for_object(story).first().revision.comment == "Held. Checked."


@pytest.mark.django_db
def test_mail_is_in_the_language_of_whom_it_goes_to(settings):
    settings.DEFAULT_FROM_EMAIL = "desk@news.example"
    vera = an_editor("vera", email="vera@news.example")
    Person.objects.create(user=vera, language="zh-hans")
    story = a_chain("Urgent")
    desk.assign(story, vera, by=vera, now=NOON, instead_of=None)
    desk.hold(story, by=an_editor("olaf"), now=NOON)

    sent = mail.make_message(Notification.objects.get(person=vera))

    assert HAN.search(sent.subject)
    assert HAN.search(sent.body)
    assert "was held" not in sent.body


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/stories/source/"])
def test_stock_pages_are_in_the_language_too(address):
    a_chain("Urgent")
    words = words_of(chinese_browser(an_editor("cleo", group="chief")).get(address))

    ours = ("model", "link", "user", "reporter", "producer", "sections", "sources", "stories", "intake", "silent")
    assert [word for word in ours if word in words.lower()] == []
