"""The crash target: a newsroom of real processes, killed at random moments while people work in it.

`python -m tests.crash --rounds 200` prints its seed and a table. A round ends with an audit: every act that was
acknowledged is there exactly once, numbers are dense, chains and log verify, the database is sound, and no file is
without a row or a row without a file.
"""
