"""The triggers that guard filings, for migrations that change the table of filings. Nothing here ever changes.

SQLite makes an altered table anew and drops its triggers. So a migration that alters `stories_filing` wraps its
operations in `guarded`: the triggers come down before and stand again after, forwards and backwards, on both engines.
A migration that adds a column to be guarded names it in `after`, and the next one in `before`, too.
"""

from django.db import migrations

EMPTIED = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html")
GUARDED_0002 = (
    "id", "story_id", "number", "follows", "designator", "amends", "dated_on", "section_id", "source_id", "credit",
    "language", "urgency", "words", "filed_at", "revision_id", "content_digest", "previous_digest", "digest",
)  # fmt: skip
GUARDED_0008 = (*GUARDED_0002, "digest_format")

NO_WORDS_IN_SQLITE = "json_array_length(NEW.body, '$.blocks') = 0 AND json_array_length(NEW.pictures) = 0"
NO_WORDS_IN_POSTGRESQL = "jsonb_array_length(NEW.body->'blocks') = 0 AND jsonb_array_length(NEW.pictures) = 0"


def is_take_down(columns, *, same, no_words):
    """Return the SQL condition that an update empties the words of a filing and leaves these columns as they were."""
    emptied = " AND ".join(f"NEW.\"{column}\" = ''" for column in EMPTIED)
    unchanged = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in columns)
    return f"OLD.taken_down_at IS NULL AND NEW.taken_down_at IS NOT NULL AND {no_words} AND {emptied} AND {unchanged}"


def sqlite(columns):
    """Return the statements that put the triggers up on SQLite."""
    return [
        """CREATE TRIGGER stories_filing_in_turn BEFORE INSERT ON stories_filing
        WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM stories_filing WHERE story_id = NEW.story_id), 0)
          OR EXISTS (SELECT 1 FROM stories_filing WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'A filing takes the next number of its story.'); END""",
        f"""CREATE TRIGGER stories_filing_unchanged BEFORE UPDATE ON stories_filing
        WHEN NOT ({is_take_down(columns, same="IS", no_words=NO_WORDS_IN_SQLITE)})
        BEGIN SELECT RAISE(ABORT, 'A filing is never changed: file the next one, or take its words down.'); END""",
        """CREATE TRIGGER stories_filing_kept BEFORE DELETE ON stories_filing
        BEGIN SELECT RAISE(ABORT, 'A filing is never deleted.'); END""",
    ]


def postgresql(columns):
    """Return the statements that put the triggers up on PostgreSQL."""
    is_allowed = is_take_down(columns, same="IS NOT DISTINCT FROM", no_words=NO_WORDS_IN_POSTGRESQL)
    return [
        f"""CREATE FUNCTION stories_filing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM stories_filing WHERE story_id = NEW.story_id), 0)
            THEN
              RAISE EXCEPTION 'A filing takes the next number of its story.'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
          ELSIF TG_OP = 'UPDATE' THEN
            IF {is_allowed} THEN
              RETURN NEW;
            END IF;
            RAISE EXCEPTION 'A filing is never changed: file the next one, or take its words down.'
              USING ERRCODE = 'integrity_constraint_violation';
          END IF;
          RAISE EXCEPTION 'A filing is never deleted.' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",  # noqa: S608 no input in it
        """CREATE TRIGGER stories_filing_guard BEFORE INSERT OR UPDATE OR DELETE ON stories_filing
        FOR EACH ROW EXECUTE FUNCTION stories_filing_guard()""",
        """CREATE TRIGGER stories_filing_kept BEFORE TRUNCATE ON stories_filing
        FOR EACH STATEMENT EXECUTE FUNCTION stories_filing_guard()""",
    ]


LIFTED = {
    "sqlite": [f"DROP TRIGGER IF EXISTS stories_filing_{name}" for name in ("in_turn", "unchanged", "kept")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS stories_filing_kept ON stories_filing",
        "DROP TRIGGER IF EXISTS stories_filing_guard ON stories_filing",
        "DROP FUNCTION IF EXISTS stories_filing_guard()",
    ],
}


def lift_guard(_apps, schema_editor):
    """Take the triggers down."""
    run(schema_editor, LIFTED)


def set_guard(columns):
    """Return the operation that puts up the triggers that keep these columns as they were."""

    def put_up(_apps, schema_editor):
        run(schema_editor, {"sqlite": sqlite(columns), "postgresql": postgresql(columns)})

    return put_up


def run(schema_editor, statements):
    """Run the statements of the engine at hand, without parameters."""
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)


def guarded(operations, *, before, after):
    """Return the operations between the lifting and the setting of the guard; both columns are those kept unchanged."""
    return [
        migrations.RunPython(lift_guard, set_guard(before)),
        *operations,
        migrations.RunPython(set_guard(after), lift_guard),
    ]
