"""Put on the path of a server under test: writes down every connection that it wants to make to another machine."""

from __future__ import annotations

import os
import sys
from typing import Any

_FILE = os.environ.get("DYADS_WATCHED")


def _outside(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    return isinstance(host, str) and host not in {"127.0.0.1", "::1", "localhost", "", "0.0.0.0"}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple) and _outside(arguments[1]):
        _write(event, arguments[1])
    elif event == "socket.getaddrinfo" and _outside(arguments[0]):
        _write(event, arguments[0])


def _write(event: str, what: Any) -> None:
    assert _FILE is not None
    with open(_FILE, "a", encoding="utf-8") as file:
        file.write(f"{event} {what}\n")


if _FILE:
    sys.addaudithook(_watch)
