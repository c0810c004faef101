"""Corroboration: what all articles together say, who supports it, and what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from factpack.confidence.judgement import Judgement
from factpack.confidence.measured import Measured
from factpack.corroborate.claims import gather_claims
from factpack.corroborate.conflicts import find_contradictions
from factpack.corroborate.facts import group_claims
from factpack.corroborate.judged import judge_claims
from factpack.corroborate.rivals import gather_conflicts
from factpack.corroborate.tables import write_linked, write_tables
from factpack.link.curated import read_curated
from factpack.link.database import open_stage
from factpack.link.entities import link_entities
from factpack.link.origins import count_origins, trace_origins
from factpack.link.publishers import read_publishers
from factpack.link.reports import find_reports
from factpack.link.unproved import unproved_rows
from factpack.link.withdrawn import Withdrawal, withdraw
from factpack_validators.findings import Finding

__all__ = ["resolve"]


def resolve(
    stage: Path,
    tables: Path,
    *,
    entities_file: Path | None = None,
    publishers_file: Path | None = None,
    previous: Path | None = None,
    judgement: Judgement | None = None,
    withdrawals: Iterable[Withdrawal] = (),
    accepted: Collection[str] = (),
    linked: Path | None = None,
    memory_limit: str = "1GB",
    threads: int = 2,
    begin: Callable[[str], None] = lambda part: None,
) -> list[Finding]:
    """Link and corroborate staged tables into the final ones.

    What is written depends on the rows alone: not on their order, on how they are parted into
    files, or on `memory_limit` and `threads`.

    Args:
        stage: folder of `<table>/part-*.parquet` as `engine.staging` writes it; temporary files are
            made and removed there.
        tables: folder for `<table>.parquet` of every table of a release but `predicates`, sorted by
            key; words stand in them whatever the rights of an article.
        entities_file: entities.csv of the curator, or None.
        publishers_file: publishers.csv of the curator, or None.
        previous: folder of the previous release, whose entity identifiers are kept, or None.
        judgement: what people judged of rules and claims; None: nothing, and all is published.
        withdrawals: staged rows that are not published, besides those that break a check by
            themselves: what is written is computed without them.
        accepted: codes of checks that are no errors in this dataset.
        linked: Parquet file to write which entity each entity of an article became, or None.
        memory_limit: memory for DuckDB, such as "1GB"; the rest goes to disk.
        threads: threads of DuckDB.
        begin: told when a part of the work begins.

    Returns:
        What is wrong with entities.csv and what is out of date in reviews.csv, sorted.
    """
    curation = read_curated(entities_file)
    publishers = read_publishers(publishers_file)
    with open_stage(stage, memory_limit, threads) as connection:
        begin("rows without proof")
        withdraw(connection, {*withdrawals, *unproved_rows(connection, accepted)})
        begin("entities")
        unused = link_entities(connection, curation, previous)
        begin("copies and reports")
        trace_origins(connection)
        find_reports(connection, publishers)
        begin("claims and facts")
        outdated = judge_claims(connection, judgement or Judgement(Measured({})))
        gather_claims(connection)
        group_claims(connection)
        count_origins(connection)
        begin("conflicts")
        find_contradictions(connection)
        gather_conflicts(connection, previous)
        begin("sorted tables")
        write_tables(connection, tables)
        if linked is not None:
            write_linked(connection, linked)
    return sorted([*curation.findings, *unused, *outdated], key=Finding.sort_key)
