"""CHANGELOG.md and deltas: what differs from the version before, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from factpack.release.changes import (
    ChangeList,
    facts_of,
    list_changes,
    tell_moves,
)
from factpack.release.id_changes import write_id_changes
from factpack.release.info import ReleaseInfo
from factpack.release.manifest import manifest_tables
from factpack.release.markdown import Markdown, code, escape
from factpack.release.repeats import Repeats, Unknown
from factpack.release.statements import counted, fact_statement, fact_terms, published
from factpack.release.templates import render
from factpack.release.versions.deltas import write_deltas
from factpack.release.versions.pair import Pair
from factpack.release.versions.verdict import Verdict, recipes

Row = Mapping[str, Any]

_TITLES = {
    "articles_added": "Articles added",
    "articles_withdrawn": "Articles withdrawn",
    "articles_removed": "Articles removed",
    "articles_changed": "Articles changed",
    "entities_new": "Entities new",
    "entities_merged": "Entities merged",
    "entities_split": "Entities split",
    "entities_renamed": "Entities with another name or type",
    "entities_gone": "Entities gone",
    "facts_new": "Facts new",
    "facts_gone": "Facts gone",
    "facts_changed": "Facts changed",
    "conflicts_opened": "Conflicts opened",
    "conflicts_closed": "Conflicts closed",
    "conflicts_changed": "Conflicts with other rivals or another outcome",
}


_RIVALS = 5
"""Rivals of a conflict that its line names."""


def write_changes(
    staging: Path,
    info: ReleaseInfo,
    pair: Pair | None,
    repeats: Repeats | Unknown | None = None,
) -> str:
    """The change log of a release; the rows that changed are written to `deltas/`.

    Args:
        staging: the release.
        info: what is known of it.
        pair: the release before and this one; None for the first.
        repeats: where words are withheld, tells which lines would repeat them; they are left out.

    Raises:
        FactpackError: the previous release cannot be compared with.
    """
    previous = info.run.previous
    if previous is None or pair is None:
        return render("CHANGELOG.md.j2", info=info, previous=None, sections=())
    say = fact_terms if info.figures.withholds else fact_statement
    database = pair.database
    tell_moves(database)
    deltas = staging / "deltas" / f"{previous.version}..{info.version}"
    write_deltas(
        pair,
        deltas,
        dataset=info.dataset.name,
        start={"version": previous.version, "sha256sums_sha256": previous.sha256},
        end=info.version,
        tables=manifest_tables(info),
    )
    write_id_changes(database, deltas)
    changes = list_changes(database)
    facts = facts_of(
        database,
        sorted(
            {
                fact_id
                for change in changes
                if change.kind.startswith("conflicts")
                for row in change.rows
                for fact_id in (*row["facts"][:_RIVALS], *row["preferred"][:1])
            }
        ),
    )
    listed = [(c, [_line(c.kind, row, say, facts) for row in c.rows]) for c in changes]
    page = _page(info, previous.version, listed)
    if repeats is None or repeats.among([page]) == [False]:
        return page
    flags = iter(repeats.among([line for _, lines in listed for line in lines]))
    free = [(change, [line for line in lines if not next(flags)]) for change, lines in listed]
    page = _page(info, previous.version, free)
    if repeats.among([page]) == [False]:
        return page
    return _page(info, previous.version, [(change, []) for change, _ in listed])


def _page(
    info: ReleaseInfo, previous: str, listed: Sequence[tuple[ChangeList, Sequence[Markdown]]]
) -> str:
    sections = [_section(change, lines) for change, lines in listed]
    return render(
        "CHANGELOG.md.j2",
        info=info,
        previous=previous,
        sections=sections,
        decided=_decided(info.verdict) if info.verdict and info.verdict.decisions else None,
    )


def _decided(verdict: Verdict) -> str:
    """Why the version has its number, and what changed by rows."""
    rules = ", ".join(f"{d.count:,} {d.rule.said}" for d in verdict.decisions)
    causes = ", ".join(f"{cause} {n:,}" for cause, n in verdict.causes.items())
    by = f"It is a {verdict.level()} change by the {recipes()[verdict.recipe]['title']}: {rules}."
    return f"{by} What changed, by rows: {causes}." if causes else by


def _section(change: ChangeList, lines: Sequence[Markdown]) -> dict[str, Any]:
    rest = change.total - len(lines)
    return {
        "title": f"{_TITLES[change.kind]} ({change.total:,})",
        "lines": lines,
        "rest": f"{rest:,} more are not listed here." if rest else None,
    }


def _line(kind: str, row: Row, say: Callable[[Row], str], facts: Mapping[str, Row]) -> Markdown:
    return Markdown(" ".join(_parts(kind, row, say, facts)))


def _parts(
    kind: str, row: Row, say: Callable[[Row], str], facts: Mapping[str, Row]
) -> Iterator[Markdown]:
    """What one line says, each part escaped."""
    table = kind.partition("_")[0]
    if kind == "articles_withdrawn":
        yield code(row["article_id"])
        yield escape(row["reason"])
    elif table == "articles":
        yield code(row["source"])
        yield escape(_article(row))
        yield code(row["article_id"])
    elif table == "facts":
        yield escape(f"{say(row)}:")
        if row.get("what"):
            yield escape(f"{', '.join(row['what'])};")
        yield escape(row["reason"] or "its entities have other identifiers")
        yield code(row["fact_id"])
        return
    elif table == "conflicts":
        sides = ", against ".join(say(facts[fact_id]) for fact_id in row["facts"][:_RIVALS])
        rest = len(row["facts"]) - _RIVALS
        yield escape(f"On the {row['kind']}: {sides}{f' and {rest:,} more' if rest > 0 else ''};")
        yield escape(_outcome(kind, row, facts, say))
        yield code(row["conflict_id"])
        return
    else:
        yield escape(_entity(kind, row))
        yield code(row["entity_id"])
    if row.get("what"):
        yield escape(f"({', '.join(row['what'])})")


def _article(row: Row) -> str:
    parts = [row["publisher"] or "no publisher named"]
    if row["published_on"]:
        parts.append(published(row["published_on"], row["published_precision"]))
    return ", ".join(parts)


def _entity(kind: str, row: Row) -> str:
    match kind:
        case "entities_merged":
            return f"{row['name']} is one with {row['target']} ({row['replaced_by']})"
        case "entities_split":
            n = counted(row["n_mentions"], "mention")
            return f"{row['name']} was parted from {row['source']} ({row['source_id']}), {n}"
        case "entities_renamed":
            changed = [
                f"{row[old]} → {row[new]}"
                for old, new in (("old_name", "name"), ("old_type", "type"))
                if row[old] != row[new]
            ]
            return ", ".join(changed)
        case "entities_new":
            return f"{row['name']} ({row['type']})"
    return str(row["name"])


def _outcome(kind: str, row: Row, facts: Mapping[str, Row], say: Callable[[Row], str]) -> str:
    if kind == "conflicts_closed":
        return str(row["reason"])
    if not row["preferred"]:
        return "it is open"
    return f"preferred for more independent origins: {say(facts[row['preferred'][0]])}"
