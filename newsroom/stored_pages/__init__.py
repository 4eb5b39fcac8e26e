"""Public pages stored as they were printed, and answered ahead of Django. `newsroom.wsgi` alone calls here.

`shell` is the application: `addresses` says which requests it may answer, `memory` and `database` keep the pages,
`printing` has Django print them, `codings` press them. How they fit is told in docs/developing/architecture.md.
"""
