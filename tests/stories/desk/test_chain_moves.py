"""Acts that put chains right: stories made one, filings moved elsewhere, and the undoing of either."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse

from stories import desk, signals
from stories.models import ChainMove, Filing, Notification, State, Story
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, chain_links, rewrite
from tests.docs_chain import verify_by_the_docs, verify_moves_by_the_docs
from tests.stories.desk.chain_builders import (
    LATER,
    MINUTE,
    another_chain,
    chain_of,
    fresh,
    join,
    part,
    public_words,
    state_of,
    undo,
    verify,
)

pytestmark = pytest.mark.django_db


def test_joined_filings_take_their_places_by_time():
    into, story = a_chain("Urgent", "1st LD"), another_chain("Urgent", "2nd LD")
    words = public_words()

    move = join(story, into)

    assert chain_of(into) == [(1, "Urgent", 0), (3, "Urgent", 1), (2, "1st LD", 1), (4, "2nd LD", 2)]
    assert (fresh(into).newest_number, fresh(into).filed_number, chain_of(story)) == (4, 4, [])
    assert (fresh(story).state, fresh(story).joined_to, fresh(story).standing()) == (State.JOINED, into, into)
    assert (move.kind, move.from_story, move.to_story) == (ChainMove.Kind.JOIN, story, into)
    assert public_words() == words
    verify()


def test_same_time_is_parted_by_rank():
    into, story = a_chain("1st LD"), another_chain("Urgent", "1st LD Writethru", start=NOON, every=timedelta())

    join(story, into)

    assert [designator for _, designator, _ in chain_of(into)] == ["Urgent", "1st LD", "1st LD Writethru"]


def test_older_story_leaves_the_newest_text_as_it_is():
    into, story = a_chain("2nd LD"), a_chain("Urgent", now=NOON - timedelta(hours=3))

    join(story, into)

    assert chain_of(into) == [(2, "Urgent", 0), (1, "2nd LD", 0)]
    assert (fresh(into).newest_number, fresh(into).body) == (1, into.body)
    assert fresh(into).first_moved_at == story.first_moved_at


@pytest.mark.parametrize("kind", ["join", "part", "part to a new story"])
def test_undone_move_leaves_all_as_it_was(kind):
    into, story = a_chain("Urgent", "1st LD"), another_chain("Urgent", "2nd LD")
    before, words = state_of(into, story), public_words()
    moves = {
        "join": lambda: join(story, into),
        "part": lambda: part(story, 2, to=into),
        "part to a new story": lambda: part(story, 2),
    }

    move = moves[kind]()
    changed = state_of(into, story)
    verify()
    undo(move)

    assert (changed != before, state_of(into, story)) == (True, before)
    assert public_words() == words
    assert (fresh(move).undone_at, fresh(move).undone_by) == (LATER + MINUTE, an_editor())
    verify()


def test_filing_moves_to_a_story_that_is_there():
    into, story = a_chain("Urgent", "1st LD"), another_chain("Urgent", "2nd LD")

    part(story, 2, to=into)

    assert chain_of(into) == [(1, "Urgent", 0), (2, "1st LD", 1), (3, "2nd LD", 2)]
    assert chain_of(story) == [(1, "Urgent", 0)]
    first = Filing.objects.get(story=story, number=1)
    assert (fresh(story).newest_number, fresh(story).state, fresh(story).body) == (1, State.LIVE, first.body)
    verify()


def test_filing_moves_to_a_new_story():
    story = a_chain("Urgent", "1st LD", "2nd LD")

    move = part(story, 2)

    opened = move.to_story
    gone = Filing.objects.get(story=story, number=2)
    assert chain_of(opened) == [(1, "1st LD", 0)]
    assert chain_of(story) == [(1, "Urgent", 0), (3, "2nd LD", 2)]
    assert (opened.state, opened.slugline, opened.body) == (State.LIVE, story.slugline, gone.body)
    assert opened.slug == "dam-at-karse-head-holds"
    verify()
    undo(move)
    assert (fresh(opened).state, fresh(opened).joined_to, chain_of(opened)) == (State.JOINED, story, [])


def test_new_story_of_a_held_one_is_held():
    story = a_chain("Urgent", "1st LD")
    desk.hold(story, by=an_editor(), now=NOON + timedelta(hours=1), reason="Checking")

    opened = part(story, 2).to_story

    assert (opened.state, Filing.public.story(opened.pk).notice().kind, public_words()) == (State.HELD, "hold", [])


def test_filings_go_there_and_back():
    one, two, three = a_chain("Urgent", "1st LD"), another_chain("Urgent", "2nd LD"), another_chain("Urgent", "3rd LD")
    words = public_words()

    for _ in range(2):
        there = part(one, fresh(one).newest_number, to=two)
        on = part(two, Filing.objects.get(story=two, went_to=None, designator="1st LD").number, to=three)
        part(three, Filing.objects.get(story=three, went_to=None, designator="1st LD").number, to=one)
        assert public_words() == words
        verify()

    assert [(chain_of(story)[-1][1], fresh(story).filed_number) for story in (one, two, three)] == [
        ("1st LD", 4), ("2nd LD", 4), ("3rd LD", 4)]  # fmt: skip
    assert Filing.objects.get(story=one, number=2).standing() == Filing.objects.get(story=one, number=4)
    with pytest.raises(desk.NotPossibleError, match="moved again"):
        undo(there)
    with pytest.raises(desk.NotPossibleError, match="moved again"):
        undo(on)


def test_moves_are_undone_one_after_the_other():
    one, two, three = a_chain("Urgent", "1st LD"), another_chain("Urgent", "2nd LD"), another_chain("Urgent", "3rd LD")
    states = [state_of(one, two, three)]
    moves = []
    for act in (lambda: part(one, 2, to=two), lambda: join(two, three), lambda: part(three, 1, to=one)):
        moves.append(act())
        states.append(state_of(one, two, three))

    for move, before in zip(reversed(moves), reversed(states[:-1]), strict=True):
        undo(move)
        assert state_of(one, two, three) == before
        verify()


def any_move(chance, now):
    """Join two live stories, or move some versions of one elsewhere."""
    live = list(Story.objects.filter(state=State.LIVE).order_by("pk"))
    story = chance.choice(live)
    numbers = [number for number, *_ in chain_of(story)]
    into = chance.choice([*(one for one in live if one != story), *([None] if len(numbers) > 1 else [])])
    some = chance.sample(numbers, chance.randint(1, len(numbers)))
    if into and len(some) == len(numbers):
        return join(story, into, now=now)
    return part(story, *some[: max(len(numbers) - 1, 1)], to=into, now=now)


@pytest.mark.parametrize("seed", [3, 8])
def test_any_moves_leave_each_text_once_in_public(seed):
    chance = random.Random(seed)  # noqa: S311 no secret
    stories = [
        a_chain("Urgent", "1st LD"),
        another_chain("Urgent", "2nd LD", "3rd LD"),
        a_chain("", "1st LD", now=LATER),
    ]
    words, now = public_words(), LATER + timedelta(hours=1)

    for step in range(8):
        now += MINUTE
        before = state_of(*stories)
        move = any_move(chance, now)
        assert public_words() == words
        verify()
        if step % 2:
            undo(move, now=now)
            assert (state_of(*stories), public_words()) == (before, words)
            verify()


def test_digests_of_a_filing_that_came_prove_whose_words_they_are():
    into, story = a_chain("Urgent"), another_chain("1st LD")

    join(story, into)

    went, came = Filing.objects.get(story=story), Filing.objects.get(story=into, number=2)
    assert (came.content_digest, came.content()) == (went.content_digest, went.content())
    assert chain_links(into.pk)[1].head.came_from == went.as_origin()
    assert (came.digest_format, came.moved_at, came.filed_at, came.went_to) == (5, went.moved_at, LATER, None)
    assert (went.went_to, went.came_from) == (came, None)


def test_stranger_checks_a_move_by_the_page_on_chains(client):
    into, story = a_chain("Urgent"), another_chain("1st LD", "2nd LD")
    part(story, 1, to=into)
    history, other = (client.get(reverse("stories:history_json", args=[one.pk])).json() for one in (into, story))

    for chain in (history, other):
        verify_by_the_docs(chain)
    verify_moves_by_the_docs(history, other)
    other["filings"][0]["content_digest"] = "0"
    with pytest.raises(AssertionError, match="2"):
        verify_moves_by_the_docs(history, other)


def test_people_of_both_stories_are_notified_and_revisions_say_why():
    into = a_filing(a_story(by=an_editor("rasa")), by=an_editor("rasa")).story
    story = a_filing(a_story(by=an_editor("tom")), by=an_editor("tom")).story

    join(story, into, by="vera")

    assert sorted(Notification.objects.values_list("person__username", "what", "story")) == [
        ("rasa", "joined", into.pk), ("tom", "joined", into.pk)]  # fmt: skip
    assert [(move.by.username, move.reason) for move in ChainMove.objects.all()] == [("vera", "One dam, one story")]


def test_signals_tell_whoever_shows_them(django_capture_on_commit_callbacks):
    into, story = a_chain("Urgent"), another_chain("1st LD")
    heard = []

    def hear(signal, story_id, into_id=None, **_others):
        heard.append((signal, story_id, into_id))

    watched = (signals.story_joined, signals.join_undone, signals.story_withdrawn)
    for signal in watched:
        signal.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        undo(join(story, into))
    for signal in watched:
        signal.disconnect(hear)

    both = [(signals.story_withdrawn, one.pk, None) for one in (story, into)]
    pair = (story.pk, into.pk)
    assert heard == [*both, (signals.story_joined, *pair), *both, (signals.join_undone, *pair)]


STOPS = {
    "It was killed": lambda move: desk.kill(move.to_story, by=None, now=LATER, reason="Not so"),
    "is held now": lambda move: desk.hold(move.to_story, by=None, now=LATER),
    "has been filed since": lambda move: a_filing(rewrite(move.to_story, "It went on.", now=LATER), now=LATER),
    "taken down since": lambda move: desk.take_down(
        move.to_story.filings.get(number=1), by=None, now=LATER, reason="A court"),
    "moved again since": lambda move: join(another_chain("Urgent"), move.to_story),
    "undone already": lambda move: undo(move),
}  # fmt: skip


@pytest.mark.parametrize("sentence", STOPS)
def test_undoing_is_refused_where_a_story_went_on(sentence):
    move = join(another_chain("1st LD"), a_chain("Urgent"))
    STOPS[sentence](move)

    with pytest.raises(desk.NotPossibleError, match=sentence):
        undo(move)


def test_undoing_is_refused_after_an_hour():
    move = join(another_chain("1st LD"), a_chain("Urgent"))

    with pytest.raises(desk.NotPossibleError, match="for an hour only"):
        undo(move, now=LATER + timedelta(hours=1, seconds=1))


REFUSED = {
    "same story": lambda story: (story, story),
    "relate them instead": lambda story: (story, a_chain("Urgent", language="es")),
    "is held and the other is not": lambda story: (story, desk.hold(a_chain("Urgent"), by=None, now=NOON)),
    "It was killed": lambda story: (story, desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="Not so")),
    "It was spiked": lambda story: (desk.spike(a_story(), by=None, now=NOON), story),
    "It was joined": lambda story: (join(a_chain("Urgent"), a_chain("Urgent")).from_story, story),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_stories_that_cannot_be_one_are_refused(sentence):
    story, into = REFUSED[sentence](a_chain("Urgent"))

    with pytest.raises(desk.NotPossibleError, match=sentence):
        join(story, into)


def test_languages_are_compared_by_their_first_part():
    join(a_chain("Urgent", language="zh-Hant"), a_chain("Urgent", language="zh_CN"))


def test_move_of_all_or_of_none_is_refused():
    story, other = a_chain("Urgent", "1st LD"), a_chain("Urgent")
    part(story, 2)

    with pytest.raises(desk.NotPossibleError, match="Join the two stories instead"):
        part(story, 1, to=other)
    with pytest.raises(desk.NotPossibleError, match="is already in another story"):
        part(story, 2, to=other)
    with pytest.raises(desk.NotPossibleError, match="versions of one story"):
        desk.move_filings(list(Filing.objects.filter(number=1)), None, by=None, now=LATER, reason="Elsewhere")
    with pytest.raises(desk.NotCompleteError, match="with its reason"):
        desk.join_stories(story, other, by=None, now=LATER, reason=" ")
