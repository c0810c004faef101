"""Pronouns of passages that are cut out of their pages: some have nothing to refer back to."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.extraction.knowledgenet import FILE
from benchmarks.extraction.names import resolvable_pronouns


def _record(text: str, subject: tuple[str, str], object_: tuple[str, str]) -> dict[str, object]:
    """A passage with the fact that a person works somewhere; each end as (words, URI)."""

    def end(words: str, uri: str) -> dict[str, object]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words, "uri": uri}

    fact = {
        "property": "EMPLOYEE_OR_MEMBER_OF",
        "subject": end(*subject),
        "object": end(*object_),
    }
    return {"text": text, "facts": [fact]}


def test_pronouns_are_told_apart_by_what_stands_before_them(tmp_path: Path) -> None:
    named = _record("Jane Roe left. She works for Vela Inc.", ("She", "roe"), ("Vela Inc.", "vela"))
    whose = _record("Jane Roe left.", ("Jane Roe", "roe"), ("Jane Roe", "roe"))
    named["facts"] += whose["facts"]  # type: ignore[operator]
    records = [
        named,
        _record("Jane Roe left. She works for Vela Inc.", ("She", ""), ("Vela Inc.", "vela")),
        _record("She works for Vela Inc.", ("She", ""), ("Vela Inc.", "vela")),
    ]
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert resolvable_pronouns(tmp_path) == Counter(
        {("its name", True): 1, ("a name", True): 1, ("nothing", False): 1}
    )
