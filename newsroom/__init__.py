"""The Django project: settings, addresses, middleware, the admin site, people, log-in, checks, errors and health.

Stands on `ticker` and `stories`; Django and the server alone call here. `accounts` holds log-in and the second factor,
`headers` the policies and the text size.

SQLite is taken from pysqlite3, before anything loads Django's backend. SQLite 3.7.0 to 3.51.2 can corrupt a WAL
database that two processes write and checkpoint, as the web server and the worker do; pysqlite3 carries a mended one.
`newsroom.checks` warns where it is missing.
"""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # no wheel for this platform: the system check tells the operator
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
