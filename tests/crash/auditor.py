"""The auditor: a process of its own that holds the database against the ledger: python -m tests.crash.auditor

A line of JSON names a look and its arguments; the answer is a line of JSON. It writes nothing but what the worker's
sweep for left files does.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from io import StringIO

import django

django.setup()

from django.core.files.storage import default_storage  # noqa: E402 after setup
from django.core.management import CommandError, call_command  # noqa: E402 after setup
from django.db import close_old_connections, connection, connections  # noqa: E402 after setup
from django.db.models import Count, Max  # noqa: E402 after setup
from django.utils import timezone  # noqa: E402 after setup
from reversion.models import Version  # noqa: E402 after setup

from stories import desk  # noqa: E402 after setup
from stories.models import (  # noqa: E402 after setup
    Delivery,
    Filing,
    Item,
    Notice,
    Photo,
    Rendition,
    Story,
    Sweep,
    TransparencyEntry,
)

TOKEN = re.compile(r"zq\d{6}x")
ACKNOWLEDGED, SENT = "acknowledged", "sent"


class Facts:
    """What the database says of the words of some acts: where each token stands."""

    def __init__(self, acts):
        self.tokens = {act["token"] for act in acts}
        stories = {act["story"] for act in acts if act["story"]}
        self.stories = Story.objects.in_bulk(stories)
        self.opened = self.places(Story.objects.values_list("slugline", "pk"))
        filings = Filing.objects.filter(story__in=stories)
        self.filings = {(filing.story_id, filing.number): filing for filing in filings}
        self.cut_stories = {filing.story_id for filing in self.filings.values() if filing.is_taken_down}
        self.saved = self.places(saved_words(stories))
        notices = Notice.objects.filter(story__in=stories)
        self.notices = self.places((notice.reason, notice) for notice in notices)
        versions = versions_of(stories).values_list("revision__comment", "revision").distinct()
        self.comments = self.places(versions)
        self.photos = self.places(Photo.objects.values_list("name", "pk"))

    def places(self, rows):
        """Return the rows of texts by the tokens that stand in them."""
        found = defaultdict(list)
        for text, row in rows:
            for token in {*TOKEN.findall(text)} & self.tokens:
                found[token].append(row)
        return found


def versions_of(stories):
    """Return the revisions of some stories, as they keep them."""
    own = Version.objects.filter(content_type__app_label="stories", content_type__model="story")
    return own.filter(object_id__in=[str(key) for key in stories])


def saved_words(stories):
    """Yield the words of each save of some stories, with its key."""
    for version in versions_of(stories):
        yield str(version.field_dict["body"]), version.pk


def audit_acts(acts):
    """Return what is wrong with acts, in a sentence each."""
    facts, faults = Facts(acts), []
    for act in acts:
        fault = CHECKS[act["kind"]](act, facts) if act["kind"] in CHECKS else ""
        if fault:
            faults.append(f"{act['kind']} {act['token']} of story {act['story']}, {act['state']}: {fault}")
    return faults + last_words(acts, facts)


def once(act, rows, what):
    """Return what is wrong where something is to be there once, or at most once where nobody knows."""
    allowed = {ACKNOWLEDGED: (1,), SENT: (0, 1)}.get(act["state"], (0,))
    return "" if len(rows) in allowed else f"{what} {len(rows)} times"


def check_opened(act, facts):
    """Return what is wrong with a story that was put on the desk."""
    return once(act, facts.opened[act["token"]], "opened")


def check_saved(act, facts):
    """Return what is wrong with a save: it is there, however often its words were filed from there.

    A take-down removes words from revisions, too.
    """
    is_there = bool(facts.saved[act["token"]]) or act["story"] in facts.cut_stories
    return "" if is_there or act["state"] != ACKNOWLEDGED else "its words are in no revision"


def check_filed(act, facts):
    """Return what is wrong with a filing that has a number."""
    if act["state"] == ACKNOWLEDGED and act["number"] and (act["story"], act["number"]) not in facts.filings:
        return f"there is no filing {act['number']}"
    return ""


def check_scheduled(act, facts):
    """Return what is wrong with a story that was scheduled, a while after its time."""
    filings = [filing for (story, _number), filing in facts.filings.items() if story == act["story"]]
    early = [filing for filing in filings if filing.filed_at < datetime.fromisoformat(act["at"])]
    return f"filed at {early[0].filed_at}, before {act['at']}" if early else once(act, filings, "released")


def check_held(act, facts):
    """Return what is wrong with a hold, whose reason is on record for the newsroom alone."""
    return once(act, facts.comments[act["token"]], "on record")


def check_told(act, facts):
    """Return what is wrong with a kill, which readers are told of."""
    return once(act, facts.notices[act["token"]], "told")


def check_taken_down(act, facts):
    """Return what is wrong with a take-down."""
    filing = facts.filings.get((act["story"], act["number"]))
    if filing is None:
        return "the filing is gone"
    return "its words stand" if act["state"] == ACKNOWLEDGED and not filing.is_taken_down else ""


def check_photo(act, facts):
    """Return what is wrong with a photo."""
    return once(act, facts.photos[act["token"]], "kept")


CHECKS = {
    "open": check_opened,
    "save": check_saved,
    "file": check_filed,
    "correct": check_filed,
    "schedule": check_scheduled,
    "hold": check_held,
    "kill": check_told,
    "take-down": check_taken_down,
    "photo": check_photo,
}


def last_words(acts, facts):
    """Return which stories lack the words that were saved last, where no later save is in doubt.

    A take-down puts a story's working copy back to the newest text that is left.
    """
    last = {}
    for act in acts:
        if act["kind"] == "save":
            last[act["story"]] = act
    return [
        f"story {story}: {act['token']}, the last words that were saved, are not in the working copy"
        for story, act in last.items()
        if act["state"] == ACKNOWLEDGED
        and story not in facts.cut_stories
        and act["token"] not in str(facts.stories[story].body)
    ]


def audit_pieces(pieces):
    """Return which pieces of the wire, by id and version, were not filed exactly once; all were taken to the end."""
    wanted = {(identity, float(version)) for identity, version in pieces}
    items = Item.objects.filter(identity__in={identity for identity, _version in wanted}, filing__isnull=False)
    items = items.exclude(outcome="duplicate")
    counted = Counter(items.values_list("identity", "version"))
    filings = Counter(items.values_list("filing", flat=True))
    faults = [f"piece {piece} was filed {counted[piece]} times" for piece in sorted(wanted) if counted[piece] != 1]
    return faults + [f"filing {filing} was made of {many} pieces" for filing, many in filings.items() if many > 1]


def audit_whole(copy_of_log=""):
    """Return what is wrong with the newsroom as a whole; also held against a folder with a copy of its log, if any."""
    return [*unsound_database(), *broken_chains(copy_of_log), *sparse_numbers(), *lost_files(), *unread()]


def unsound_database():
    """Yield what the database says of its own file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            answer = "; ".join(row[0] for row in cursor.fetchall())
        if answer != "ok":
            yield f"integrity_check: {answer}"


def broken_chains(copy_of_log):
    """Yield what `manage.py verify` says of chains and log, and where times run backwards."""
    out = StringIO()
    try:
        call_command("verify", log=copy_of_log, stdout=out)
    except CommandError as error:
        yield f"verify: {error}"
    yield from (line for line in out.getvalue().splitlines() if "A clock was wrong" in line)


def sparse_numbers():
    """Yield the stories whose filings are not numbered 1 to the last without a gap."""
    rows = Filing.objects.values("story").annotate(count=Count("pk"), last=Max("number"))
    filed = dict(Story.objects.values_list("pk", "filed_number"))
    for row in rows:
        if not row["count"] == row["last"] == filed[row["story"]]:
            yield f"story {row['story']} has {row['count']} filings, the last is {row['last']}"


def lost_files():
    """Yield rows without a file, and files without a row once those of processes that died were swept."""
    known = {*Photo.objects.filter(removed_at=None).values_list("original", flat=True)}
    known |= {rendition.path for rendition in Rendition.objects.filter(photo__removed_at=None)}
    yield from (f"{path} is lost" for path in sorted(known) if not default_storage.exists(path))
    desk.drop_orphans(before=timezone.now() + timedelta(minutes=1))
    held = {path for path in all_files("") if not path.startswith(".")}
    yield from (f"{path} has no row" for path in sorted(held - known))


def all_files(folder):
    """Yield the paths of all files of the store."""
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for name in folders:
        yield from all_files(f"{folder}{name}/")


def unread():
    """Yield deliveries that were kept and never read."""
    for name in Delivery.objects.filter(items=None).exclude(content=b"").values_list("name", flat=True):
        yield f"{name} was kept and never read"


def waiting_log():
    """Return how many entries the log has not signed yet."""
    return TransparencyEntry.objects.waiting().count()


def uncut_photos():
    """Return how many photos the worker has still to cut: until then it has files whose rows are not there yet."""
    return Photo.objects.without_renditions(timezone.now()).count()


def due_stories():
    """Return how many stories are scheduled."""
    return Story.objects.exclude(release_at=None).count()


def filings_of(story):
    """Return how many filings a story has."""
    return Filing.objects.filter(story=story).count()


def swept_since(at):
    """Return whether the sweep that releases stories has ended since a moment of Unix time."""
    return Sweep.objects.filter(name="release_due", finished_at__gt=datetime.fromtimestamp(at, UTC)).exists()


def unread_count():
    """Return how many deliveries were kept and not read yet."""
    return len(list(unread()))


LOOKS = {
    look.__name__: look
    for look in (audit_acts, audit_pieces, audit_whole, waiting_log, uncut_photos, due_stories, filings_of,
                 swept_since, unread_count)
}  # fmt: skip


def main():
    """Answer lines."""
    print("ready", flush=True)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = LOOKS[name](**arguments)
        except Exception as error:  # noqa: BLE001 whoever asks is told
            answer = [f"{name}: {type(error).__name__}: {error}"]
        close_old_connections()
        connections.close_all()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
