"""Web archives of records that we wrote."""

from __future__ import annotations

import base64
import gzip
import hashlib

import pyarrow as pa


def record(
    kind: str,
    body: bytes,
    url: str = "https://post.example/a",
    media_type: str = "text/plain",
    *,
    digest: bool = False,
    date: str = "2021-03-09T10:00:00Z",
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
    ]
    if digest:
        sha1 = base64.b32encode(hashlib.sha1(body).digest()).decode()
        lines.append(f"WARC-Block-Digest: sha1:{sha1}")
    return "\r\n".join([*lines, "", ""]).encode() + body + b"\r\n\r\n"


def response(
    body: bytes,
    url: str = "https://post.example/a",
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    *,
    packed: bool = False,
    digest: bool = False,
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n"
    if packed:
        body = gzip.compress(body, mtime=0)
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        head += "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    http = "application/http; msgtype=response"
    return record("response", f"{head}\r\n".encode() + body, url, http, digest=digest)


def packed(records: list[bytes], packing: str) -> bytes:
    if packing == "gzip":
        return b"".join(gzip.compress(r, mtime=0) for r in records)
    if packing == "zstd":
        return b"".join(pa.Codec("zstd").compress(r, asbytes=True) for r in records)
    return b"".join(records)
