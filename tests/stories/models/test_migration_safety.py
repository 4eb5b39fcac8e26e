"""Migrations that run while the code before them still serves: what they may not do to tables that are in use."""

import re

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

LANDED = (("stories", "0010_chains"), ("ticker", "0002_roles"))  # what upgrades of 0.2 begin with
INDEX = re.compile(r"create\s+(?:unique\s+)?index\s+(?!concurrently)(?:if not exists\s+)?\S+\s+on\s+\"?(\w+)", re.I)
TAKES_AWAY = (
    *(migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel),
    *(migrations.AlterModelTable, migrations.RenameIndex),
)
WATCHED = ("stories", "ticker")


def faults(operations, before, grown, *, app="stories"):
    """Return what is wrong with the operations of a migration: pairs of the operation and the reason.

    `before` is the state that they begin with, `grown` the tables that rows stand in, `app` whose migration it is.
    """
    state = before.clone()
    for operation in operations:
        for inner in getattr(operation, "database_operations", [operation]):
            yield from ((inner.describe(), reason) for reason in reasons(inner, state, grown, app))
        operation.state_forwards(app, state)


def reasons(operation, state, grown, app):
    """Give the reasons against one operation."""
    if not operation.reversible:
        yield "there is no way back"
    if isinstance(operation, TAKES_AWAY):
        yield "the code before it still uses what it takes away"
    if isinstance(operation, migrations.AddField | migrations.AlterField):
        yield from reasons_against_field(operation, state, app)
    if isinstance(operation, migrations.RunSQL):
        tables = INDEX.findall(str(operation.sql))
        yield from ("writers wait for the index" for table in tables if table in grown)
    if type(operation) is migrations.AddIndex and table_of(operation.model_name, state, app) in grown:
        yield "writers wait for the index"
    if isinstance(operation, migrations.AddConstraint) and table_of(operation.model_name, state, app) in grown:
        yield "readers and writers wait while all rows are looked at"


def reasons_against_field(operation, state, app):
    """Give the reasons against a column: new ones have a default in the database, old ones stay as they are."""
    field = operation.field
    if isinstance(operation, migrations.AddField):
        if not field.many_to_many and not field.null and not field.has_db_default():
            yield "the code before it writes rows without the column"
        return
    old = state.models[app, operation.model_name_lower].get_field(operation.name)
    if old.null and not field.null:
        yield "the code before it writes rows without a value"
    if old.db_type(connection) != field.db_type(connection):
        yield "the table is written anew"


def table_of(model_name, state, app):
    """Return the table of a model."""
    model = state.models[app, model_name.lower()]
    return model.options.get("db_table") or f"{app}_{model_name.lower()}"


def new_migrations():
    """Return the migrations newer than what landed, each with the state before it and the tables that had rows."""
    loader = MigrationLoader(None)
    known = {node for landed in LANDED for node in loader.graph.forwards_plan(landed)}
    grown = {f"{app}_{name}" for app, name in loader.project_state(list(LANDED)).models if app in WATCHED}
    plan = [
        node for leaf in loader.graph.leaf_nodes() if leaf[0] in WATCHED for node in loader.graph.forwards_plan(leaf)
    ]
    for node in dict.fromkeys(plan):
        if node not in known and node[0] in WATCHED:
            yield node, loader.graph.nodes[node], loader.project_state(node, at_end=False), grown


def test_new_migrations_serve_the_code_before_them():
    found = list(new_migrations())

    assert ("stories", "0012_generations") in [node for node, *_ in found]
    assert [
        (node, fault)
        for node, migration, before, grown in found
        for fault in faults(migration.operations, before, grown, app=node[0])
    ] == []


COLUMN = models.CharField(max_length=9)


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (migrations.RemoveField("story", "slug"), "the code before it still uses what it takes away"),
        (migrations.RenameField("story", "slug", "name"), "the code before it still uses what it takes away"),
        (migrations.DeleteModel("Story"), "the code before it still uses what it takes away"),
        (migrations.AddField("story", "mood", COLUMN), "the code before it writes rows without the column"),
        (migrations.AddField("story", "mood", models.CharField(max_length=9, db_default="")), None),
        (migrations.AddField("story", "mood", models.CharField(max_length=9, null=True)), None),
        (
            migrations.AlterField("story", "place", models.IntegerField()),
            "the code before it writes rows without a value",
        ),
        (migrations.AlterField("story", "slug", models.TextField()), "the table is written anew"),
        (migrations.AlterField("story", "slug", models.CharField(max_length=80, blank=True)), None),
        (migrations.AddIndex("story", models.Index("slug", name="a")), "writers wait for the index"),
        (migrations.AddIndex("note", models.Index("id", name="a")), None),
        (migrations.RunSQL("CREATE INDEX a ON stories_story (slug)", "DROP INDEX a"), "writers wait for the index"),
        (migrations.RunSQL("CREATE INDEX CONCURRENTLY a ON stories_story (slug)", "DROP INDEX a"), None),
        (migrations.RunSQL("SELECT 1"), "there is no way back"),
        (migrations.RunPython(print), "there is no way back"),
        (
            migrations.AddConstraint("story", models.UniqueConstraint("slug", name="a")),
            "readers and writers wait while all rows are looked at",
        ),
    ],
)
def test_breach_is_found(operation, reason):
    fields = [("slug", models.CharField(max_length=80)), ("place", models.IntegerField(null=True))]
    before = ProjectState()
    before.add_model(ModelState("stories", "Story", [("id", models.AutoField(primary_key=True)), *fields]))
    before.add_model(ModelState("stories", "Note", [("id", models.AutoField(primary_key=True))]))

    assert isinstance(operation, Operation)
    assert [why for _, why in faults([operation], before, {"stories_story"})] == ([reason] if reason else [])
