"""Texts of the articles that the reader holds, rebuilt only for the articles that a story tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack_validators.collect import Collector
from factpack_validators.database import Database, connect
from factpack_validators.findings import Finding
from factpack_validators.folder import parquet_file
from factpack_validators.rehydrate import record_layout, rehydrate
from factpack_validators.schemas import arrow_schema
from factpack_validators.scratch import scratch_folder
from factpack_validators.sql import file_literal, literal, name


class HeldTexts:
    """A folder of articles, asked for some of their texts.

    Attributes:
        findings: articles that were asked for and are missing or changed.
    """

    def __init__(self, release: Release, articles: Path) -> None:
        """Take the folder of the articles that the release was built from.

        Raises:
            FactpackError: there is no such folder.
        """
        if not articles.is_dir():
            raise FactpackError(f"{articles}: no such folder of articles")
        self._release = release
        self._articles = articles
        self.findings: list[Finding] = []

    def __call__(self, article_ids: Sequence[str]) -> Mapping[str, str]:
        """Normalised texts by article, each proved by its hash; without those not at hand."""
        asked = ", ".join(map(literal, article_ids))
        found = Collector()
        found.begin("grounding")
        with scratch_folder("why") as spill:
            database = Database(connect(spill))
            try:
                for table in ("articles", "segments"):
                    file = file_literal(self._release.path / parquet_file(table))
                    database.define_parquet(
                        table,
                        {column: name(column) for column in arrow_schema(table).names},
                        f"(FROM read_parquet({file}) WHERE article_id IN ({asked}))",
                    )
                layout = record_layout(self._release.manifest)
                rehydrated = rehydrate(database, self._articles, layout, found)
            finally:
                database.con.close()
        self.findings += rehydrated.findings
        return rehydrated.texts
