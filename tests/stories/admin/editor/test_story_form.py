"""The story form: the typed text is the saved text, and nothing typed is lost."""

import pytest
from reversion.models import Version

from stories import copy, desk
from stories.copy.subjects import Subject
from stories.models import State, Story, SubjectName
from tests.builders import NOON, a_chain, a_section, a_source, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

ADD = "/admin/stories/story/add/"


def again(story):
    return Story.objects.get(pk=story.pk)


def a_new_story(**changes):
    return {
        "based_on": 0,
        "headline": "Dam holds",
        "body": "It <strong>held</strong>.\r\n\r\nNobody was hurt.",
        "slugline": "Karse-Dam",
        "section": a_section().pk,
        "source": a_source().pk,
        "language": "en",
        "urgency": 4,
        **changes,
    }


def test_new_story_is_kept_with_its_author():
    reporter = an_editor("rita", group="reporter")

    answer = sign_in(reporter).post(ADD, a_new_story(save="1"))

    story = Story.objects.get()
    assert answer.url == story_page("change", story)
    assert (story.headline, story.slugline, story.urgency, story.state) == ("Dam holds", "Karse-Dam", 4, State.WAITING)
    assert copy.to_html(story.blocks) == copy.to_html(copy.from_typed("It <strong>held</strong>.\n\nNobody was hurt."))
    assert Version.objects.get_for_object(story).get().revision.user == reporter


def test_form_shows_the_text_as_it_is_typed():
    story = a_story(body="It <strong>held</strong>, said AT&T.\n\nNobody was hurt.")

    page = a_browser().get(story_page("change", story)).content.decode()

    assert "It &lt;strong&gt;held&lt;/strong&gt;, said AT&amp;T.\n\nNobody was hurt.</textarea>" in page
    assert f'name="based_on" value="{story.save_number}"' in page


def test_saving_changes_the_working_copy_and_no_filing():
    story = a_chain("Urgent")
    browser = a_browser()

    answer = browser.post(
        story_page("change", story), form_values(story, headline="Dam fails", body="It failed."), follow=True
    )

    assert "Saved. Readers see it when it is filed." in words_of(answer)
    assert again(story).headline == "Dam fails"
    assert copy.plain_text(again(story).blocks) == "It failed."
    assert again(story).filings.get().headline == story.headline


def test_nothing_changed_keeps_no_revision():
    story = a_story()

    a_browser().post(story_page("change", story), form_values(story))

    assert Version.objects.get_for_object(story).count() == 1


def test_save_then_file_leads_to_the_page_for_filing():
    story = a_story()

    answer = a_browser().post(story_page("change", story), form_values(story, headline="Dam fails", file="1"))

    assert answer.url == story_page("file", story)
    assert again(story).state == State.WAITING


def test_reporter_may_save_but_is_not_led_to_filing():
    story = a_story()

    answer = a_browser("reporter").post(story_page("change", story), form_values(story, headline="Dam fails", file="1"))

    assert answer.url == story_page("change", story)
    assert again(story).headline == "Dam fails"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"headline": ""}, "Headline: This field is required."),
        ({"headline": "x" * 10_000}, "The headline has 10,000 characters, over the limit of 1,000. Shorten it."),
        ({"slugline": " "}, "Slugline: This field is required."),
        ({"urgency": "0"}, "Urgency: Ensure this value is greater than or equal to 1."),
        ({"language": "en us"}, "Language: Write a language as its tag"),
        ({"language": "x-klingon"}, "Language: Write a language as its tag"),
        ({"source": ""}, "Source: This field is required."),
        ({"embargo_until": "1800-01-01T00:00"}, "Embargo until: That year cannot be right."),
        ({"embargo_until": "soon"}, "Embargo until: Type the time as 2026-12-24 17:26"),
        ({"based_on": ""}, "This field is required."),
        ({"based_on": "99999999999999999999"}, "Ensure this value is less than or equal to"),
    ],
)
def test_error_is_said_and_nothing_typed_is_lost(changes, says):
    story = a_story()

    page = a_browser().post(story_page("change", story), form_values(story, body="Words that must stay.", **changes))

    assert says in words_of(page)
    assert "Words that must stay.</textarea>" in page.content.decode()
    assert again(story).save_number == story.save_number


def test_language_is_kept_in_its_canonical_spelling():
    story = a_story()

    a_browser().post(story_page("change", story), form_values(story, language="zh_hant_hk"))

    assert again(story).language == "zh-Hant-HK"


def test_refusal_of_the_desk_is_said_on_a_new_story_too():
    page = a_browser().post(ADD, a_new_story(headline="x" * 2_000))

    assert "over the limit of 1,000" in words_of(page)
    assert "Nobody was hurt.</textarea>" in page.content.decode()
    assert not Story.objects.exists()


def test_fields_beside_the_form_cannot_be_set():
    story = a_story()
    hostile = {
        "state": "live", "filed_number": 7, "newest_number": 7, "slug": "mine", "is_corrected": "on", "save_number": 99,
        "release_at": "2026-01-01T00:00", "updated_by": 1, "created_at": "2000-01-01T00:00",
        "edited_at": "2000-01-01T00:00",
    }  # fmt: skip

    a_browser().post(story_page("change", story), form_values(story, headline="Changed", **hostile))

    now = again(story)
    assert (now.state, now.filed_number, now.newest_number, now.slug) == (State.WAITING, 0, 0, "")
    assert (now.is_corrected, now.save_number, now.release_at, now.created_at) == (
        False,
        story.save_number + 1,
        None,
        NOON,
    )


def test_head_comes_out_clean():
    story = a_story()

    a_browser().post(
        story_page("change", story),
        form_values(
            story, headline="Dam\x00 \u202eholds\r\nfirm", dateline="KARSE\tHEAD \u200b--", desk_note="One\r\nTwo"
        ),
    )

    now = again(story)
    assert (now.headline, now.dateline, now.desk_note) == ("Dam\ufffd holds firm", "KARSE HEAD --", "One\nTwo")


def test_embargo_is_read_in_the_newsroom_s_zone_and_shown_again(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    story = a_story()
    browser = a_browser()

    browser.post(story_page("change", story), form_values(story, embargo_until="2026-03-01T06:00"))

    assert again(story).embargo_until.isoformat() == "2026-02-28T21:00:00+00:00"
    assert 'value="2026-03-01 06:00"' in browser.get(story_page("change", story)).content.decode()


def test_subjects_are_typed_a_line_each_and_named_by_the_vocabulary():
    SubjectName.objects.create(key="medtop:20000344", name="fishing industry")
    story = a_story()
    browser = a_browser()
    typed = "medtop:20000344\nplace: Oren\n\ndam"

    browser.post(story_page("change", story), form_values(story, subjects=typed, located="Oren"))

    fishing = Subject("medtop", "20000344", "fishing industry")
    assert again(story).subject_values == (fishing, Subject("place", "", "Oren"), Subject("keyword", "", "dam"))
    assert again(story).located == "Oren"
    shown = browser.get(story_page("change", story)).context_data["form"]["subjects"].value()
    assert shown == "medtop:20000344 fishing industry\nplace: Oren\ndam"
    assert again(story).edited_fields == ["located", "subjects"]


def test_subjects_that_were_left_alone_stay_as_the_wire_has_them():
    wires = [{"scheme": "place", "code": "", "name": "12 Oren Street"}, {"scheme": "afp", "code": "ab", "name": ""}]
    story = a_story(subjects=wires)
    shown = a_browser().get(story_page("change", story)).context_data["form"]["subjects"].value()

    a_browser().post(story_page("change", story), form_values(story, headline="Dam fails", subjects=shown))

    assert (again(story).subjects, again(story).edited_fields) == (wires, [])


def test_closed_story_is_only_read():
    story = a_story(body="It held.")
    desk.spike(story, by=None, now=NOON)
    browser = a_browser("chief")

    page = browser.get(story_page("change", story))

    assert 'id="story-form"' not in page.content.decode()
    assert "It held." in words_of(page)
    refused = browser.post(story_page("change", story), form_values(again(story), headline="Back again"))
    assert "It was spiked: write a new story." in words_of(refused)
    assert again(story).headline == story.headline


def test_who_may_not_write_reads():
    story = rewrite(a_chain("Urgent"), "Working copy ahead of the wire.")
    browser = a_browser("ticker producer")

    page = browser.get(story_page("change", story))

    assert "Working copy ahead of the wire." in words_of(page)
    assert "<textarea" not in page.content.decode()
    assert browser.post(story_page("change", story), form_values(story, headline="Mine")).status_code == 403


def test_labels_are_tied_to_their_fields():
    page = a_browser().get(story_page("change", a_story())).content.decode()

    for name in ("headline", "body", "slugline", "section", "source", "embargo_until", "desk_note"):
        assert f'<label for="id_{name}"' in page
        assert f'id="id_{name}"' in page


def test_live_story_links_to_its_public_page():
    story = a_chain("Urgent", headline="Dam holds")

    assert f'href="/stories/{story.pk}/dam-holds/"' in a_browser().get(story_page("change", story)).content.decode()


def test_next_filing_proposes_the_live_text_and_the_next_designator():
    story = a_chain("Urgent", "1st LD")
    browser = a_browser()

    form = browser.get(story_page("change", story) + "?next=1").context_data["form"]

    assert (form["designator"].value(), form["body"].value()) == ("2nd LD", copy.to_typed(story.blocks))
    desk_page = " ".join(browser.get("/admin/stories/story/").content.decode().split())
    assert f'{story_page("change", story)}?next=1" data-key="w"' in desk_page
    assert "?next=1" not in a_browser("reporter").get("/admin/stories/story/").content.decode()


@pytest.mark.parametrize(
    ("designator", "says"),
    [
        ("1st ld writhru", "“1st ld writhru” is no designator. Choose one of the list, or leave it empty."),
        ("Correction", "“Correction” is not filed from here"),
    ],
)
def test_form_refuses_what_is_no_designator(designator, says):
    story = a_chain("Urgent")

    page = a_browser().post(story_page("change", story), form_values(story, headline="New", designator=designator))

    assert says in words_of(page)
    assert f'<option value="{designator}" selected>' in page.content.decode()
    assert '<option value="1st LD">' in page.content.decode()
    assert again(story).save_number == story.save_number


def test_button_names_the_act_and_next_lead_is_called_so():
    story = a_chain("Urgent")

    editors, reporters = (
        words_of(a_browser(group).get(story_page("change", story))) for group in ("editor", "reporter")
    )

    assert "File 1st LD Ctrl Enter" in editors
    assert "Next lead w" in editors
    assert "Hand in Ctrl Enter" in reporters
    assert "File 1st LD" not in reporters


def test_new_story_remembers_the_choices_of_the_last_one():
    browser = a_browser()
    sport, own = a_section("Sport"), a_source("The house")
    browser.post(ADD, a_new_story(section=sport.pk, source=own.pk))

    form = browser.get(ADD).context_data["form"]

    assert (form["section"].value(), form["source"].value()) == (sport.pk, own.pk)


def test_words_left_in_the_form_are_taken_up_on_the_page_of_an_act():
    story, browser = a_chain("Urgent"), a_browser()
    values = form_values(story, headline="Dam fails")
    browser.post(story_page("sitting", story), {**values, "draft": "1", "page": "0123456789abcdef"})

    for action in ("file", "correct"):
        (offer,) = browser.get(story_page(action, story)).context_data["unsaved"]
        assert offer.headline == "Dam fails"
    fields = {**offer.draft.fields, "based_on": offer.draft.based_on, "page": offer.draft.page, "correct": "1"}
    answer = browser.post(story_page("change", story), fields)

    assert answer.url == story_page("correct", story)
    assert again(story).headline == "Dam fails"
    assert browser.get(answer.url).context_data["unsaved"] == []
