"""Addresses of servers, wherever somebody gives one."""

from __future__ import annotations

from urllib.parse import urlsplit


def server_problem(base_url: str) -> str:
    """Why an address is none that can be asked, as half a sentence; empty where it can.

    >>> server_problem("https://models.example/v1")
    ''
    >>> server_problem("file:///etc/hosts")
    'is no address of a server'
    """
    try:
        parts = urlsplit(base_url)
        host = parts.hostname and (parts.port or parts.hostname)
    except ValueError:
        host = None
    if not host or not base_url.isascii() or parts.scheme not in ("http", "https"):
        return "is no address of a server"
    if "@" in parts.netloc:
        # Not shown: it may be a password.
        return "holds a user name or a password: use api_key_env"
    if parts.query or parts.fragment:
        return "ends in ? or #: write the address of the server alone"
    return ""
