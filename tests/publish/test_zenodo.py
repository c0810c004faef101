"""Publishing on Zenodo: drafts, reserved DOIs and records of a server on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from tests.publish.conftest import DOI

from factpack.errors import FactpackError
from factpack.publish.plan import Plan
from factpack.publish.zenodo import publish_zenodo, reserve_doi

TOKEN = "secretOfThePublisher"


@dataclass
class Service:
    """What the server holds.

    Attributes:
        faults: answers to give before the right one, by pattern of method and path.
        dropped: how often a request is dropped, by such a pattern.
        lost: how often one is done and its answer is dropped.
    """

    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, list[int]] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def draft(self, metadata: Any) -> dict[str, Any]:
        number = str(len(self.drafts) + 1)
        told = {"id": number, "metadata": metadata, "pids": {}, "files": {}}
        self.drafts[number] = told
        return told


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else each answer waits 40 ms for an acknowledgement of its headers.
    disable_nagle_algorithm = True
    state: Service

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _is_dropped(self, patterns: dict[str, int]) -> bool:
        for pattern, times in patterns.items():
            if times and re.search(pattern, f"{self.command} {self.path}"):
                patterns[pattern] -= 1
                self.close_connection = True
                self.connection.close()
                return True
        return False

    def _send(self, status: int, data: Any = None) -> None:
        if self._is_dropped(self.state.lost):
            return
        told = {k: v for k, v in (data or {}).items() if k != "files"}
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        state, line = self.state, f"{self.command} {self.path}"
        state.asked.append(line)
        if self._is_dropped(state.dropped):
            return
        for pattern, answers in state.faults.items():
            if answers and re.search(pattern, line):
                self._send(answers.pop(0), {"message": "one moment"})
                return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(403, {"message": self.headers.get("Authorization")})
            return
        match = re.fullmatch(r"/api/records(?:/(\w+))?(?:/(draft|versions)(?:/(.*))?)?", self.path)
        assert match is not None
        number, part, rest = match.groups()
        if number is None:
            self._send(201, state.draft(json.loads(body)["metadata"]))
        elif part is None:
            self._send(200 if number in state.records else 404, {"is_published": True})
        elif part == "versions":
            self._send(201, state.draft({"of": number}))
        else:
            self._of_draft(state.drafts[number], rest or "", body)

    do_POST = do_PUT = do_DELETE = do_GET

    def _of_draft(self, draft: dict[str, Any], rest: str, body: bytes) -> None:
        files: dict[str, Any] = draft["files"]
        if rest == "pids/doi":
            draft["pids"] = {"doi": {"identifier": f"10.5072/zenodo.{draft['id']}"}}
            self._send(201, draft)
        elif rest == "":
            if self.command == "PUT":
                draft["metadata"] = json.loads(body)["metadata"]
            self._send(200, draft)
        elif rest == "files":
            entries = json.loads(body) if self.command == "POST" else ()
            if any(entry["key"] in files for entry in entries):
                self._send(400, {"message": "a file with that key exists"})
                return
            for entry in entries:
                files[entry["key"]] = {"key": entry["key"], "status": "pending", "data": b""}
            told = [
                {"key": f["key"], "status": f["status"], "size": len(f["data"])}
                for f in files.values()
            ]
            self._send(200, {"entries": told})
        elif rest == "actions/publish":
            if draft["id"] in self.state.records:
                self._send(404, {"message": "no draft"})
                return
            assert all(f["status"] == "completed" for f in files.values())
            self.state.records[draft["id"]] = draft
            self._send(202, draft)
        else:
            _, key, *what = rest.split("/")
            if self.command == "DELETE":
                del files[key]
            elif what == ["content"]:
                files[key]["data"] = body
            else:
                files[key]["status"] = "completed"
            self._send(200)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    state = Service()

    class Handler(_Handler):
        pass

    Handler.state = state
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def publish(plan: Plan, service: Service, draft: str = "1", confirm: bool = True) -> Any:
    return publish_zenodo(plan, draft, confirm=confirm, endpoint=service.address)


def test_a_doi_is_reserved_stands_in_the_release_and_is_published(
    plan: Plan, service: Service
) -> None:
    assert reserve_doi(plan, endpoint=service.address) == ("1", DOI)
    waiting = publish(plan, service, confirm=False)
    assert "--confirm" in waiting.note and service.records == {}
    asked = len([line for line in service.asked if line.startswith("PUT") and "content" in line])
    assert publish(plan, service).address == f"{service.address}/records/1"
    # What the draft has is not sent again.
    sent = [line for line in service.asked if line.startswith("PUT") and "content" in line]
    assert len(sent) == asked == len(plan.files)
    record = service.records["1"]
    assert record["metadata"]["version"] == "1.0.0"
    contents = sorted(f["data"] for f in record["files"].values())
    assert contents == sorted((plan.release / name).read_bytes() for name in plan.files)
    assert {"facts.csv", "facts-00000-of-00001.parquet", "SHA256SUMS"} <= set(record["files"])
    assert publish(plan, service).unchanged


def test_a_release_with_another_doi_is_refused(plan: Plan, service: Service) -> None:
    for _ in range(2):
        reserve_doi(plan, endpoint=service.address)
    with pytest.raises(FactpackError, match=r"doi: 10\.5072/zenodo\.2"):
        publish(plan, service, "2")


def test_the_next_version_is_a_draft_of_the_record(plan: Plan, service: Service) -> None:
    reserve_doi(plan, endpoint=service.address)
    number, _ = reserve_doi(plan, follows="1", endpoint=service.address)
    assert number == "2" and "POST /api/records/1/versions" in service.asked


@pytest.mark.parametrize("step", ["POST .*/draft/files$", "PUT .*/content", "POST .*/publish"])
def test_it_survives_faults_that_pass(plan: Plan, service: Service, step: str) -> None:
    reserve_doi(plan, endpoint=service.address)
    service.faults[step] = [500, 502, 503]
    publish(plan, service)
    assert len(service.records["1"]["files"]) == len(plan.files)


@pytest.mark.parametrize("step", ["PUT .*/content", "POST .*/commit", "POST .*/publish"])
def test_a_run_that_failed_goes_on_when_it_is_run_again(
    plan: Plan, service: Service, step: str
) -> None:
    reserve_doi(plan, endpoint=service.address)
    service.faults[step] = [500] * 50
    with pytest.raises(FactpackError, match="answered with 500") as failed:
        publish(plan, service)
    assert service.records == {} and TOKEN not in str(failed.value)
    service.faults.clear()
    publish(plan, service)
    assert all(f["data"] for f in service.records["1"]["files"].values())


def test_no_message_has_the_token(
    plan: Plan, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", "otherSecret")
    with pytest.raises(FactpackError, match="answered with 403") as refused:
        reserve_doi(plan, endpoint=service.address)
    assert "otherSecret" not in str(refused.value) and "***" in str(refused.value)
    monkeypatch.delenv("ZENODO_TOKEN")
    with pytest.raises(FactpackError, match="ZENODO_TOKEN is not set"):
        reserve_doi(plan, endpoint=service.address)


def test_two_files_of_one_name_are_refused(plan: Plan, service: Service) -> None:
    with pytest.raises(FactpackError, match="would both be called"):
        publish(replace(plan, files={"a/x.csv": 1, "b/x.csv": 1}), service)
