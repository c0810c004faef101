"""Answers kept by what was asked, so that a rebuild asks nothing again and gives the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from factpack.errors import FactpackError

SCHEME = 1
"""Version of keys and files; raised when either changes, so that no old answer is mistaken."""

Outcome = Literal["answered", "cut", "refused", "too-large", "broken"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to a request, for good.

    Attributes:
        outcome: answered; cut: the answer was longer than it may be; refused: the server or the
            model would not; too-large: more bytes than are read; broken: not of the protocol.
        content: words of the answer, empty where there are none.
    """

    outcome: Outcome
    content: str = ""


def request_hash(body: Mapping[str, Any]) -> str:
    """SHA-256 of a request: text, prompt, model and parameters are all in its body."""
    encoded = json.dumps([SCHEME, body], ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(encoded.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """A folder of answers, one file each; several processes may use it at once."""

    folder: Path

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key; None where there is none or its file is damaged."""
        try:
            kept = json.loads(self._path(key).read_text("utf-8"))
            if kept["scheme"] != SCHEME or kept["key"] != key:
                return None
            content, outcome = kept["content"], kept["outcome"]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        if outcome not in ("answered", "cut", "refused", "too-large", "broken"):
            return None
        return Answer(outcome, content) if isinstance(content, str) else None

    def put(self, key: str, model: str, answer: Answer) -> None:
        """Keep an answer: written beside its place and renamed, so that none is ever half there.

        Raises:
            FactpackError: the folder cannot be written.
        """
        path = self._path(key)
        kept = {
            "scheme": SCHEME,
            "key": key,
            "model": model,
            "outcome": answer.outcome,
            "content": answer.content,
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{key[:8]}-", dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                    # ASCII, so that half characters that a server sends can be kept as well.
                    json.dump(kept, stream, ensure_ascii=True, indent=1)
                    stream.flush()
                    os.fsync(stream.fileno())
                Path(name).replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            raise FactpackError(
                f"{self.folder}: the answers cannot be kept there: {error.strerror}. "
                "extractor.llm.cache in dataset.yaml names the folder"
            ) from None

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
