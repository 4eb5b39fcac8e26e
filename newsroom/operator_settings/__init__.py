"""What an operator may set: the table of all settings, how they are read, and what is said of wrong ones.

Knows no Django: `manage.py`, the web server and the worker look here first (`start`). `table` has the settings, `kinds`
and `server_addresses` read their values, `names` finds slips in names, `names_elsewhere` those of other programs,
`configuration` reads a whole environment, `folders` and `servers` look whether what is named is there, `page` prints
docs/settings.md.
"""
