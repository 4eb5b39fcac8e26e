"""The trigger that enters the digest of a withdrawal's reason in the log of filings. Nothing here ever changes."""

OF_REASON = (
    "INSERT INTO stories_transparencyentry (kind, story, number, digest, at) "
    "SELECT 'reason', filing.story_id, filing.number, NEW.digest, notice.at FROM stories_notice notice "
    "JOIN stories_story story ON story.id = notice.story_id "
    "JOIN stories_filing filing ON filing.story_id = story.id AND filing.number = story.newest_number "
    "WHERE notice.id = NEW.notice_id"
)
SQLITE = [f"CREATE TRIGGER stories_transparency_reasoned AFTER INSERT ON stories_noticeseal BEGIN {OF_REASON}; END"]
POSTGRESQL = [
    "CREATE FUNCTION stories_transparency_reasoned() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN {OF_REASON}; RETURN NULL; END $$",
    "CREATE TRIGGER stories_transparency_reasoned AFTER INSERT ON stories_noticeseal "
    "FOR EACH ROW EXECUTE FUNCTION stories_transparency_reasoned()",
]
KEPT = "stories_noticeseal_kept"
COLUMNS = "notice_id, salt, digest"


def run(schema_editor, statements):
    """Run statements without parameters."""
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def put_up(_apps, schema_editor):
    """Put the trigger up."""
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor])


def lift(_apps, schema_editor):
    """Take the trigger down."""
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, ["DROP TRIGGER IF EXISTS stories_transparency_reasoned"])
        return
    down = ["DROP TRIGGER IF EXISTS stories_transparency_reasoned ON stories_noticeseal"]
    run(schema_editor, [*down, "DROP FUNCTION IF EXISTS stories_transparency_reasoned()"])


def put_back(_apps, schema_editor):
    """Put back the seals that the way back kept aside, if it did: the log has their digests."""
    if KEPT in schema_editor.connection.introspection.table_names():
        copy = f"INSERT INTO stories_noticeseal ({COLUMNS}) SELECT {COLUMNS} FROM {KEPT}"  # noqa: S608 no input in it
        run(schema_editor, [copy, f"DROP TABLE {KEPT}"])
        if schema_editor.connection.vendor == "postgresql":  # or no trigger can be put up in this transaction
            run(schema_editor, ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])


def keep_aside(_apps, schema_editor):
    """Keep the seals in a table of their own, if there are any."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM stories_noticeseal LIMIT 1")
        if cursor.fetchone() is None:
            return
    run(schema_editor, [f"CREATE TABLE {KEPT} AS SELECT {COLUMNS} FROM stories_noticeseal"])  # noqa: S608 as above
