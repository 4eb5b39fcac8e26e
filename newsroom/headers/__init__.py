"""Headers: the security headers, the text size and its cookie, and the pages that devices ask for.

Only the project's own modules and settings call here.
"""
