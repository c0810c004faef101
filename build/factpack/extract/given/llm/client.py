"""Ask a model, patiently: cached, paced, tried again where that helps, and given up where not."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from factpack.config import LlmOptions
from factpack.config.show import shown
from factpack.errors import FactpackError
from factpack.extract.given.llm.cache import Answer, AnswerCache, request_hash
from factpack.extract.given.llm.endpoint import Reply, TransportError, post
from factpack.extract.given.llm.pace import Clock, Pace

MAX_TOKENS = 4096
"""Longest answer: some 80 facts, more than a piece of an article states."""

ATTEMPTS = 6
"""Times that a request is sent: with the waits between, a server has half a minute to recover."""

FIRST_WAIT = 1.0
"""Seconds before the second attempt; each later wait is twice as long."""

LONGEST_WAIT = 300.0
"""Seconds that a server may ask us to wait (Retry-After) before the build stops instead."""

_TRANSIENT = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_REFUSALS = frozenset(
    ("content_filter", "content_policy_violation", "context_length_exceeded", "string_above_max")
)


@dataclass(frozen=True, slots=True)
class Client:
    """Asks one model; holds no state but what is in the folder of its cache."""

    options: LlmOptions
    cache: AnswerCache
    clock: Clock

    def ask(self, prompt: str) -> Answer:
        """The answer to a prompt: from the cache, else from the server, and then kept.

        Raises:
            FactpackError: offline without a kept answer; or the server cannot be reached, refuses
                the key, the model or the request as such, or stays busy. What was answered before
                is kept, so that the next build goes on from there.
        """
        body = self.request(prompt)
        key = request_hash(body)
        answer = self.cache.get(key)
        if answer is None:
            if self.options.offline:
                raise FactpackError(
                    f"{self.cache.folder}: no answer is kept for a piece of an article, and the "
                    "model is not asked as offline is set. Build once without it"
                )
            answer = self._ask(body)
            self.cache.put(key, self.options.model, answer)
        return answer

    def request(self, prompt: str) -> dict[str, Any]:
        """The body of the request, a pure function of prompt and options."""
        return {
            "model": self.options.model,
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            "stream": False,
        }

    def _ask(self, body: dict[str, Any]) -> Answer:
        url = f"{self.options.base_url}/chat/completions"
        pace = Pace(self.cache.folder / "turns", self.options.max_requests_per_minute, self.clock)
        why, answer = "", None
        for attempt in range(ATTEMPTS):
            pace.wait()
            wait = FIRST_WAIT * 2**attempt
            answer = None
            try:
                reply = post(url, body, self._key(), self.options.timeout_seconds, self.clock)
            except TransportError as error:
                why = str(error)
            else:
                answer = self._answer(reply)
                if answer is not None and answer.outcome != "broken":
                    return answer
                if answer is None:
                    why = f"it answers {reply.status}"
                    wait = self._wanted_wait(reply, wait)
            if attempt + 1 < ATTEMPTS:
                self.clock.sleep(wait)
        if answer is not None:
            return answer
        raise FactpackError(
            f"{self._server()} was asked {ATTEMPTS} times: {why}. What it answered before is kept: "
            "build again when it is well"
        )

    def _answer(self, reply: Reply) -> Answer | None:
        """What a reply says for good; None where asking again may help."""
        if reply.status in _TRANSIENT:
            return None
        if reply.body is None:
            return Answer("too-large")
        data = _json(reply.body)
        if reply.status == 200:
            return _completion(data)
        if reply.status in (400, 413, 422) and _error_code(data) in _REFUSALS:
            return Answer("refused")
        raise FactpackError(
            f"{self._server()} answers {reply.status}: {shown(_error_message(data))}. Check "
            "base_url, model and api_key_env of extractor.llm in dataset.yaml"
        )

    def _wanted_wait(self, reply: Reply, usual: float) -> float:
        """Seconds until the next attempt: what the server asks for, but never less than usual."""
        wanted = retry_after(reply.retry_after, self.clock.now())
        if wanted is not None and wanted > LONGEST_WAIT:
            raise FactpackError(
                f"{self._server()} asks to wait {wanted:,.0f} seconds. What it answered before is "
                "kept: build again then"
            )
        return max(wanted or 0.0, usual)

    def _key(self) -> str | None:
        name = self.options.api_key_env
        return api_key(name) if name else None

    def _server(self) -> str:
        return f"the server of extractor.llm ({self.options.base_url})"


def api_key(name: str) -> str:
    """The key in an environment variable.

    Raises:
        FactpackError: it is not set, or cannot be sent.
    """
    key = os.environ.get(name, "").strip()
    if not key:
        raise FactpackError(
            f"the environment variable {name} is not set: extractor.llm.api_key_env in "
            "dataset.yaml says that it holds the key of the server"
        )
    if not (key.isascii() and key.isprintable()):
        raise FactpackError(f"the environment variable {name} holds no key that can be sent")
    return key


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for, None where it says nothing that can be read.

    >>> retry_after("7", 0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 15.0)
    (7.0, 45.0)
    """
    if header is None:
        return None
    word = header.strip()
    if word.isascii() and word.isdecimal():
        return float(word[:9])
    try:
        when = parsedate_to_datetime(word)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - datetime.fromtimestamp(now, UTC)).total_seconds(), 0.0)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _completion(data: Any) -> Answer:
    """The first choice of a chat completion; broken where the protocol is not kept."""
    try:
        choice = data["choices"][0]
        content, finish = choice["message"].get("content"), choice.get("finish_reason")
        refusal = choice["message"].get("refusal")
    except (TypeError, KeyError, IndexError, AttributeError):
        return Answer("broken")
    if finish == "content_filter" or (refusal and not content):
        return Answer("refused")
    if not isinstance(content, str):
        return Answer("broken")
    return Answer("cut" if finish == "length" else "answered", content)


def _error_code(data: Any) -> Any:
    error = data.get("error") if isinstance(data, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) else None


def _error_message(data: Any) -> str:
    error = data.get("error", data) if isinstance(data, dict) else data
    message = error.get("message", error) if isinstance(error, dict) else error
    return message if isinstance(message, str) else "no reason"
