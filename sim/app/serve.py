"""The server behind the page: this machine only unless asked otherwise, and nothing fetched from anywhere."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import warnings
import webbrowser
from collections.abc import Callable

LOOPBACK = ("127.0.0.1", "::1", "localhost")
OFFLINE = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # nobody: the front end lies in solara-assets
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "Dyads",
    "SOLARA_MODE": "production",
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",  # a laptop that sleeps between two lessons finds its worlds again
    "SOLARA_APP": "sim.app.page:Page",
}
"""Settings of Solara; they must be there before it is imported."""


def missing() -> str:
    """Return the name of the first package that the page needs and that is not installed, or nothing."""
    from importlib.util import find_spec

    for name in ("solara", "ipyvuetify", "ipyvue"):
        if find_spec(name) is None:
            return name
    try:
        import solara_assets  # noqa: F401  # its folder is not the package that is found
    except ImportError:
        return "solara-assets"
    return ""


def free_port(host: str, wanted: int) -> int:
    """Return the port that is wanted, or the next free one; OSError where none of twenty is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, wanted + 20):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"ports {wanted} to {wanted + 19} are all in use")


def serve(host: str, port: int, *, open_browser: bool, ready: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C.

    Parameters
    ----------
    host, port
        Where to listen.
    open_browser : bool
        Whether to show the page.
    ready : callable
        Called with the address once the page can be opened.
    """
    os.environ.update(OFFLINE)
    warnings.filterwarnings(
        "ignore", message="Cookies with samesite=none"
    )  # over http on a loopback address, and right
    import uvicorn
    from solara.server import settings

    settings.telemetry.mixpanel_enable = False
    from solara.server.starlette import app

    from sim.app.readiness import READINESS

    READINESS.wait(0.0)
    server = uvicorn.Server(
        uvicorn.Config(app, host=host, port=port, log_level="error", access_log=False, ws_max_size=2**24)
    )
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def announce() -> None:
        while not server.started:
            if server.should_exit:
                return
            threading.Event().wait(0.05)
        ready(address)
        if open_browser:
            webbrowser.open(address)

    threading.Thread(target=announce, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):  # the usual way to stop a server
        server.run()
