"""Limits that a process sets itself before it opens a file of strangers."""

import resource


def limit_process(megabytes: int, seconds: int) -> None:
    """Limit the address space and the processor time of this process."""
    space = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
