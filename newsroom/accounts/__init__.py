"""Accounts: the second factor, logging in again before grave acts, and the address a request came from.

Only the project's own modules and settings call here; `stories` and `ticker` never do.
"""
