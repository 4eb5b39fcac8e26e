"""The triggers that keep which working copies have which photos, and the rows of those that had them before.

SQLite makes an altered table anew and drops its triggers: a migration that alters `stories_story` there takes these
down first, and puts them up again.
"""

ROWS = "INSERT INTO stories_photoplacement (story_id, photo) SELECT DISTINCT {row}.id, {photo} FROM {pictures}"
PHOTO = {"sqlite": "json_extract(value, '$.photo')", "postgresql": "(value ->> 'photo')::bigint"}
PICTURES = {"sqlite": "json_each({row}.pictures)", "postgresql": "jsonb_array_elements({row}.pictures)"}
HAS_PICTURES = "WHEN (NEW.pictures <> '[]')"
HAS_OTHERS = "WHEN (OLD.pictures <> NEW.pictures)"
NAMES = {"placed": ("INSERT", HAS_PICTURES), "placed_anew": ("UPDATE OF pictures", HAS_OTHERS)}
STORIES_AT_ONCE = 10_000  # whose rows are made in one transaction
WITH_PICTURES = "SELECT id, pictures FROM stories_story WHERE id BETWEEN %s AND %s AND pictures <> '[]'"
LOCKED = {"sqlite": "", "postgresql": "ORDER BY id FOR SHARE"}  # so that what is read of stories is what they have


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    vendor = schema_editor.connection.vendor
    insert = ROWS.format(row="NEW", photo=PHOTO[vendor], pictures=PICTURES[vendor].format(row="NEW"))
    body = f"DELETE FROM stories_photoplacement WHERE story_id = NEW.id; {insert};"  # noqa: S608 no input in it
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION stories_story_placed() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} RETURN NULL; END $$",
            params=None,
        )
        body = "EXECUTE FUNCTION stories_story_placed()"
    else:
        body = f"BEGIN {body} END"
    for name, (event, condition) in NAMES.items():
        trigger = f"CREATE TRIGGER stories_story_{name} AFTER {event} ON stories_story FOR EACH ROW {condition} {body}"
        schema_editor.execute(trigger, params=None)


def take_down(_apps, schema_editor):
    """Take the triggers down."""
    on_table = " ON stories_story" if schema_editor.connection.vendor == "postgresql" else ""
    for name in NAMES:
        schema_editor.execute(f"DROP TRIGGER stories_story_{name}{on_table}", params=None)
    if on_table:
        schema_editor.execute("DROP FUNCTION stories_story_placed()", params=None)


def place(apps, schema_editor):
    """Make the rows of the working copies that there are; those that the triggers made meanwhile stay."""
    vendor = schema_editor.connection.vendor
    rows = ROWS.format(row="story", photo=PHOTO[vendor], pictures=f"story, {PICTURES[vendor].format(row='story')}")
    fill = f"WITH story AS MATERIALIZED ({WITH_PICTURES} {LOCKED[vendor]}) {rows} WHERE true ON CONFLICT DO NOTHING"
    last = apps.get_model("stories", "Story").objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for first in range(1, last + 1, STORIES_AT_ONCE):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(fill, [first, first + STORIES_AT_ONCE - 1])
