"""Which user of this machine is at the other end of a connection over loopback."""

from __future__ import annotations

import os
from pathlib import Path

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LOCAL, _REMOTE, _USER = 1, 2, 7
"""Columns of /proc/net/tcp (proc_pid_net(5)): both ends as HEXADDRESS:HEXPORT, and the number of the user whose socket it is."""
ROOT = 0


def is_this_user(client_port: int, server_port: int) -> bool:
    """Whether the socket at the client's end belongs to this user, or to root, who can read everything anyway.

    True also if the system does not tell, as macOS does not: what is asked for then rests on the ticket alone.
    """
    owner = owner_of(client_port, server_port)
    return owner is None or owner in (ROOT, os.geteuid())


def owner_of(client_port: int, server_port: int) -> int | None:
    """The user whose socket joins the client's port to the server's; None if the system does not tell."""
    ends = (f"{client_port:04X}", f"{server_port:04X}")
    for table in _TABLES:
        try:
            rows = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            columns = row.split()
            if (columns[_LOCAL].rpartition(":")[2], columns[_REMOTE].rpartition(":")[2]) == ends:
                return int(columns[_USER])
    return None
