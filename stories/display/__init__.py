"""Display: dates, times, languages, pictures, comparisons and cache headers, as both fronts print them.

Both fronts, the template tags, `desk` and `worker` (for the words of records and mail), `ticker` and `newsroom` call
here, by the names of the modules. Nothing here writes a story or a filing.
"""
