"""The guard of filings of which phrases may be taken down, each into a marked gap. Nothing here ever changes.

Such an update has a record that is written before it, and changes a text into one with a gap, or a shorter one.
"""

from stories.migrations import _filing_guard as base
from stories.migrations import _filing_guard_0010 as before

GAP = "█████"
MEANS = {"sqlite": ("IS", "CAST({} AS TEXT)"), "postgresql": ("IS NOT DISTINCT FROM", "{}::text")}


def is_gapped(vendor):
    """Return the SQL condition that an update puts gaps into the words of a filing, as a new record of it says."""
    same, text = MEANS[vendor]
    unchanged = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in before.GUARDED_0010)
    columns = (*base.EMPTIED, "body", "pictures", "metadata")
    gapped = " AND ".join(is_cut(column, same, text) for column in columns)
    record = (
        "EXISTS (SELECT 1 FROM stories_phrasetakedown WHERE filing_id = NEW.id AND number = NEW.gaps) "
        "AND NEW.gaps = COALESCE(OLD.gaps, 0) + 1"
    )
    still_there = "OLD.taken_down_at IS NULL AND NEW.taken_down_at IS NULL"
    return f"{still_there} AND NEW.salt IS NULL AND {record} AND {unchanged} AND {gapped}"


def is_cut(column, same, text):
    """Return the SQL condition that a text is as it was, has a gap, or is shorter: a link went with its address."""
    new, old = (text.format(f'{row}."{column}"') for row in ("NEW", "OLD"))
    return f"({new} {same} {old} OR {new} LIKE '%{GAP}%' OR length({new}) < length({old}))"


def is_unsalted(vendor):
    """Return the SQL condition that an update leaves the salt, and how often phrases went."""
    same = MEANS[vendor][0]
    return f"NEW.salt {same} OLD.salt AND NEW.gaps {same} OLD.gaps"


def sqlite():
    """Return the statements that put the triggers up on SQLite."""
    moved = before.is_unchanged("IS")
    changes = {
        f"NOT ({moved})": f"NOT ({moved} AND {is_unsalted('sqlite')})",
        "WHEN NOT (": f"WHEN NOT ({is_gapped('sqlite')}) AND NOT (",
    }
    return [replace_once(statement, changes) for statement in before.sqlite()]


def postgresql():
    """Return the statements that put the triggers up on PostgreSQL."""
    moved = before.is_unchanged("IS NOT DISTINCT FROM")
    changes = {
        f"({moved})": f"({moved} AND {is_unsalted('postgresql')})",
        "IF (": f"IF ({is_gapped('postgresql')}) OR (",
    }
    return [replace_once(statement, changes) for statement in before.postgresql()]


def replace_once(statement, changes):
    """Return a statement with each of some texts, the first time that it stands there, in other words."""
    for old, new in changes.items():
        statement = statement.replace(old, new, 1)
    return statement


def put_up(_apps, schema_editor):
    """Put the triggers up in place of those of migration 0010."""
    base.lift_guard(_apps, schema_editor)
    base.run(schema_editor, {"sqlite": sqlite(), "postgresql": postgresql()})


def put_up_those_before(apps, schema_editor):
    """Put the triggers of migration 0010 up in place of these."""
    base.lift_guard(apps, schema_editor)
    before.put_up(apps, schema_editor)
