"""Accounts: the second factor, logging in again without losing a form, and the address of the client.

Only the project's own modules and settings call here; `stories` and `ticker` never do.
"""
