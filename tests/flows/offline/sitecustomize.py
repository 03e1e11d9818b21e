"""On PYTHONPATH of every process that a test of a whole film starts: nothing leaves this machine."""

import socket

_connect = socket.socket.connect


def _on_loopback(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(
        ("127.", "::1", "localhost")
    ):
        raise PermissionError(f"A film tried to reach {address!r}; only loopback is allowed.")
    return _connect(self, address)


socket.socket.connect = _on_loopback
