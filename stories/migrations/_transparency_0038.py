"""The triggers that write the log of filings and keep what it says. Nothing here ever changes.

The entry of an act is written with the act, whoever does it and by whatever way.
"""

ENTRY = "INSERT INTO stories_transparencyentry (kind, story, number, digest, at)"
FILED = "CASE NEW.amends WHEN '' THEN 'filing' ELSE NEW.amends END"
OF_NOTICE = (
    "SELECT NEW.kind, filing.story_id, filing.number, filing.digest, NEW.at FROM stories_filing filing "
    "JOIN stories_story story ON story.id = filing.story_id AND story.newest_number = filing.number "
    "WHERE story.id = NEW.story_id"
)
OF_PHRASES = (
    "SELECT 'phrases', filing.story_id, filing.number, NEW.digest, NEW.at FROM stories_filing filing "
    "WHERE filing.id = NEW.filing_id"
)
OF_TAKE_DOWN = "VALUES ('take-down', NEW.story_id, NEW.number, NEW.digest, NEW.taken_down_at)"
# Table, event, condition and values of each trigger that writes.
WRITERS = (
    ("filed", "stories_filing", "INSERT", "", f"VALUES ({FILED}, NEW.story_id, NEW.number, NEW.digest, NEW.filed_at)"),
    (
        "taken_down",
        "stories_filing",
        "UPDATE OF taken_down_at",
        "WHEN (OLD.taken_down_at IS NULL AND NEW.taken_down_at IS NOT NULL)",
        OF_TAKE_DOWN,
    ),
    ("noticed", "stories_notice", "INSERT", "", OF_NOTICE),
    ("phrases", "stories_phrasetakedown", "INSERT", "", OF_PHRASES),
)
KEPT_TABLES = ("stories_transparencyentry", "stories_transparencynode", "stories_checkpoint", "stories_checkpointkey")
COLUMNS = {
    "stories_transparencyentry": "id, kind, story, number, digest, at, position, leaf",
    "stories_transparencynode": "id, level, position, digest",
    "stories_checkpoint": "size, note, at",
    "stories_checkpointkey": "id, written, since",
}
SAME_ENTRY = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", "kind", "story", "number", "digest", "at"))
GETS_PLACE = f"OLD.position IS NULL AND NEW.position IS NOT NULL AND {SAME_ENTRY}"
REFUSAL = "The log of filings is only ever added to."


def sqlite():
    """Return the statements that put the triggers up on SQLite."""
    writers = [
        f"CREATE TRIGGER stories_transparency_{name} AFTER {event} ON {table} FOR EACH ROW {condition} "
        f"BEGIN {ENTRY} {values}; END"
        for name, table, event, condition, values in WRITERS
    ]
    keepers = [
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in KEPT_TABLES
        for name, event, when in (
            ("kept", "DELETE", ""),
            ("unchanged", "UPDATE", f"WHEN NOT ({GETS_PLACE})" if table == KEPT_TABLES[0] else ""),
        )
    ]
    return [*writers, *keepers]


def postgresql():
    """Return the statements that put the triggers up on PostgreSQL."""
    writers = [
        statement
        for name, table, event, condition, values in WRITERS
        for statement in (
            f"CREATE FUNCTION stories_transparency_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {ENTRY} {values}; RETURN NULL; END $$",
            f"CREATE TRIGGER stories_transparency_{name} AFTER {event} ON {table} FOR EACH ROW {condition} "
            f"EXECUTE FUNCTION stories_transparency_{name}()",
        )
    ]
    refuse = (
        "CREATE FUNCTION stories_transparency_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    keepers = [
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {each} EXECUTE FUNCTION stories_transparency_refuse()"
        for table in KEPT_TABLES
        for name, event, each in (
            ("kept", "DELETE OR TRUNCATE", "FOR EACH STATEMENT"),
            (
                "unchanged",
                "UPDATE",
                f"FOR EACH ROW WHEN (NOT ({GETS_PLACE}))" if table == KEPT_TABLES[0] else "FOR EACH ROW",
            ),
        )
    ]
    return [*writers, refuse, *keepers]


def trigger_names():
    """Return the names of all triggers with their tables."""
    writers = [(f"stories_transparency_{name}", table) for name, table, *_ in WRITERS]
    return writers + [(f"{table}_{name}", table) for table in KEPT_TABLES for name in ("kept", "unchanged")]


def run(schema_editor, statements):
    """Run statements without parameters."""
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    run(schema_editor, {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]())


def lift(_apps, schema_editor):
    """Take the triggers down."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table in trigger_names():
        run(schema_editor, [f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on_postgresql else ''}"])
    if on_postgresql:
        functions = [f"stories_transparency_{name}" for name, *_ in WRITERS] + ["stories_transparency_refuse"]
        run(schema_editor, [f"DROP FUNCTION IF EXISTS {name}()" for name in functions])


def put_back(_apps, schema_editor):
    """Put back the log that the way back kept aside, if it did: what was signed once stands."""
    kept = set(schema_editor.connection.introspection.table_names()) & {f"{table}_kept" for table in KEPT_TABLES}
    for table in KEPT_TABLES:
        if f"{table}_kept" in kept:
            columns = COLUMNS[table]
            copy = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_kept"  # noqa: S608 no input in it
            run(schema_editor, [copy, f"DROP TABLE {table}_kept"])
            if schema_editor.connection.vendor == "postgresql" and "id, " in columns:
                number_on = (
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608 no input in it
                    f"COALESCE((SELECT MAX(id) FROM {table}), 1))"
                )
                run(schema_editor, [number_on])


def keep_aside(_apps, schema_editor):
    """Keep the log in tables of its own, if a head of it was signed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM stories_checkpoint LIMIT 1")
        if cursor.fetchone() is None:
            return
    for table in KEPT_TABLES:
        run(schema_editor, [f"CREATE TABLE {table}_kept AS SELECT {COLUMNS[table]} FROM {table}"])  # noqa: S608 no input in it


def write_past_entries(_apps, schema_editor):
    """Write the entries of all acts that have none, in the order of their times."""
    filed = FILED.replace("NEW.", "filing.")
    past = (
        f"SELECT {filed} AS kind, story_id AS story, number, digest, filed_at AS at FROM stories_filing filing",  # noqa: S608 no input in it
        "SELECT 'take-down', story_id, number, digest, taken_down_at FROM stories_filing "
        "WHERE taken_down_at IS NOT NULL",
        "SELECT notice.kind, filing.story_id, filing.number, filing.digest, notice.at FROM stories_notice notice "
        "JOIN stories_story story ON story.id = notice.story_id "
        "JOIN stories_filing filing ON filing.story_id = story.id AND filing.number = story.newest_number",
        "SELECT 'phrases', filing.story_id, filing.number, record.digest, record.at "
        "FROM stories_phrasetakedown record JOIN stories_filing filing ON filing.id = record.filing_id",
    )
    missing = (
        "NOT EXISTS (SELECT 1 FROM stories_transparencyentry entry WHERE entry.story = past.story "
        "AND entry.kind = past.kind AND entry.at = past.at "
        "AND (past.kind IN ('hold', 'release', 'kill') OR entry.number = past.number AND entry.digest = past.digest))"
    )
    run(
        schema_editor,
        [
            f"{ENTRY} SELECT kind, story, number, digest, at FROM ({' UNION ALL '.join(past)}) past "  # noqa: S608 no input in it
            f"WHERE {missing} ORDER BY at, story, number"
        ],
    )
