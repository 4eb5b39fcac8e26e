"""Asks the web server of this container whether it is ready; ends with 1 where it is not. For HEALTHCHECK alone."""

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom.operator_settings.configuration import read_environment


def main() -> int:
    """Ask for /readyz in the site's name."""
    values = read_environment(os.environ).values
    site = urlsplit(values["SITE_URL"])
    headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
    request = urllib.request.Request(f"http://127.0.0.1:{values['PORT']}/readyz", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 our own
            return int(answer.status != 200)
    except (OSError, urllib.error.HTTPError) as error:
        print(error, file=sys.stderr)  # noqa: T201 what the container's engine keeps of it
        return 1


if __name__ == "__main__":
    sys.exit(main())
