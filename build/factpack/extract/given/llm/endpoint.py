"""One request to an OpenAI-compatible server: bounded in time and size, and never redirected."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from factpack.extract.given.llm.pace import Clock

MAX_RESPONSE = 1024 * 1024
"""Bytes of a response: `MAX_TOKENS` in `client` take a tenth of it."""

_CHUNK = 64 * 1024


class TransportError(Exception):
    """No whole response came; the message says why, as half a sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: its body is None where it is larger than `MAX_RESPONSE`."""

    status: int
    retry_after: str | None
    body: bytes | None


def post(url: str, body: Mapping[str, Any], key: str | None, timeout: float, clock: Clock) -> Reply:
    """Send a request and read its response.

    Proxies, cookies, redirects and the netrc file play no part: the key goes to this server alone.

    Args:
        url: http or https.
        body: sent as JSON.
        key: sent as bearer token.
        timeout: seconds, for connecting, for each wait, and for the response as a whole.
        clock: tells how long it has taken.

    Raises:
        TransportError: no connection, or none that lasted.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    deadline = clock.now() + timeout
    try:
        connection.request("POST", parts.path, json.dumps(body).encode(), headers)
        response = connection.getresponse()
        return Reply(
            response.status,
            response.headers.get("Retry-After"),
            _read(response, deadline, clock),
        )
    except TimeoutError:
        raise TransportError(f"no answer came within {timeout:g} seconds") from None
    except http.client.HTTPException as error:
        raise TransportError(f"the answer broke off ({type(error).__name__})") from None
    except OSError as error:
        raise TransportError(error.strerror or str(error) or type(error).__name__) from None
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, deadline: float, clock: Clock) -> bytes | None:
    chunks: list[bytes] = []
    size, announced = 0, response.length
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_RESPONSE:
            return None
        if clock.now() > deadline:
            raise TimeoutError
    # read1 ends quietly where the server hangs up too early.
    if announced is not None and size < announced:
        raise http.client.IncompleteRead(b"", announced - size)
    return b"".join(chunks)
