"""The database itself refuses what must never happen to a filing, whoever asks.

It refuses a number out of turn, an update other than a take-down's, and every delete. SQLite drops the triggers
of a table that a later migration makes anew: such a migration puts them back.
"""

from django.db import migrations

EMPTIED = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html")
KEPT = (
    "id", "story_id", "number", "follows", "designator", "amends", "dated_on", "section_id", "source_id", "credit",
    "language", "urgency", "words", "filed_at", "revision_id", "content_digest", "previous_digest", "digest",
)  # fmt: skip


NOTHING_IN_SQLITE = "json_array_length(NEW.body, '$.blocks') = 0 AND json_array_length(NEW.pictures) = 0"
NOTHING_IN_POSTGRESQL = "jsonb_array_length(NEW.body->'blocks') = 0 AND jsonb_array_length(NEW.pictures) = 0"


def is_take_down(same: str, nothing: str) -> str:
    """The condition under which an update is a take-down: words emptied, everything else as it was.

    `nothing` says that body and pictures are empty, in the words of the engine.
    """
    emptied = " AND ".join(f"NEW.\"{column}\" = ''" for column in EMPTIED)
    kept = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in KEPT)
    return f"OLD.taken_down_at IS NULL AND NEW.taken_down_at IS NOT NULL AND {nothing} AND {emptied} AND {kept}"


SQLITE = [
    """CREATE TRIGGER stories_filing_in_turn BEFORE INSERT ON stories_filing
    WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM stories_filing WHERE story_id = NEW.story_id), 0)
      OR EXISTS (SELECT 1 FROM stories_filing WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'A filing takes the next number of its story.'); END""",
    f"""CREATE TRIGGER stories_filing_unchanged BEFORE UPDATE ON stories_filing
    WHEN NOT ({is_take_down("IS", NOTHING_IN_SQLITE)})
    BEGIN SELECT RAISE(ABORT, 'A filing is never changed: file the next one, or take its words down.'); END""",
    """CREATE TRIGGER stories_filing_kept BEFORE DELETE ON stories_filing
    BEGIN SELECT RAISE(ABORT, 'A filing is never deleted.'); END""",
]
SQLITE_REVERSE = [
    f"DROP TRIGGER IF EXISTS stories_filing_{name}" for name in ("in_turn", "unchanged", "kept")
]

POSTGRESQL = [
    f"""CREATE FUNCTION stories_filing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM stories_filing WHERE story_id = NEW.story_id), 0) THEN
          RAISE EXCEPTION 'A filing takes the next number of its story.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      ELSIF TG_OP = 'UPDATE' THEN
        IF {is_take_down("IS NOT DISTINCT FROM", NOTHING_IN_POSTGRESQL)} THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A filing is never changed: file the next one, or take its words down.'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RAISE EXCEPTION 'A filing is never deleted.' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER stories_filing_guard BEFORE INSERT OR UPDATE OR DELETE ON stories_filing
    FOR EACH ROW EXECUTE FUNCTION stories_filing_guard()""",
    """CREATE TRIGGER stories_filing_kept BEFORE TRUNCATE ON stories_filing
    FOR EACH STATEMENT EXECUTE FUNCTION stories_filing_guard()""",
]
POSTGRESQL_REVERSE = [
    "DROP TRIGGER IF EXISTS stories_filing_kept ON stories_filing",
    "DROP TRIGGER IF EXISTS stories_filing_guard ON stories_filing",
    "DROP FUNCTION IF EXISTS stories_filing_guard()",
]


def set_guard(apps, schema_editor):
    """Put the triggers up."""
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def lift_guard(apps, schema_editor):
    """Take the triggers down."""
    run(schema_editor, {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE})


def run(schema_editor, statements):
    """Run the statements of the engine at hand, without parameters."""
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]
    operations = [migrations.RunPython(set_guard, lift_guard)]
