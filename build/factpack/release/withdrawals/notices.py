"""withdrawals.json beside the versions of a dataset: what was taken back, for mirrors to read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from factpack.errors import FactpackError
from factpack.ids import make_id
from factpack.normalise.withdrawn import Tombstone

NOTICES = "withdrawals.json"
FORMAT = 1


def notices_text(
    releases: Path,
    dataset: str,
    tombstones: Sequence[Tombstone],
    versions: Mapping[str, Mapping[str, Any]],
) -> str:
    """The notices of a dataset with one more, as JSON.

    Args:
        releases: folder of the versions.
        dataset: name.
        tombstones: articles that were taken back.
        versions: of each version that was written anew, its build, the hash that it had and has,
            and rows that went by table.

    Raises:
        FactpackError: the notices that are there cannot be read.
    """
    articles = [
        {"article_id": t.article_id, "date": t.day.isoformat()}
        | ({"reason": t.reason} if t.reason else {})
        for t in sorted(tombstones)
    ]
    parts = [a["article_id"] for a in articles]
    parts += [str(said["superseded"]) for said in versions.values()]
    notice = {
        "id": make_id("w", *parts),
        "articles": articles,
        "versions": [{"version": v, **said} for v, said in versions.items()],
    }
    told = [n for n in read_notices(releases) if n.get("id") != notice["id"]]
    data = {"format": FORMAT, "dataset": dataset, "withdrawals": [*told, notice]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read_notices(releases: Path) -> list[dict[str, Any]]:
    """Notices that are there; none where there is no file.

    Raises:
        FactpackError: they cannot be read.
    """
    file = releases / NOTICES
    if not file.is_file():
        return []
    try:
        told = json.loads(file.read_text("utf-8"))["withdrawals"]
        if not (isinstance(told, list) and all(isinstance(n, dict) for n in told)):
            raise ValueError("withdrawals is no list of notices")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise FactpackError(
            f"{file} cannot be read: {problem}. It tells what was withdrawn: restore it"
        ) from problem
    notices: list[dict[str, Any]] = told
    return notices
