"""Which user of this machine is at the other end of a loopback connection."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TypeAlias

_TABLE = Path("/proc/net/tcp")
_LOCAL, _REMOTE, _STATE, _USER = 1, 2, 3, 7
"""Columns of /proc/net/tcp (proc_pid_net(5)): both ends as HEXADDRESS:HEXPORT, the state, and the number of
the user whose socket it is.
"""
_ESTABLISHED = "01"
"""Rows of other states, such as closed connections, show root and not the user who made them."""
ROOT = 0
End: TypeAlias = tuple[str, int]
"""An IPv4 address and a port."""


def is_this_user(client: End, server: End) -> bool:
    """Whether the client's socket belongs to this user, or to root, who can read everything anyway.

    Also true on a system without such a table, such as macOS: there, only the ticket protects the page.
    False if the table does not list the connection exactly once.
    """
    if not _TABLE.exists():
        return True
    return _is_trusted(owners_of(client, server))


def _is_trusted(owners: list[int]) -> bool:
    return len(owners) == 1 and owners[0] in (ROOT, os.geteuid())


def owners_of(client: End, server: End) -> list[int]:
    """The users of all established sockets from the client's address and port to the server's."""
    ends = [_shown(client), _shown(server)]
    rows = [row.split() for row in _TABLE.read_text(encoding="ascii").splitlines()[1:]]
    return [
        int(row[_USER]) for row in rows if row[_LOCAL : _REMOTE + 1] == ends and row[_STATE] == _ESTABLISHED
    ]


def _shown(end: End) -> str:
    """An end as the table shows it: the address as a number in the machine's byte order.

    >>> _shown(("127.0.0.1", 80)) in ("0100007F:0050", "7F000001:0050")
    True
    """
    address, port = end
    return f"{int.from_bytes(socket.inet_aton(address), sys.byteorder):08X}:{port:04X}"
