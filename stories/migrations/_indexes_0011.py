"""Indexes that are made and dropped while rows are written, and made anew where that was interrupted.

PostgreSQL does either beside everybody else's work, outside of a transaction: what fails half way leaves an index that
nothing uses, and a migration that is run again begins at its first operation.
"""

from django.db import migrations


class AddIndexBeside(migrations.AddIndex):
    """Make an index."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Make the index."""
        make_index(schema_editor, to_state.apps.get_model(app_label, self.model_name), self.index)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the index."""
        drop_index(schema_editor, self.index.name)


class RemoveIndexBeside(migrations.RemoveIndex):
    """Drop an index."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the index."""
        drop_index(schema_editor, self.name)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Make the index again."""
        index = to_state.models[app_label, self.model_name_lower].get_index_by_name(self.name)
        make_index(schema_editor, to_state.apps.get_model(app_label, self.model_name), index)


def add_index_beside(name, definition):
    """Return the operation that makes an index which no model names, and drops it again."""

    def make(_apps, schema_editor):
        drop_index(schema_editor, name)
        schema_editor.execute(f"CREATE INDEX {beside(schema_editor)} {name} ON {definition}", params=None)

    def drop(_apps, schema_editor):
        drop_index(schema_editor, name)

    return migrations.RunPython(make, drop)


def make_index(schema_editor, model, index):
    """Make an index in the place of one of its name that was not finished."""
    drop_index(schema_editor, index.name)
    schema_editor.add_index(model, index, **({"concurrently": True} if beside(schema_editor) else {}))


def drop_index(schema_editor, name):
    """Drop an index, if it is there."""
    schema_editor.execute(f"DROP INDEX {beside(schema_editor)} IF EXISTS {schema_editor.quote_name(name)}", params=None)


def beside(schema_editor):
    """Return the word by which PostgreSQL locks nobody out; empty elsewhere."""
    return "CONCURRENTLY" if schema_editor.connection.vendor == "postgresql" else ""
