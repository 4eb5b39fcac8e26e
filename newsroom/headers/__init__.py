"""Headers: the security headers, the text size and its cookie, and the pages that devices ask for.

Settings, the addresses of the site and the project's own modules call here.
"""
