"""The triggers that count what readers see, in `stories_generation`. Nothing here ever changes.

A row of a story counts the changes of its pages, row 0 all public changes of the newsroom, row -1 what changes every
page: the names of sections, sources and subjects. `total` of each is the number of row 0 at its latest change. Row 0
begins with a number of the clock, so that a database made anew never repeats one that a process remembers.

SQLite makes an altered table anew and drops its triggers, and refuses to rename one that a trigger elsewhere names. A
migration that alters one of these tables on SQLite wraps its operations in `without_triggers`.
"""

from dataclasses import dataclass

from django.db import migrations

ALL = ("INSERT", "UPDATE", "DELETE")
MILLISECONDS = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
}
SAME = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
EVERY_PAGE = "SELECT -1 AS story"
RELATED = (
    "SELECT {row}.{key} AS story UNION SELECT other_id FROM stories_storyrelation WHERE story_id = {row}.{key} "
    "UNION SELECT story_id FROM stories_storyrelation WHERE other_id = {row}.{key}"
)
SHOWN_BY = (
    "SELECT filing.story_id AS story FROM stories_photouse use JOIN stories_filing filing ON filing.id = use.filing_id "
    "WHERE use.photo_id = {row}.%s"
)


@dataclass(frozen=True)
class Rule:
    """A table that readers see something of, and the query of the stories that a row of it changes."""

    table: str
    stories: str
    columns: tuple[str, ...] = ()  # whose update counts; all for none
    condition: str = ""  # of an update, beside that
    events: tuple[str, ...] = ALL

    def names(self):
        """Return the names of its triggers."""
        return [self.name(event) for event in self.events]

    def name(self, event):
        """Return the name of the trigger of an event."""
        return f"{self.table}_generation_{event.lower()}"

    def of_event(self, event):
        """Return the event as a trigger names it."""
        return f"UPDATE OF {', '.join(self.columns)}" if event == "UPDATE" and self.columns else event

    def when(self, event, same):
        """Return the condition of a trigger; empty for none."""
        if event != "UPDATE" or not self.columns:
            return ""
        changed = " OR ".join(f"OLD.{column} {same} NEW.{column}" for column in self.columns)
        return f"WHEN (({changed}){self.condition})"


RULES = (
    Rule("stories_filing", RELATED.replace("{key}", "story_id")),
    Rule(
        "stories_story",
        RELATED.replace("{key}", "id"),
        ("state", "slug", "filed_number", "newest_number", "is_corrected", "first_moved_at", "joined_to_id"),
        " AND (OLD.filed_number > 0 OR NEW.filed_number > 0 OR OLD.newest_number > 0 OR NEW.newest_number > 0)",
        events=("UPDATE",),
    ),
    Rule("stories_livestory", "SELECT {row}.story_id AS story"),
    Rule("stories_notice", "SELECT {row}.story_id AS story"),
    Rule("stories_storyrelation", "SELECT {row}.story_id AS story UNION SELECT {row}.other_id"),
    Rule("stories_chainmove", "SELECT {row}.from_story_id AS story UNION SELECT {row}.to_story_id"),
    Rule("stories_photouse", "SELECT story_id AS story FROM stories_filing WHERE id = {row}.filing_id"),
    Rule("stories_rendition", SHOWN_BY % "photo_id"),
    Rule("stories_photo", SHOWN_BY % "id", ("removed_at",), events=("UPDATE",)),
    Rule("stories_section", EVERY_PAGE),
    Rule("stories_source", EVERY_PAGE, ("name", "gives_full_text")),
    Rule("stories_subjectname", EVERY_PAGE),
)


def query(rule, event):
    """Return the query of the stories that an event changes."""
    rows = {"INSERT": ["NEW"], "UPDATE": ["NEW", "OLD"], "DELETE": ["OLD"]}[event]
    if "{row}" not in rule.stories:
        return rule.stories
    return " UNION ".join(rule.stories.replace("{row}", row) for row in rows)


def sqlite(rule):
    """Return the statements that put the triggers of a rule up on SQLite."""
    now = MILLISECONDS["sqlite"]
    return [
        f"""CREATE TRIGGER {rule.name(event)} AFTER {rule.of_event(event)} ON {rule.table}
        FOR EACH ROW {rule.when(event, SAME["sqlite"])} BEGIN
        INSERT INTO stories_generation (story_id, number, total) VALUES (0, {now}, {now})
          ON CONFLICT (story_id) DO UPDATE SET number = number + 1, total = number + 1;
        INSERT INTO stories_generation (story_id, number, total)
          SELECT story, 1, (SELECT number FROM stories_generation WHERE story_id = 0)
          FROM ({query(rule, event)}) WHERE story IS NOT NULL
          ON CONFLICT (story_id) DO UPDATE SET number = number + 1, total = excluded.total;
        END"""  # noqa: S608 no input in it
        for event in rule.events
    ]


def postgresql(rule):
    """Return the statements that put the triggers of a rule up on PostgreSQL, where they run while it commits.

    So the one row that all transactions change is locked for that long alone; once in a transaction.
    """
    bump = "PERFORM stories_generation_bump(ARRAY(SELECT story::bigint FROM ({}) changed))"
    bodies = " ".join(f"IF TG_OP = '{event}' THEN {bump.format(query(rule, event))}; END IF;" for event in rule.events)
    function = f"""CREATE FUNCTION {rule.table}_generation() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {bodies} RETURN NULL; END $$"""
    triggers = [
        f"""CREATE CONSTRAINT TRIGGER {rule.name(event)} AFTER {rule.of_event(event)} ON {rule.table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {rule.when(event, SAME["postgresql"])}
        EXECUTE FUNCTION {rule.table}_generation()"""
        for event in rule.events
    ]
    return [function, *triggers]


# A row that this transaction wrote has its number for xmin: it is counted once.
BUMP = f"""CREATE FUNCTION stories_generation_bump(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE latest bigint; own xid := pg_current_xact_id()::xid;
    BEGIN
      INSERT INTO stories_generation AS kept (story_id, number, total)
        SELECT 0, started, started FROM (SELECT {MILLISECONDS["postgresql"]} AS started) clock
        ON CONFLICT (story_id) DO UPDATE SET number = kept.number + 1, total = kept.number + 1
        WHERE kept.xmin <> own;
      SELECT number INTO latest FROM stories_generation WHERE story_id = 0;
      INSERT INTO stories_generation AS kept (story_id, number, total)
        SELECT DISTINCT story, 1, latest FROM unnest(changed) AS story WHERE story IS NOT NULL
        ON CONFLICT (story_id) DO UPDATE SET number = kept.number + 1, total = EXCLUDED.total
        WHERE kept.xmin <> own;
    END $$"""  # noqa: S608 no input in it


def run(schema_editor, statements):
    """Run statements without parameters."""
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def begin_counting(_apps, schema_editor):
    """Make the rows of the whole newsroom."""
    now = MILLISECONDS[schema_editor.connection.vendor]
    run(
        schema_editor,
        [f"INSERT INTO stories_generation (story_id, number, total) VALUES (0, {now}, {now}), (-1, 0, 0)"],  # noqa: S608 no input in it
    )


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    if schema_editor.connection.vendor == "postgresql":
        run(schema_editor, [BUMP])
    put_up_rules(schema_editor, RULES)


def put_up_rules(schema_editor, rules):
    """Put the triggers of some tables up."""
    make = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for rule in rules:
        run(schema_editor, make(rule))


def lift(_apps, schema_editor):
    """Take the triggers down."""
    lift_rules(schema_editor, RULES)
    if schema_editor.connection.vendor == "postgresql":
        run(schema_editor, ["DROP FUNCTION IF EXISTS stories_generation_bump(bigint[])"])


def lift_rules(schema_editor, rules):
    """Take the triggers of some tables down."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for rule in rules:
        on_table = f" ON {rule.table}" if on_postgresql else ""
        run(schema_editor, [f"DROP TRIGGER IF EXISTS {name}{on_table}" for name in rule.names()])
        if on_postgresql:
            run(schema_editor, [f"DROP FUNCTION IF EXISTS {rule.table}_generation()"])


def without_triggers(operations):
    """Return the operations of a migration, with the triggers down meanwhile."""
    return [migrations.RunPython(lift, put_up), *operations, migrations.RunPython(put_up, lift)]
