"""Display: dates, times, languages, pictures, comparisons and cache headers, as both fronts print them.

`public`, `admin`, `ticker` and the template tags call here, by module; nothing here writes.
"""
