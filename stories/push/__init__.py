"""Push: sources send copy themselves, to an address of their own and with a token of their own.

The address is for programs: no session, no cookie, no page. Addresses of the site and the newsroom's pages of sources
call here; the copy goes on to `intake`.
"""

from stories.push.tokens import make_token, push_path, revoke_token
from stories.push.views import receive

__all__ = ["make_token", "push_path", "receive", "revoke_token"]
