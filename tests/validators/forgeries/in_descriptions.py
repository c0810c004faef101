"""Descriptions for machines that say more than the release has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.validators.editing import edit_json
from tests.validators.forgeries.forgery import Forgery, text

from factpack_validators.schemas import arrow_schema, table_names

PACKAGE, ELSEWHERE = "datapackage.json", "https://forger.example/facts.csv"


def package(name: str, change: Callable[[Any], Any], code: str = "package-mismatch") -> Forgery:
    return Forgery(name, lambda release: edit_json(release, PACKAGE, change), code)


def write_croissant(release: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """A Croissant file that fits the release, and what somebody makes of it."""
    package = json.loads((release / PACKAGE).read_text("utf-8"))
    data = {
        "name": package["name"],
        "version": package["version"],
        "datePublished": package["created"][:10],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "name": "card",
                "contentUrl": "README.md",
                "sha256": hashlib.sha256((release / "README.md").read_bytes()).hexdigest(),
            }
        ],
        "recordSet": [
            {"name": table, "field": [{"name": f"{table}/{c}"} for c in arrow_schema(table).names]}
            for table in table_names()
        ],
    }
    change(data)
    (release / "croissant.json").write_text(json.dumps(data) + "\n", "utf-8")


def croissant(name: str, change: Callable[[dict[str, Any]], Any]) -> Forgery:
    return Forgery(name, lambda release: write_croissant(release, change), "croissant-mismatch")


FORGERIES = (
    package("a file on another machine", lambda d: d["resources"][0].update(path=ELSEWHERE)),
    package("data in the description", lambda d: d["resources"][0].update(data=[[1]])),
    package("a key of nobody", lambda d: d.update(basepath="https://forger.example/")),
    package("an extra way to read", lambda d: d["resources"][0].update(extrapaths=[ELSEWHERE])),
    package("a compression", lambda d: d["resources"][0].update(compression="zip")),
    package("another schema", lambda d: d["resources"][0].update(schema=ELSEWHERE)),
    package("a resource twice", lambda d: d["resources"].append(d["resources"][0])),
    package("a licence more", lambda d: d["licenses"].append({"name": "MIT"})),
    package("a source with a script", lambda d: d["sources"][0].update(run="sh x.sh")),
    package("a maker with an address", lambda d: d["contributors"][0].update(email="a@b.example")),
    Forgery(
        "a key twice in a resource",
        text(PACKAGE, '"type": "table",', f'"type": "table", "path": "{ELSEWHERE}",'),
        "json-invalid",
        sealed=False,
    ),
    croissant(
        "a file of Croissant elsewhere", lambda d: d["distribution"][0].update(contentUrl=ELSEWHERE)
    ),
    croissant("a file of Croissant without a hash", lambda d: d["distribution"][0].pop("sha256")),
    croissant(
        "two record sets of a name",
        lambda d: d["recordSet"].append(d["recordSet"][0]),
    ),
)
