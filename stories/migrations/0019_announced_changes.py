"""On PostgreSQL a change of what readers see is announced before it is committed, so that a look may hold a moment.

Whoever counts up a generation first says so by a lock that all see at once, then waits LONGEST_LOOK, and commits. A
process that asks for the generations while nobody has announced a change may go on answering from memory for less than
that: what it remembers is true until then. The lock goes with the transaction, after its changes are there to be read.

A filing keeps the names of its section and source from being changed as soon as it is written. Its foreign keys look
for them only while it commits, when it may have the row of the count that whoever changes a name waits for.
"""

from django.db import migrations

LOCK = 7_310_021  # of no other use in the newsroom
LONGEST_LOOK = 0.005  # seconds; newsroom.stored_pages.database counts on it

# Before the statement, so that no row is locked while it waits; and once in a transaction.
ANNOUNCE = f"""CREATE OR REPLACE FUNCTION stories_generation_announce() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE own text := pg_current_xact_id()::text;
    BEGIN
      IF current_setting('newsroom.announced', true) IS DISTINCT FROM own THEN
        PERFORM pg_advisory_xact_lock_shared({LOCK});
        PERFORM pg_sleep({LONGEST_LOOK});
        PERFORM set_config('newsroom.announced', own, true);
      END IF;
      RETURN NULL;
    END $$"""
TRIGGER = """CREATE TRIGGER stories_generation_announced BEFORE INSERT OR UPDATE OR DELETE ON stories_generation
    FOR EACH STATEMENT EXECUTE FUNCTION stories_generation_announce()"""
# First whether anybody has announced a change, and then the numbers: each statement of a volatile function reads what
# is committed as it begins, but in the isolations that keep to their first look.
LOOK = f"""CREATE OR REPLACE FUNCTION stories_generation_look(
      scope bigint, OUT is_quiet boolean, OUT newsroom bigint, OUT epoch bigint, OUT of_scope bigint
    ) LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      is_quiet := current_setting('transaction_isolation') = 'read committed' AND pg_try_advisory_xact_lock({LOCK});
      SELECT max(total) FILTER (WHERE story_id = 0), max(total) FILTER (WHERE story_id = -1),
          max(total) FILTER (WHERE story_id = scope)
        INTO newsroom, epoch, of_scope
        FROM stories_generation WHERE story_id IN (0, -1, scope);
    END $$"""  # noqa: S608 no input in it


HOLD_NAMES = """CREATE OR REPLACE FUNCTION stories_filing_hold_names() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM stories_source WHERE id = NEW.source_id FOR KEY SHARE;
      PERFORM 1 FROM stories_section WHERE id = NEW.section_id FOR KEY SHARE;
      RETURN NEW;
    END $$"""
HOLDS_NAMES = """CREATE TRIGGER stories_filing_holds_names BEFORE INSERT ON stories_filing
    FOR EACH ROW EXECUTE FUNCTION stories_filing_hold_names()"""


def put_up(_apps, schema_editor):
    """Make the functions and the trigger."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in (ANNOUNCE, TRIGGER, LOOK, HOLD_NAMES, HOLDS_NAMES):
            schema_editor.execute(statement)


def lift(_apps, schema_editor):
    """Drop the functions and the trigger."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS stories_filing_holds_names ON stories_filing")
        schema_editor.execute("DROP FUNCTION IF EXISTS stories_filing_hold_names()")
        schema_editor.execute("DROP FUNCTION IF EXISTS stories_generation_look(bigint)")
        schema_editor.execute("DROP TRIGGER IF EXISTS stories_generation_announced ON stories_generation")
        schema_editor.execute("DROP FUNCTION IF EXISTS stories_generation_announce()")


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0018_picture_shapes'),
    ]

    operations = [
        migrations.RunPython(put_up, lift),
    ]
