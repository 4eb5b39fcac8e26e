"""Rounds: people and programs work, something goes wrong, all comes back, and the auditor looks."""

import json
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from tests.crash.ledger import Ledger
from tests.crash.log_keeper import LogKeeper
from tests.crash.people import PEOPLE_OF_A_ROUND, Writer
from tests.crash.processes import FAKETIME, PASSWORD, new_newsroom, wait_for
from tests.machines import until

SECONDS = 3.0  # that people work in a round
BEGUN = 20.0  # seconds in which people have begun, on a machine that has much to do
STALL = 2.0  # seconds that a server hangs or is away
CHAINS, VERSIONS = 25, 4  # of a file that is ingested
KINDS = ("kill", "disk full", "kill", "clock ahead", "kill", "redis down", "redis hangs", "kill", "database down",
         "database hangs", "clock back")  # fmt: skip
SETTLED = 60  # seconds in which all that is due is done


@dataclass
class Round:
    """What happened in a round."""

    number: int
    kind: str
    killed: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    acknowledged: int = 0
    seconds: float = 0.0


class Ingest(Thread):
    """An operator who ingests a file of many pieces, and does so again where the command was killed."""

    def __init__(self, newsroom, ledger, name, chance):
        super().__init__(daemon=True)
        self.newsroom, self.ledger = newsroom, ledger
        self.path = newsroom.folder / f"{name}.json"
        self.pieces = [(f"urn:vesper:{name}:{chain}", version)
                       for version in range(1, VERSIONS + 1) for chain in range(CHAINS)]  # fmt: skip
        if chance.random() < 0.3:
            self.pieces.reverse()  # late copy
        self.command = None
        write_whole(self.path, json.dumps([a_piece(*piece) for piece in self.pieces]).encode())

    def run(self):
        """Ingest the file once, as far as it comes."""
        self.command = self.newsroom.fork("manage.py", "ingest", "--json", "--file", str(self.path))
        while self.command.is_alive():
            time.sleep(0.05)
        for line in self.command.lines():  # each is a promise
            told = json.loads(line)
            if told["filing"] and told["outcome"] != "duplicate":
                self.ledger.ask("ingest", token=f"{told['item']}#{told['version']}").acknowledge()


def a_piece(identity, version):
    """Return a piece of ninjs of a running story."""
    words = f"{identity.rpartition(':')[2]} {version}"
    return {"uri": identity, "version": str(version), "type": "text", "source": "Vesper",
            "versioncreated": f"2026-02-10T11:{version:02}:00Z", "headline": f"Ferry {identity} turned back",
            "body_text": f"The ferry {identity} turned back, and {words} decks were wet."}  # fmt: skip


def write_whole(path, data):
    """Write a file so that nobody sees a part of it."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.rename(path)


class Run:
    """Many rounds in one newsroom."""

    def __init__(self, newsroom, seed):
        self.newsroom, self.seed, self.ledger = newsroom, seed, Ledger()
        self.rounds, self.pieces, self.writers = [], [], []
        self.stranger = LogKeeper(newsroom.port, newsroom.folder / "copy-of-log")

    def work_and_fail(self, number, kind):
        """Run a round; return what happened."""
        began, chance = time.monotonic(), random.Random(f"{self.seed}/{number}")
        this, place = Round(number, kind), len(self.ledger.acts)
        newsroom = self.newsroom
        newsroom.start_missing()
        stop = Event()
        writers = self.new_writers(number, stop)
        ingest = Ingest(newsroom, self.ledger, f"r{number}", chance)
        dropped = self.drop(number)
        backup = newsroom.folder / f"backup-{number}.tar" if chance.random() < 0.25 else None
        for thread in (*writers, ingest):
            thread.start()
        taking = newsroom.fork("manage.py", "backup", str(backup)) if backup else None
        wait_for(lambda: self.has_begun(place), seconds=BEGUN)
        try:
            FAULTS[kind](self, this, chance, ingest)
        finally:
            stop.set()
            newsroom.resume()
        for thread in (*writers, ingest):
            thread.join(90)
        self.settle(ingest, dropped)
        self.audit(this, place)
        if backup:
            this.faults += self.look_at_backup(backup, taking)
        this.acknowledged = sum(self.ledger.counts().values()) - sum(one.acknowledged for one in self.rounds)
        this.seconds = time.monotonic() - began
        self.rounds.append(this)
        return this

    def new_writers(self, number, stop):
        """Return the people of a round, who go on with their stories and log-ins."""
        fresh = [Writer(self.newsroom.port, f"person{one}", PASSWORD, self.ledger, f"{self.seed}/{number}/{one}", stop)
                 for one in range(PEOPLE_OF_A_ROUND)]  # fmt: skip
        for writer, before in zip(fresh, self.writers, strict=False):
            writer.story, writer.filed = before.story, before.filed
            writer.browser.cookies = before.browser.cookies
        for writer in fresh:
            if not writer.browser.cookies:
                writer.browser.log_in()
        self.writers = fresh
        return fresh

    def has_begun(self, place):
        """Return whether people have been told of some acts of this round."""
        told = [act for act in own_acts(self.ledger.since(place)) if act["state"] == "acknowledged"]
        return len(told) >= PEOPLE_OF_A_ROUND

    def drop(self, number):
        """Put a file into the watched folder; return its path and its pieces."""
        pieces = [(f"urn:vesper:d{number}:{chain}", version) for version in (1, 2) for chain in range(4)]
        path = self.newsroom.folder / "drop" / f"d{number}.json"
        with suppress(OSError):
            write_whole(path, json.dumps([a_piece(*piece) for piece in pieces]).encode())
        return path, pieces

    def settle(self, ingest, dropped):
        """Start what is missing, ingest again what was cut off, and wait until all that is due is done."""
        newsroom = self.newsroom
        newsroom.start_missing()
        ingest.run()
        path, pieces = dropped
        if not (path.exists() or self.is_taken(path)):
            self.drop(int(path.stem[1:]))
        until(f"dropped: {newsroom.log_end()}", lambda: self.is_taken(path), seconds=90)
        for piece in pieces:
            self.ledger.ask("drop", token=f"{piece[0]}#{piece[1]}").acknowledge()
        self.pieces += [*ingest.pieces, *pieces]
        until("due", lambda: newsroom.audit("due_stories") == 0, seconds=SETTLED)
        until("log", lambda: newsroom.audit("waiting_log") == 0, seconds=SETTLED)
        until("photos", lambda: newsroom.audit("uncut_photos") == 0, seconds=SETTLED)

    def is_taken(self, path):
        """Return whether the watch has put a file away."""
        return (path.parent / "done" / path.name).exists()

    def audit(self, this, place):
        """Hold the database against the ledger."""
        newsroom, size = self.newsroom, (CHAINS * VERSIONS) + 8
        this.faults += newsroom.audit("audit_acts", acts=own_acts(self.ledger.since(place)))
        this.faults += newsroom.audit("audit_pieces", pieces=self.pieces[-size:])
        this.faults += newsroom.audit("audit_whole", copy_of_log=self.stranger.copy())
        self.stranger.keep()

    def look_at_backup(self, path, command):
        """Return what is wrong with a backup: one that is there is whole, however it ended."""
        until("backup", lambda: not command.is_alive(), seconds=90)
        if not path.exists():
            return []
        check = self.newsroom.fork("manage.py", "restore", "--check", str(path))
        until("check", lambda: not check.is_alive(), seconds=90)
        is_whole = any("is whole" in line for line in check.lines())
        self.ledger.ask("backup").acknowledge()
        path.unlink()
        return [] if is_whole else [f"{path.name} is there and not whole: {check.lines()}"]

    def audit_all(self):
        """Hold the database against the whole ledger once more; return what is wrong."""
        acts = own_acts(self.ledger.since(0))
        faults = self.newsroom.audit("audit_acts", acts=acts) + self.newsroom.audit("audit_pieces", pieces=self.pieces)
        return faults + self.newsroom.audit("audit_whole")

    # What goes wrong.

    def kill_at_random(self, this, chance, ingest):
        """Kill some of the newsroom's processes, at moments that only the seed knows."""
        newsroom, ends_at = self.newsroom, time.monotonic() + SECONDS
        targets = ["web", "web", "one of web", "worker", "watch", "ingest", "redis", "database"]
        moments = sorted(chance.uniform(0.2, SECONDS) for _each in range(chance.randint(2, 4)))
        for moment in moments:
            time.sleep(max(0.0, moment - (SECONDS - (ends_at - time.monotonic()))))
            target = chance.choice(targets)
            self.kill(target, chance, ingest)
            this.killed[target] += 1
            if target in ("redis", "database") or chance.random() < 0.5:
                newsroom.resume()
            if target == "web":
                newsroom.start_web()
        time.sleep(max(0.0, ends_at - time.monotonic()))
        newsroom.kill_all()
        if ingest.command:
            ingest.command.kill()

    def kill(self, target, chance, ingest):
        """Kill a target with -9."""
        newsroom = self.newsroom
        if target == "one of web":
            newsroom.running["web"].kill_one(chance)
        elif target in newsroom.running:
            newsroom.running[target].kill()
        elif target == "ingest":
            if ingest.command:
                ingest.command.kill()
        elif target == "redis":
            newsroom.kill_server(newsroom.redis)
        elif newsroom.postgresql:
            newsroom.kill_server(newsroom.postgresql)

    def fill_disk(self, this, chance, _ingest):
        """Leave no room on the disk for a while."""
        time.sleep(chance.uniform(0.3, 1))
        self.newsroom.fill_disk()
        time.sleep(STALL)
        self.newsroom.resume()
        time.sleep(1)
        this.killed["disk"] += 1

    def lose_server(self, this, chance, name, *, hangs):
        """Have a server hang or be away for a while."""
        newsroom = self.newsroom
        server = newsroom.redis if name == "redis" else newsroom.postgresql
        time.sleep(chance.uniform(0.2, 0.8))
        this.killed[name] += 1
        if server is None:
            self.hold_write_lock()
        elif hangs:
            newsroom.stall_server(server)
            time.sleep(STALL)
        else:
            newsroom.kill_server(server)
            time.sleep(STALL / 2)
        newsroom.resume()
        time.sleep(1)

    def hold_write_lock(self):
        """Have a process hold the one write lock of SQLite for a while, and kill it."""
        holder = self.newsroom.fork("manage.py", "shell", "-c", (
            "from django.db import transaction; import time\n"
            "with transaction.atomic():\n    __import__('stories.models').models.Sweep.objects.count(); time.sleep(60)"
        ))  # fmt: skip
        time.sleep(STALL)
        holder.kill()

    def move_clock(self, this, chance, jump):
        """Have the only worker's clock jump: nothing is released early, and nothing twice."""
        newsroom = self.newsroom
        newsroom.running["worker"].kill()
        clock, place, began = newsroom.folder / "clock", newsroom.log.stat().st_size, time.time()
        worker = newsroom.start_with_clock(clock)
        story = self.schedule(hours=6)
        until("the worker does not sweep", lambda: newsroom.audit("swept_since", at=began), seconds=60)
        time.sleep(chance.uniform(0.5, 1.5))
        write_whole(clock, jump.encode())
        was_told = wait_for(lambda: "The clock of this machine jumped" in newsroom.log_since(place), seconds=20)
        time.sleep(1.5)
        if story and newsroom.audit("filings_of", story=story):
            this.faults.append(f"story {story} was released hours early, by a clock that jumped {jump}")
        if not was_told:
            this.faults.append(f"a clock that jumped {jump} was not told of")
        write_whole(clock, b"+0")
        wait_for(lambda: "Releases go on" in newsroom.log_since(place), seconds=20)
        time.sleep(1)
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(20)
        if story:
            until("unschedule", self.ended("shell", "-c", UNSCHEDULE.format(story=story)), seconds=30)
        this.killed["clock"] += 1

    def ended(self, *arguments):
        """Start a command; return the question whether it has ended."""
        command = self.newsroom.fork("manage.py", *arguments)
        return lambda: not command.is_alive()

    def schedule(self, *, hours):
        """Schedule a story for hours from now; return its number."""
        at = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
        out = self.newsroom.fork("manage.py", "shell", "-c", SCHEDULE.format(at=at, number=len(self.rounds)))
        until("schedule", lambda: not out.is_alive(), seconds=30)
        return int(out.lines()[-1]) if out.lines() else None


SCHEDULE = """
from datetime import datetime
from django.utils import timezone
from stories import copy, desk
from stories.models import Section, Source, Story
words = dict(headline="Regatta of Olm opens", slugline="Regatta-{number}")
words["body"] = copy.to_json(copy.from_typed("It opened."))
story = Story(section=Section.objects.first(), source=Source.objects.first(), **words)
story = desk.open_story(story, by=None, now=timezone.now())
story = desk.schedule(story, by=None, now=timezone.now(), at=datetime.fromisoformat("{at}"), designator="", note="",
                      based_on=story.save_number)
print(story.pk)
"""
UNSCHEDULE = """
from django.utils import timezone
from stories import desk
from stories.models import Story
story = Story.objects.get(pk={story})
if story.release_at:
    desk.unschedule(story, by=None, now=timezone.now())
"""
FAULTS = {
    "kill": Run.kill_at_random,
    "disk full": Run.fill_disk,
    "redis down": lambda run, this, chance, _: run.lose_server(this, chance, "redis", hangs=False),
    "redis hangs": lambda run, this, chance, _: run.lose_server(this, chance, "redis", hangs=True),
    "database down": lambda run, this, chance, _: run.lose_server(this, chance, "database", hangs=False),
    "database hangs": lambda run, this, chance, _: run.lose_server(this, chance, "database", hangs=True),
    "clock ahead": lambda run, this, chance, _: run.move_clock(this, chance, "+1d"),
    "clock back": lambda run, this, chance, _: run.move_clock(this, chance, "-1d"),
}


def own_acts(acts):
    """Return the acts that are looked at one by one; pieces of the wire are looked at together."""
    return [act for act in acts if act["kind"] not in ("ingest", "drop", "backup")]


def possible(kind, newsroom):
    """Return a kind of round, or a kill in place of one that this machine cannot do."""
    is_possible = {"disk full": newsroom.has_own_disk, "clock ahead": FAKETIME, "clock back": FAKETIME}.get(kind, True)
    return kind if is_possible else "kill"


def run_rounds(kind, rounds, seed, *, kinds=KINDS, tell=print, empty=None):
    """Run rounds on a kind of database; return them, with a last one for the audit of all."""
    with new_newsroom(kind, empty=empty) as newsroom:
        run = Run(newsroom, seed)
        for number in range(1, rounds + 1):
            this = run.work_and_fail(number, possible(kinds[(number - 1) % len(kinds)], newsroom))
            tell(line_of(kind, this))
        run.rounds.append(Round(rounds + 1, "all again", faults=run.audit_all()))
        return run


def line_of(kind, this):
    """Return a line about a round."""
    killed = ", ".join(f"{name} x{times}" if times > 1 else name for name, times in this.killed.items())
    line = f"{kind:<10} {this.number:>4} {this.kind:<14} {this.acknowledged:>5} acts {this.seconds:>6.1f} s  {killed}"
    return "\n".join([line, *(f"    FAULT {fault}" for fault in this.faults)])


def table_of(run):
    """Return the table of a run: how many rounds of each kind, what was acknowledged, what was wrong."""
    rows = [f"{'round':<16}{'rounds':>8}{'acts':>8}{'faults':>8}"]
    for kind in dict.fromkeys(this.kind for this in run.rounds):
        own = [this for this in run.rounds if this.kind == kind]
        faults = sum(len(this.faults) for this in own)
        rows.append(f"{kind:<16}{len(own):>8}{sum(this.acknowledged for this in own):>8}{faults:>8}")
    acts = ", ".join(f"{count} {kind}" for kind, count in sorted(run.ledger.counts().items()))
    return "\n".join([*rows, f"acknowledged: {sum(run.ledger.counts().values())} ({acts})"])
