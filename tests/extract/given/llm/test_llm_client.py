"""The way to an answer: tried again where that helps, paced, kept, given up where it is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.extract.given.llm.conftest import FakeClock, Server, says, send

from factpack.config import LlmOptions
from factpack.errors import FactpackError
from factpack.extract.given.llm.cache import Answer, AnswerCache, request_hash
from factpack.extract.given.llm.client import ATTEMPTS, Client, retry_after
from factpack.extract.given.llm.endpoint import MAX_RESPONSE
from factpack.extract.given.llm.pace import Pace

GOOD = '{"extractions": []}'
Make = Callable[..., Client]


@pytest.fixture
def make(tmp_path: Path, server: Server, clock: FakeClock) -> Make:
    def client(**options: Any) -> Client:
        wanted = {"base_url": server.url, "model": "m-1", "cache": "kept", **options}
        return Client(LlmOptions(**wanted), AnswerCache(tmp_path / "kept"), clock)

    return client


def test_an_answer_is_asked_for_once(make: Make, server: Server) -> None:
    server.will(says(GOOD))
    assert make().ask("Read.") == make().ask("Read.") == Answer("answered", GOOD)
    assert len(server.requests) == 1
    request = server.requests[0]
    assert (request["model"], request["temperature"], request["stream"]) == ("m-1", 0, False)
    assert server.paths == ["/v1/chat/completions"]
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("change", [{"model": "m-2"}, {}])
def test_what_changes_the_request_asks_anew(
    make: Make, server: Server, change: dict[str, str]
) -> None:
    server.will(says(GOOD))
    make().ask("Read.")
    make(**change).ask("Read." if change else "Read!")
    assert len(server.requests) == 2


def test_offline_asks_nobody(make: Make, server: Server) -> None:
    server.will(says(GOOD))
    with pytest.raises(FactpackError, match="offline"):
        make(offline=True).ask("Read.")
    make().ask("Read.")
    assert make(offline=True).ask("Read.") == Answer("answered", GOOD)
    assert len(server.requests) == 1


def test_it_waits_as_long_as_it_is_told(make: Make, server: Server, clock: FakeClock) -> None:
    server.will(
        send(429, b"{}", Retry_After="7"),
        send(503, b"busy", Retry_After="Mon, 12 Jan 1970 13:47:07 GMT"),
        send(503, b"busy"),
        send(429, b"{}", Retry_After="soon"),
        says(GOOD),
    )
    assert make().ask("Read.").content == GOOD
    # Twenty seconds are left to the date; without a header, each wait is twice the one before.
    assert clock.slept == [7.0, 20.0, 4.0, 8.0]
    assert len(server.requests) == 5


def test_it_gives_up_in_the_end(make: Make, server: Server, clock: FakeClock) -> None:
    server.will(send(503, b""))
    with pytest.raises(FactpackError, match=r"asked 6 times: it answers 503"):
        make().ask("Read.")
    assert len(server.requests) == ATTEMPTS
    assert clock.slept == [1.0, 2.0, 4.0, 8.0, 16.0]
    server.will(send(429, b"", Retry_After="86400"))
    with pytest.raises(FactpackError, match="asks to wait 86,400 seconds"):
        make().ask("Read.")
    assert len(server.requests) == ATTEMPTS + 1


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404])
def test_what_asking_again_cannot_mend_stops_at_once(
    make: Make, server: Server, status: int
) -> None:
    body = json.dumps({"error": {"message": "No such\x1b[31m model"}}).encode()
    server.will(send(status, body, Location="http://127.0.0.1:9/"))
    with pytest.raises(FactpackError, match=f"answers {status}") as caught:
        make().ask("Read.")
    assert "\x1b" not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "n_requests"),
    [
        (says(GOOD, finish="length"), "cut", 1),
        (says("", finish="content_filter"), "refused", 1),
        (send(400, b'{"error": {"code": "context_length_exceeded"}}'), "refused", 1),
        (send(200, b"x" * (MAX_RESPONSE + 1)), "too-large", 1),
        (send(200, b'{"choices": [{"mess'), "broken", ATTEMPTS),
        (send(200, b'{"choices": []}'), "broken", ATTEMPTS),
        (send(200, b'{"choices": [{"message": {"content": 7}}]}'), "broken", ATTEMPTS),
        (send(200, b"[" * 100_000), "broken", ATTEMPTS),
        (send(200, b'[{"choices": 1}]'), "broken", ATTEMPTS),
    ],
)
def test_bad_answers_are_kept_as_such(
    make: Make, server: Server, answer: Any, outcome: str, n_requests: int
) -> None:
    server.will(answer)
    assert make().ask("Read.").outcome == outcome
    assert len(server.requests) == n_requests
    assert make(offline=True).ask("Read.").outcome == outcome


def test_a_broken_answer_may_be_mended(make: Make, server: Server) -> None:
    server.will(send(200, b'{"choices": [{"mess'), send(200, b"{}", Content_Length="9"), says(GOOD))
    assert make().ask("Read.") == Answer("answered", GOOD)
    assert len(server.requests) == 3


def test_a_slow_server_is_not_waited_for(make: Make, server: Server, clock: FakeClock) -> None:
    def never(handler: BaseHTTPRequestHandler) -> None:
        server.released.wait(20)

    server.will(never)
    # A fraction, which dataset.yaml does not allow, so that the test takes no time.
    with pytest.raises(FactpackError, match=r"no answer came within 0\.05 seconds"):
        make(timeout_seconds=0.05).ask("Read.")
    assert len(server.requests) == ATTEMPTS


def test_a_server_that_drips_is_not_waited_for(
    make: Make, server: Server, clock: FakeClock
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            clock.time += 1
            handler.wfile.write(b" ")
            handler.wfile.flush()
        server.released.wait(20)

    server.will(drip)
    with pytest.raises(FactpackError, match="no answer came within 5 seconds"):
        make(timeout_seconds=5).ask("Read.")


def test_nobody_there(make: Make) -> None:
    with pytest.raises(FactpackError, match="asked 6 times"):
        make(base_url="http://127.0.0.1:9/v1").ask("Read.")


def test_the_key_is_of_the_environment(
    make: Make, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.will(says(GOOD))
    with pytest.raises(FactpackError, match="FACTPACK_TEST_KEY is not set"):
        make(api_key_env="FACTPACK_TEST_KEY").ask("Read.")
    monkeypatch.setenv("FACTPACK_TEST_KEY", "s3cret")
    make(api_key_env="FACTPACK_TEST_KEY").ask("Read.")
    assert server.headers[-1]["Authorization"] == "Bearer s3cret"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not [path for path in files if "s3cret" in path.read_text("utf-8")]


def test_requests_take_turns(tmp_path: Path, clock: FakeClock) -> None:
    paces = [Pace(tmp_path / "turns", 30, clock) for _ in range(2)]
    sent = []
    for number in range(6):
        paces[number % 2].wait()
        sent.append(clock.now())
    assert [b - a for a, b in pairwise(sent)] == pytest.approx([2.0] * 5)
    assert len(list((tmp_path / "turns").iterdir())) <= 3
    # Another process, which has not waited yet, takes a later turn at the same moment.
    other = FakeClock(clock.time - 0.5)
    Pace(tmp_path / "turns", 30, other).wait()
    assert other.now() == pytest.approx(clock.time + 2)


def test_without_a_limit_nobody_waits(tmp_path: Path, clock: FakeClock) -> None:
    Pace(tmp_path / "turns", None, clock).wait()
    assert (clock.slept, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b'{"scheme": 1}', b"\xff", b"[" * 100_000],
)
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    cache = AnswerCache(tmp_path)
    key = request_hash({"a": 1})
    cache.put(key, "m", Answer("answered", "x\ud800"))
    assert cache.get(key) == Answer("answered", "x\ud800")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(damage)
    assert cache.get(key) is None
    cache.put(key, "m", Answer("cut"))
    assert cache.get(key) == Answer("cut")
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_answer_of_another_request_is_none(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    one, other = request_hash({"a": 1}), request_hash({"a": 2})
    cache.put(one, "m", Answer("answered", "x"))
    (tmp_path / other[:2]).mkdir(exist_ok=True)
    (tmp_path / one[:2] / f"{one}.json").rename(tmp_path / other[:2] / f"{other}.json")
    assert cache.get(other) is None


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", "utf-8")
    with pytest.raises(FactpackError, match=r"extractor\.llm\.cache"):
        AnswerCache(tmp_path / "kept").put("ab" * 32, "m", Answer("cut"))
    with pytest.raises(FactpackError, match="take turns"):
        Pace(tmp_path / "kept" / "turns", 1, FakeClock()).wait()


@pytest.mark.parametrize("header", [None, "", "-3", "1e9", "soon", "٣", "Mon, 99 Foo", "9" * 400])
def test_odd_headers_do_no_harm(header: str | None) -> None:
    wait = retry_after(header, 0.0)
    assert wait is None or wait >= 0
