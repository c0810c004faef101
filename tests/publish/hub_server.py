"""A loopback server that speaks the protocol of the Hub as far as publishing and loading ask."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

FIRST = "0" * 39 + "1"


@dataclass
class Repository:
    """Commits (files by path) and refs of one dataset repository; a pull request counts as one."""

    commits: dict[str, dict[str, bytes]] = field(default_factory=lambda: {FIRST: {}})
    refs: dict[str, str] = field(default_factory=lambda: {"main": FIRST})
    tags: dict[str, str] = field(default_factory=dict)

    def revision(self, name: str) -> str | None:
        known = {**self.refs, **self.tags}.get(name)
        return known or (name if name in self.commits else None)


@dataclass
class Hub:
    """What the server holds and was asked.

    Attributes:
        broken: paths whose request the server drops, by pattern, with how often.
        lost: the same of requests that it does, and whose answer is dropped.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    broken: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    address: str = ""


@contextmanager
def hub_server() -> Iterator[Hub]:
    """A Hub on a port of this machine."""
    hub = Hub()

    class Handler(_Handler):
        state = hub

    server = _Server(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64
    """The client sends many files at once."""


def oid(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for its headers
    state: Hub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, status: int, data: Any = None, code: str | None = None) -> None:
        if self._is_dropped(self.state.lost):
            return
        body = data if isinstance(data, bytes) else json.dumps(data or {}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if code:
            self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_dropped(self, patterns: dict[str, int]) -> bool:
        path = unquote(urlsplit(self.path).path)
        for pattern, times in patterns.items():
            if times and re.search(pattern, f"{self.command} {path}"):
                patterns[pattern] -= 1
                self.close_connection = True
                self.connection.close()
                return True
        return False

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET

    def _answer(self) -> None:
        hub = self.state
        path = unquote(urlsplit(self.path).path)
        body = self._body()
        hub.asked.append((self.command, self.path))
        hub.headers.append(self.headers.get("Authorization") or "")
        if self._is_dropped(hub.broken):
            return
        if path == "/api/repos/create":
            said = json.loads(body)
            name = f"{said.get('organization') or 'me'}/{said['name']}"
            status = 409 if name in hub.repositories else 200
            hub.repositories.setdefault(name, Repository())
            self._send(status, {"url": f"{hub.address}/datasets/{name}", "name": name, "id": "1"})
        elif path == "/api/validate-yaml":
            self._send(200, {"errors": [], "warnings": []})
        elif match := re.fullmatch(r"/api/datasets/([^/]+/[^/]+)(?:/(.*))?", path):
            self._dataset(match[1], match[2] or "", body)
        elif match := re.fullmatch(r"/datasets/([^/]+/[^/]+)\.git/info/lfs/objects/batch", path):
            self._send(
                200,
                {
                    "transfer": "basic",
                    "objects": list(map(self._upload, json.loads(body)["objects"])),
                },
            )
        elif path.startswith("/lfs/"):
            assert hashlib.sha256(body).hexdigest() == path[5:]
            hub.blobs[path[5:]] = body
            self._send(200)
        elif path.startswith("/verify/"):
            self._send(200)
        elif match := re.fullmatch(r"/datasets/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._resolve(*match.groups())
        else:
            self._send(404, {"error": f"not spoken here: {path}"})

    def _upload(self, asked: dict[str, Any]) -> dict[str, Any]:
        hub, entry = self.state, {"oid": asked["oid"], "size": asked["size"]}
        if asked["oid"] in hub.blobs:
            return entry
        actions = {
            "upload": {"href": f"{hub.address}/lfs/{asked['oid']}"},
            "verify": {"href": f"{hub.address}/verify/{asked['oid']}"},
        }
        return {**entry, "authenticated": True, "actions": actions}

    def _dataset(self, name: str, rest: str, body: bytes) -> None:
        repository = self.state.repositories.get(name)
        if repository is None:
            self._send(404, {"error": "Repository not found"}, "RepoNotFound")
            return
        verb, _, argument = rest.partition("/")
        if verb in ("", "revision", "tree"):
            commit = repository.revision(argument.partition("/")[0] or "main")
            if commit is None:
                self._send(404, {"error": "Revision"}, "RevisionNotFound")
                return
            files = repository.commits[commit]
            if verb == "tree":
                below = argument.partition("/")[2]
                recursive = "recursive=true" in self.path.lower()
                listed = list(_listed(files, f"{below}/" if below else "", recursive))
                known = listed or not below
                self._send(200 if known else 404, listed, None if known else "EntryNotFound")
                return
            siblings = [{"rfilename": path} for path in files]
            self._send(
                200,
                {
                    "_id": "1",
                    "id": name,
                    "sha": commit,
                    "siblings": siblings,
                    "tags": [],
                    "private": False,
                    "disabled": False,
                },
            )
        elif verb == "paths-info":
            files = repository.commits[repository.revision(argument) or FIRST]
            given = json.loads(body) if body.startswith(b"{") else parse_qs(body.decode())
            folders = {f for path in files for f in _folders(path)}
            there = [_entry(p, files[p]) for p in given["paths"] if p in files]
            self._send(200, [*there, *(_folder(p) for p in given["paths"] if p in folders)])
        elif verb == "refs":
            kinds = {"branches": repository.refs, "tags": repository.tags}
            told = {
                kind: [
                    {"name": n, "ref": f"refs/{kind}/{n}", "targetCommit": c}
                    for n, c in refs.items()
                ]
                for kind, refs in kinds.items()
            }
            self._send(200, {**told, "converts": []})
        elif verb == "preupload":
            asked = [f["path"] for f in json.loads(body)["files"]]
            modes = {p: "lfs" if p.endswith(".parquet") else "regular" for p in asked}
            listed = [
                {"path": p, "uploadMode": mode, "shouldIgnore": False, "oid": None}
                for p, mode in modes.items()
            ]
            self._send(200, {"files": listed})
        elif verb == "commit":
            self._commit(name, repository, argument, body)
        elif verb == "tag":
            repository.tags[json.loads(body)["tag"]] = repository.revision(argument) or FIRST
            self._send(200)
        else:
            self._send(404, {"error": f"not spoken here: {verb}"})

    def _commit(self, name: str, repository: Repository, branch: str, body: bytes) -> None:
        proposed = "create_pr=1" in self.path
        files = dict(repository.commits[repository.refs[branch]])
        for line in map(json.loads, body.splitlines()):
            kind, value = line["key"], line["value"]
            if kind == "header" and value.get("parentCommit") not in (
                None,
                repository.refs[branch],
            ):
                self._send(412, {"error": "another commit came first"})
                return
            if kind == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif kind == "lfsFile":
                files[value["path"]] = self.state.blobs[value["oid"]]
            elif kind == "deletedFile":
                files.pop(value["path"], None)
        commit = oid(repr(sorted(files)).encode() + str(len(repository.commits)).encode())
        repository.commits[commit] = files
        repository.refs["refs/pr/1" if proposed else branch] = commit
        page = f"{self.state.address}/datasets/{name}"
        told = {"success": True, "commitOid": commit, "commitUrl": f"{page}/commit/{commit}"}
        self._send(200, told | ({"pullRequestUrl": f"{page}/discussions/1"} if proposed else {}))

    def _resolve(self, name: str, revision: str, path: str) -> None:
        repository = self.state.repositories.get(name)
        commit = repository.revision(revision) if repository else None
        data = repository.commits[commit].get(path) if repository and commit else None
        if data is None:
            self._send(404, {}, "EntryNotFound" if commit else "RevisionNotFound")
            return
        if self._is_dropped(self.state.lost):
            return
        part = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        size = len(data)
        if part and self.command == "GET":
            data = data[int(part[1]) : int(part[2] or size) + 1]
        self.send_response(206 if part and self.command == "GET" else 200)
        if part:
            self.send_header(
                "Content-Range", f"bytes {part[1]}-{int(part[1]) + len(data) - 1}/{size}"
            )
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{oid(data)}"')
        self.send_header("X-Repo-Commit", str(commit))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _folders(path: str) -> list[str]:
    """The folders that a path lies in, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _folder(path: str) -> dict[str, Any]:
    return {"type": "directory", "oid": "0" * 40, "size": 0, "path": path}


def _listed(files: dict[str, bytes], below: str, recursive: bool) -> Iterator[dict[str, Any]]:
    """Files and folders in a folder, or in all folders below it."""
    told: set[str] = set()
    for path, data in sorted(files.items()):
        if not path.startswith(below):
            continue
        depth = below.count("/")
        for folder in _folders(path)[depth : None if recursive else depth + 1]:
            if folder not in told:
                told.add(folder)
                yield _folder(folder)
        if recursive or "/" not in path.removeprefix(below):
            yield _entry(path, data)


def _entry(path: str, data: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "file", "oid": oid(data), "size": len(data), "path": path}
    if path.endswith(".parquet"):
        sha256 = hashlib.sha256(data).hexdigest()
        entry["lfs"] = {"oid": sha256, "size": len(data), "pointerSize": 130}
    return entry
