"""Settings of gunicorn for an application beside the newsroom: its processes, threads and times, and none of its hooks.

The hooks look at the newsroom's database, which another application has not.
"""

from pathlib import Path
from runpy import run_path

SHARED = (
    *("bind", "workers", "worker_class", "threads", "worker_connections", "sendfile", "keepalive", "max_requests"),
    *("max_requests_jitter", "graceful_timeout", "backlog", "worker_tmp_dir", "control_socket_disable", "accesslog"),
)

newsroom = run_path(str(Path(__file__).resolve().parents[2] / "deploy" / "gunicorn.py"))
globals().update({name: newsroom[name] for name in SHARED})
