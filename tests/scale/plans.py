"""What the queries of a page read, by the database's own account."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from django.db import connection, transaction

from tests.scale.growing import GROWING, OF_ONE, ROWS, STEPS, STEPS_A_ROW, TIMES_SHOWN

STEP = 100  # of SQLite's machine, that are counted at once
TIMES_AS_LARGE = 200
# The planner takes the rows of a page from here, and the pages from the file.
AS_LARGE_TABLES = """UPDATE pg_class SET reltuples = reltuples * %s WHERE oid IN (
    SELECT oid FROM pg_class WHERE relname = ANY(%s)
    UNION SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relname = ANY(%s)))"""
BOUNDED_COUNT = "SELECT COUNT(*) FROM (SELECT"  # of the first rows of a list, for "More than 1,000 stories"
COUNTED = 1_001  # rows
MONTHS_COUNTED = "WITH spans"  # of a year of the archive, each up to as many
BOUNDED_COUNTS = re.compile(r" LIMIT (\d+)\) AS listed\)")  # of the desk's tabs, all in one statement
SORTED_LISTS = re.compile(r" LIMIT (\d+)\) (?:ORDER BY|LIMIT) ")  # the newest of a list, in another order
READS = ("SELECT", "WITH", "UPDATE", "DELETE", "(")


@dataclass
class Reading:
    """What one query read: `read` is rows by table on PostgreSQL, steps on SQLite. No `faults` where it is little."""

    sql: str
    plan: list[str]
    shown: int
    read: dict[str, int]
    faults: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{'; '.join(self.faults)}\n  {self.sql[:600]}\n  " + "\n  ".join(self.plan)


class Recorder:
    """An execute wrapper that keeps the statements which read rows, each once."""

    def __init__(self):
        self.statements = {}

    def __call__(self, execute, sql, params, many, context):
        if not many and str(sql).lstrip().upper().startswith(READS):
            self.statements.setdefault((str(sql), repr(params)), params)
        return execute(sql, params, many, context)


def take_readings(ask):
    """Do something, and return the readings of its queries and what it returned."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        answer = ask()
    return [take_reading(sql, params) for (sql, _), params in recorder.statements.items()], answer


def take_reading(sql, params):
    """Run a statement again, undo what it wrote, and return what it read."""
    with transaction.atomic(), connection.cursor() as cursor:
        reading = {"postgresql": read_rows, "sqlite": read_steps}[connection.vendor](cursor, sql, params)
        transaction.set_rollback(True)
    return reading


def read_steps(cursor, sql, params):
    """Count the steps that SQLite's machine takes for a statement."""
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    plan = [row[3] for row in cursor.fetchall()]
    steps = Counter()
    connection.connection.set_progress_handler(lambda: steps.update(steps=STEP), STEP)
    cursor.execute(sql, params)
    shown = len(cursor.fetchall()) if cursor.description else 0
    connection.connection.set_progress_handler(None, 0)
    reading = Reading(sql, plan, shown, dict(steps))
    if steps["steps"] > STEPS + STEPS_A_ROW * shown:
        reading.faults.append(f"{steps['steps']} steps for {shown} rows")
    return reading


def read_rows(cursor, sql, params):
    """Count the rows that PostgreSQL reads of each growing table for a statement.

    It reads all of a table that is small yet, and joins all of two, rather than go by an index. So what reads too much
    is tried again as if the tables that grow were so many times as large.
    """
    reading = explain(cursor, sql, params)
    if reading.faults:
        cursor.execute(AS_LARGE_TABLES, [TIMES_AS_LARGE, list(GROWING), list(GROWING)])
        reading = explain(cursor, sql, params)
    return reading


def explain(cursor, sql, params):
    """Run a statement and return what PostgreSQL says of it."""
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, COSTS OFF) {sql}", params)
    found = cursor.fetchone()[0]
    root = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    nodes = list(nodes_of(root))
    read = Counter()
    for node in nodes:
        read[table_of(node)] += rows_of(node)
    reading = Reading(sql, [describe(node) for node in nodes], round(root["Actual Rows"]), dict(read))
    limit = ROWS + (COUNTED if sql.startswith((BOUNDED_COUNT, MONTHS_COUNTED)) else 0)
    limit += sum(int(rows) for rows in BOUNDED_COUNTS.findall(sql))
    limit += sum(2 * int(rows) for rows in SORTED_LISTS.findall(sql))
    reading.faults += [
        f"{rows} rows of {table} for {reading.shown} shown"
        for table, rows in read.items()
        if table and rows > limit + TIMES_SHOWN * OF_ONE.get(table, 1) * reading.shown
    ]
    return reading


def nodes_of(node):
    """Yield a node of a plan and all below it."""
    yield node
    for child in node.get("Plans", ()):
        yield from nodes_of(child)


def table_of(node):
    """Return the growing table, or the index read as a whole map, that a node reads; None for any other."""
    name = node.get("Relation Name")
    return name if name in GROWING else node["Index Name"] if node["Node Type"] == "Bitmap Index Scan" else None


def rows_of(node):
    """Return how many rows a node read, those that it passed over among them."""
    removed = sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
    return round((node["Actual Rows"] + removed) * node["Actual Loops"])


def describe(node):
    """Return a node in a line."""
    return f"{node['Node Type']} {node.get('Relation Name', '')} {node.get('Index Name', '')} {rows_of(node)}"
