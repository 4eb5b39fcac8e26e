"""Display: how both fronts print dates, languages, pictures and comparisons, and which headers a page is kept by.

`public`, `admin`, `ticker` and the template tags call here, by module; nothing here writes.
"""
