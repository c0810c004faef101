"""The summary at the end of a build: what was built, where, and what is worth knowing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from factpack.cli.console import stdout_console
from factpack.config.selection import EXCLUDED
from factpack.config.vocabulary import vocabulary_of
from factpack.extract.claims import LANGUAGES
from factpack.pipeline import BuildResult
from factpack.release.id_changes import count_id_changes
from factpack.release.open import Release, open_release
from factpack.release.statements import fact_statement
from factpack.vocabulary import in_force
from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding, Severity
from factpack_validators.report import FamilyRun
from factpack_validators.schemas import default_table

_MOST = 5
_PIPE_WIDTH = 100


def print_summary(
    result: BuildResult, console: Console | None = None, shown_path: Path | None = None
) -> None:
    """Print the summary of a build; article text in it is shown as plain text.

    Args:
        result: the build.
        console: where to print; by default stdout.
        shown_path: path to name the release by; by default that of the result.
    """
    console = console or stdout_console(_PIPE_WIDTH)
    path = (shown_path or result.path).as_posix()
    if not result.published:
        _heading(console, f"{result.dataset} {result.version} was not published")
        _findings(console, result)
        console.print("The output folder is as it was.", style="bold")
        return
    release = open_release(result.path)
    _heading(console, f"{result.dataset} {result.version}")
    state = "unchanged: the same bytes stood there" if result.unchanged else "validated"
    if result.unchanged and result.previous == result.version:
        state = f"nothing differs from {result.version}: no new version"
    console.print(Text(f"{path}  ({state})"))
    _why_version(console, result)
    console.print(Text(_coverage(release)))
    _left_out(console, release)
    console.print(_counts(result.rows))
    if result.checked:  # A version in which nothing differs was validated when it was built.
        _checked(console, result.checked)
    _limits(console, release)
    with in_force(vocabulary_of(release.manifest)):
        _facts(console, release, "Best corroborated", "status <> 'contested' and n_origins > 1")
        _conflicts(console, release)
    _dropped(console, release)
    _findings(console, result)
    _id_changes(console, result)
    _heading(console, "Load it")
    _load_it(console, path, result.rows)


def _why_version(console: Console, result: BuildResult) -> None:
    """By which rules the release has its number."""
    verdict = result.verdict
    if verdict is None or not verdict.decisions:
        return
    level = verdict.level()
    rules = [
        f"{d.count:,} {d.rule.said}"
        for d in verdict.decisions
        if d.rule.levels[verdict.recipe] == level
    ]
    raised = "" if verdict.version() == result.version else f", {verdict.version()} was enough"
    console.print(Text(f"{level} after {verdict.previous}{raised}: {', '.join(rules)}"))
    causes = ", ".join(f"{group} {n:,}" for group, n in verdict.causes.items())
    if causes:
        console.print(Text(f"What changed, by rows: {causes}"))


def _id_changes(console: Console, result: BuildResult) -> None:
    """What became of identifiers since the release before."""
    if result.previous is None or result.previous == result.version:
        return
    counts = count_id_changes(result.path)
    _heading(console, f"Identifiers since {result.previous}")
    if not counts:
        _item(console, "none was made, merged, split or gone")
    for table in ("entities", "facts"):
        said = [
            f"{counts[table, change]:,} {change}"
            for change in ("made", "merged", "split", "gone")
            if (table, change) in counts
        ]
        if said:
            _item(console, f"{table}: {', '.join(said)}")


def _load_it(console: Console, path: str, rows: Mapping[str, int]) -> None:
    filled = [name for name, n_rows in rows.items() if n_rows]
    table = default_table() if default_table() in filled else filled[0]
    console.print(Text(f'  datasets.load_dataset("{path}", "{table}", split="train")'))
    if len(filled) < len(rows):
        empty = ", ".join(name for name in rows if name not in filled)
        console.print(Text(f"  which opens no table without rows: {empty}"))


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _coverage(release: Release) -> str:
    row = _rows(
        release,
        "select count(*) as n, count(distinct publisher) as publishers, "
        "count(distinct language) as languages, min(published_on) as first, "
        "max(published_on) as last from articles",
    )[0]
    text = _number(row["n"], "article")
    if row["publishers"]:
        text += f" by {_number(row['publishers'], 'publisher')}"
    if row["languages"]:
        text += f" in {_number(row['languages'], 'language')}"
    else:
        text += " in a language that could not be told"
    if row["first"]:
        first, last = f"{row['first']:%Y-%m}", f"{row['last']:%Y-%m}"
        text += f", published {first}" + (f" to {last}" if last != first else "")
    return text


def _left_out(console: Console, release: Release) -> None:
    """How many articles dataset.yaml does not select, by reason."""
    reasons = _rows(
        release,
        "select check_code, count(*) as n from rejected "
        f"where starts_with(check_code, '{EXCLUDED}') group by all order by n desc, check_code",
    )
    if reasons:
        by_reason = ", ".join(f"{r['n']:,} by {r['check_code'][len(EXCLUDED) :]}" for r in reasons)
        total = _number(sum(r["n"] for r in reasons), "article")
        _item(
            console, f"Not selected, listed in the table rejected: {total}: {by_reason}", indent=0
        )


def _counts(rows: Mapping[str, int]) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    names = list(rows)
    for start in range(0, len(names), 5):
        table.add_row(*(f"{rows[name]:>7,} {name}" for name in names[start : start + 5]))
    return table


def _checked(console: Console, families: Iterable[FamilyRun]) -> None:
    """What the validation proved, and what it did not look at."""
    seen = Counter[str]()
    for family in families:
        seen.update(family.checked)
    proved = [
        f"{seen[part]:,} of {_number(seen[whole], noun)} {what}"
        for part, whole, noun, what in (
            ("spans proved", "spans", "span", "proved in the text"),
            ("values derived again", "values", "value", "read a second time"),
        )
        if seen[whole]
    ]
    text = f"Validated: {_number(seen['cells'], 'cell')}"
    _item(console, "; ".join([text, *proved]), indent=0)
    skipped = [f"{family.name} ({family.skipped})" for family in families if family.skipped]
    if skipped:
        _item(console, f"Not checked: {', '.join(skipped)}", indent=0)


def _limits(console: Console, release: Release) -> None:
    """What a publisher might take for read, and is not."""
    known = ", ".join(f"'{language}'" for language in sorted(LANGUAGES))
    unread = _rows(
        release,
        f"""select language, count(*) as n from articles a where language not in ({known})
        and not exists (from claims c join articles b using (article_id)
            where b.language = a.language)
        group by language order by n desc, language""",
    )
    (silent,) = _rows(
        release,
        f"""select count(*) as n from articles anti join claims using (article_id)
        where language is null or language in ({known})""",
    )
    (facts,) = _rows(release, "select count(*) as n from facts")
    if not facts["n"]:
        console.print(Text("No fact was found in any article.", style="bold yellow"))
    for row in unread:
        text = f"{_number(row['n'], 'article')} in {row['language']} without facts: "
        text += f"claims are read in {', '.join(sorted(LANGUAGES))} alone"
        _item(console, text, indent=0)
    if silent["n"]:
        text = f"{_number(silent['n'], 'article')} in which no claim was found"
        _item(console, text, indent=0)


def _facts(console: Console, release: Release, title: str, where: str) -> None:
    facts = _rows(
        release,
        f"select * from facts where {where} and modality in ('asserted', 'reported') "
        f"order by n_origins desc, n_articles desc, fact_id limit {_MOST}",
    )
    if not facts:
        return
    total = _rows(release, f"select count(*) as n from facts where {where}")[0]["n"]
    _heading(console, f"{title} ({total:,})")
    for fact in facts:
        support = f"{_number(fact['n_articles'], 'article')}, "
        support += _number(fact["n_origins"], "origin")
        _item(console, f"{fact_statement(fact)}  [{support}]")


def _conflicts(console: Console, release: Release) -> None:
    sets = _rows(
        release,
        "select conflict_id, any_value(kind) as kind, count(*) as n from conflicts "
        "where status <> 'withdrawn' group by conflict_id order by conflict_id",
    )
    if not sets:
        return
    _heading(console, f"Contested ({len(sets):,})")
    for rivals in sets[:_MOST]:
        sides = _rows(
            release,
            "select f.* from facts f join conflicts c using (fact_id) "
            f"where c.conflict_id = '{rivals['conflict_id']}' "
            f"order by n_origins desc, fact_id limit {_MOST}",
        )
        words = "  against  ".join(
            f"{fact_statement(fact)} [{_number(fact['n_origins'], 'origin')}]" for fact in sides
        )
        rest = rivals["n"] - len(sides)
        _item(console, f"{rivals['kind']}: {words}{f'  and {rest:,} more' if rest else ''}")


def _dropped(console: Console, release: Release) -> None:
    reasons = _rows(
        release,
        "select kind, check_code, count(*) as n, "
        "min_by({'source': source, 'reason': reason}, rejected_id) as example "
        f"from rejected where not starts_with(check_code, '{EXCLUDED}') "
        "group by kind, check_code order by n desc, kind, check_code",
    )
    removed = _rows(
        release,
        "select kind, count(*) as n from segments where not kept and kind not in "
        "('space', 'character') group by all order by n desc, kind",
    )
    if reasons:
        _heading(console, "Not published, each with its reason in the table rejected")
        for row in reasons[:_MOST]:
            _item(console, f"{_number(row['n'], row['kind'])}: {row['check_code']}")
            example = row["example"]
            _item(console, f"such as {example['source']}: {example['reason']}", indent=4)
        if len(reasons) > _MOST:
            rest = sum(row["n"] for row in reasons[_MOST:])
            _item(console, f"{rest:,} more for {len(reasons) - _MOST} other reasons")
    if removed:
        _heading(console, "Removed from the articles, each stretch in the table segments")
        _item(console, ", ".join(f"{row['n']:,} {row['kind']}" for row in removed))


def _findings(console: Console, result: BuildResult) -> None:
    findings = result.findings
    by_code: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        by_code.setdefault((finding.severity, finding.code), []).append(finding)
    if not by_code:
        return
    counts = Counter(severity for severity, code in by_code for _ in by_code[severity, code])
    summary = ", ".join(
        _number(counts[s], {"info": "note"}.get(s, str(s))) for s in Severity if counts[s]
    )
    _heading(console, f"Findings: {summary}")
    for (severity, code), same in by_code.items():
        style = {"error": "bold red", "warning": "yellow"}.get(severity, "")
        _item(console, f"{severity} {code} ({len(same):,})", style=style)
        shown = same[: 2 if severity is Severity.INFO else _MOST]
        for finding in shown:
            place = result.places.get(finding) or finding.file
            place = place or "/".join(filter(None, (finding.table, finding.key)))
            _item(console, f"{place}: {finding.message}" if place else finding.message, indent=4)
        for advice in dict.fromkeys(finding.advice for finding in shown if finding.advice):
            _item(console, f"→ {advice}", indent=4)
        if severity is Severity.ERROR and code in CHECKS and not CHECKS[code].fixed:
            entry = f"checks: [{{code: {code}, severity: warning, reason: …}}]"
            _item(console, f"→ If it is right as it is, say so in dataset.yaml: {entry}", indent=4)


def _item(console: Console, text: str, *, indent: int = 2, style: str = "") -> None:
    """Print a line of a list; where it is too long, the rest stands two columns further in."""
    lines = wrap(
        text,
        max(40, console.width),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        console.print(Text(line, style=style), soft_wrap=True)


def _rows(release: Release, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = release.sql(query).to_pylist()
    return rows


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
