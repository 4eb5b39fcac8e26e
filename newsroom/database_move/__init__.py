"""Moving a newsroom from SQLite to PostgreSQL: every row copied, compared, and the chains checked where they came.

`move_newsroom` is for its command. `target` is the database that it moves to, `rows` copies and compares a table.
"""

from newsroom.database_move.move import move_newsroom

__all__ = ["move_newsroom"]
