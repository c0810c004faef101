"""What changed in a row since another release, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.release.query import Row
from factpack.release.statements import counted
from factpack.release.versions.causes import ARTICLE_CAUSE, OTHER_TEXT
from factpack.release.versions.diff import run_changes
from factpack.release.versions.pair import attach_before
from factpack.release.versions.report import RUN_SAID
from factpack.why.find import Found
from factpack.why.linking import entity_names
from factpack.why.phrases import article_label, more
from factpack.why.sources import LISTED
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack_validators.schemas import primary_key, word_columns

_LINKS = ("subject_id", "object_id", "attributed_to", "speaker_id", "entity_id", "replaced_by")

_GROUPS = ("facts", "predicates", "origins", "entities", "aliases", "conflicts")
"""Tables whose rows rest on many others."""


def attach(tables: Tables, previous: Release) -> None:
    """Make the tables of another release known to the questions of this one, as `before.…`.

    The tables must have been opened beside that release.

    Raises:
        FactpackError: it is a release of another dataset, or cannot be read.
    """
    if previous.name != tables.release.name:
        raise FactpackError(
            f"{previous.path} is a release of {previous.name}, {tables.release.path} one of "
            f"{tables.release.name}: only releases of one dataset can be compared."
        )
    try:
        attach_before(tables.database, previous.path)
    except duckdb.Error as problem:
        raise FactpackError(f"{previous.path}: {problem}") from problem


def since_notes(tables: Tables, previous: Release, found: Found) -> Iterator[Note]:
    """What changed in a row since the release that is attached, and why.

    Args:
        tables: the release, with the other one attached.
        previous: the other one.
        found: a row of either.
    """
    where = " and ".join(f'"{column}" = ?' for column in primary_key(found.table))
    now = tables.get(found.table, *found.key)
    rows = tables.rows(f'from before."{found.table}" where {where} limit 1', *found.key)
    before = rows[0] if rows else None
    if now is None:
        yield Note(f"The row stood in {previous.version} and is gone.")
    elif before is None:
        yield Note(f"The row is new: {previous.version} does not have it.")
    else:
        changes = tuple(_changes(tables, found.table, before, now))
        if not changes:
            yield Note(f"The row is the same in {previous.version}.")
            # What it rests on may have changed all the same, one claim for another.
            if found.table in _GROUPS:
                yield from _reasons(tables, found, now, before)
            return
        yield Note(f"{counted(len(changes), 'column')} changed:", notes=changes)
    yield from _reasons(tables, found, now, before)
    yield from _whole_release(tables, previous)


def _changes(tables: Tables, table: str, before: Row, now: Row) -> Iterator[Note]:
    """Columns with other values; words of articles are never repeated here."""
    verbatim = {c for c, kind in word_columns(table).items() if kind == "verbatim"}
    for column, new in now.items():
        old = before.get(column)
        if column not in before or old == new:
            continue
        if column in verbatim:
            what = "other words than before"
            if old is None or new is None:
                what = (
                    "its words are published now" if old is None else "its words are withheld now"
                )
            yield Note(f"{column}: {what}.")
        elif column in _LINKS:
            yield Note(
                f"{column}: {_entity(tables, old)} before, now {_entity(tables, new)}.",
                tuple(id_ for id_ in (old, new) if id_),
            )
        else:
            yield Note(f"{column}: {_cell(old)} before, now {_cell(new)}.")


def _entity(tables: Tables, id_: str | None) -> str:
    if id_ is None:
        return "nothing"
    rows = tables.rows(
        "select name from entities where entity_id = $1 union all "
        "select name from before.entities where entity_id = $1 limit 1",
        id_,
    )
    return str(rows[0]["name"]) if rows else id_


def _cell(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _reasons(tables: Tables, found: Found, now: Row | None, before: Row | None) -> Iterator[Note]:
    """Why a row came, went or changed, as far as the rows it rests on tell."""
    key = str(found.key[0])
    row = now or before or {}
    match found.table:
        case "facts":
            yield from _claims_moved(tables, "fact_id", key)
        case "predicates":
            yield from _claims_moved(tables, "predicate", key)
        case "origins":
            yield from _claims_moved(tables, "origin_id", key)
        case "entities" | "aliases":
            yield from _merged(tables, key)
            yield from _mentions_moved(tables, key)
        case "conflicts":
            for rival in _rivals(tables, key):
                yield from _side_moved(tables, rival)
        case "evidence":
            claims = tables.rows(
                "select article_id from claims where claim_id = $1 union "
                "select article_id from before.claims where claim_id = $1",
                key,
            )
            for claim in claims:
                yield from _article_moved(tables, claim["article_id"])
        case _:
            if row.get("article_id"):
                yield from _article_moved(tables, row["article_id"])
            if now is None and row.get("char_start") is not None:
                yield from _rejected_now(tables, row)


def _claims_moved(tables: Tables, column: str, key: str) -> Iterator[Note]:
    """Claims that appeared in a group, and those that fell out of it."""
    for verb, now, before in (("Appeared", "", "before."), ("Fell", "before.", "")):
        where = f"""from {now}claims c
            left join {before}claims o on o.claim_id = c.claim_id
            where c.{column} = $1 and o.{column} is distinct from $1"""
        rows = tables.rows(
            f"""select c.claim_id, c.article_id, c.extractor, c.rule, o.claim_id is not null as
            moved, o.{column} as other {where} order by c.article_id, c.claim_id limit $2""",
            key,
            LISTED,
        )
        total = tables.count(f"select count(*) {where.replace('$1', '?')}", key, key)
        notes = []
        for row in rows:
            article = _article(tables, row["article_id"])
            if row["moved"]:
                way = "was under" if not now else "is now under"
                why = f"the claim {way} {row['other']}"
            else:
                why = _article_reason(tables, row["article_id"]) or (
                    f"the text is the same; rule {row['rule']} of {row['extractor']} "
                    f"{'finds it now' if not now else 'found it before'}"
                )
            notes.append(
                Note(f"{article_label(article)}: {why}.", (row["claim_id"], row["article_id"]))
            )
        if rest := more(len(rows), total, "claims are"):
            notes.append(Note(rest))
        if notes:
            yield Note(f"{verb}: {counted(total, 'claim')}.", notes=tuple(notes))


def _article(tables: Tables, id_: str) -> Row:
    """An article of this release, else of the other; its title only where this one gives it."""
    columns = "publisher, source, title, published_on, published_precision"
    rows = tables.rows(f"select {columns} from articles where article_id = ?", id_)
    if not rows:
        other = columns.replace("title", "null as title")
        rows = tables.rows(f"select {other} from before.articles where article_id = ?", id_)
    return rows[0] if rows else {"source": id_}


def _article_reason(tables: Tables, id_: str) -> str | None:
    """What happened to an article, None where its text and its rights are the same."""
    (row,) = tables.rows(
        f"""select {ARTICLE_CAUSE} as cause, o.rights as old, n.rights as new
        from (from articles where article_id = $1) n
        full join (from before.articles where article_id = $1) o using (article_id)
        union all select null, null, null order by cause nulls last limit 1""",
        id_,
    )
    if row["cause"] == "rights":
        return f"the rights of the article changed from {row['old']} to {row['new']}"
    return _ARTICLE_SAID.get(row["cause"])


_ARTICLE_SAID = {
    "article-new": "the article is new in this release",
    "selection": "the selection of the dataset takes the article in, or leaves it out",
    "article-withdrawn": "the article was withdrawn",
    "article-gone": "the article is no longer in this release",
    "article-text": "the text of the article changed",
}


def _article_moved(tables: Tables, id_: str) -> Iterator[Note]:
    label = article_label(_article(tables, id_))
    reason = _article_reason(tables, id_)
    yield Note(
        f"{label}: {reason}."
        if reason
        else f"{label}: its text is the same, so the cause lies in how it was read or linked.",
        (id_,),
    )


def _rejected_now(tables: Tables, row: Row) -> Iterator[Note]:
    """What this release dropped at the place of a row that is gone, where the text is the same."""
    rows = tables.rows(
        """select r.rejected_id, r.kind, r.check_code, r.reason from rejected r
        join articles a using (article_id) join before.articles b on b.article_id = a.article_id
            and coalesce(b.text_sha256 = a.text_sha256, b.n_chars = a.n_chars)
        where r.article_id = $1 and r.char_start < $2 and r.char_end > $3
        order by r.rejected_id limit $4""",
        row["article_id"],
        row["char_end"],
        row["char_start"],
        LISTED,
    )
    for dropped in rows:
        yield Note(
            f"There, a {dropped['kind']} is rejected now ({dropped['check_code']}): "
            f"{dropped['reason']}",
            (dropped["rejected_id"],),
        )


def _merged(tables: Tables, id_: str) -> Iterator[Note]:
    rows = tables.rows(
        """select e.entity_id, e.name from entities e
        left join before.entities b using (entity_id)
        where e.replaced_by = $1 and b.replaced_by is null order by e.entity_id limit $2""",
        id_,
        LISTED,
    )
    for row in rows:
        yield Note(f"{row['name']} was merged into it.", (row["entity_id"],))
    (now,) = tables.rows(
        "select any_value(replaced_by) as target from entities where entity_id = ?", id_
    )
    if now["target"]:
        names = entity_names(tables, [now["target"]])
        name = names[now["target"]]["name"] if now["target"] in names else now["target"]
        yield Note(f"It was merged into {name}.", (now["target"],))


def _mentions_moved(tables: Tables, id_: str) -> Iterator[Note]:
    """Mentions of an entity that appeared or fell, article by article."""
    for verb, now, before in (("Appeared", "", "before."), ("Fell", "before.", "")):
        rows = tables.rows(
            f"""select c.article_id, count(*) as n, count(*) over () as total,
                (sum(count(*)) over ())::bigint as mentions, count(o.mention_id) as moved
            from {now}mentions c left join {before}mentions o on o.mention_id = c.mention_id
            where c.entity_id = $1 and o.entity_id is distinct from $1
            group by c.article_id order by n desc, c.article_id limit $2""",
            id_,
            LISTED,
        )
        if not rows:
            continue
        notes = []
        for row in rows:
            why = _article_reason(tables, row["article_id"])
            if row["moved"]:
                why = f"{row['moved']:,} linked to another entity {'now' if now else 'before'}"
            label = article_label(_article(tables, row["article_id"]))
            text = f"{label}: {counted(row['n'], 'mention')}"
            notes.append(Note(f"{text}; {why}." if why else f"{text}.", (row["article_id"],)))
        if rest := more(len(rows), rows[0]["total"], "articles are"):
            notes.append(Note(rest))
        yield Note(f"{verb}: {counted(rows[0]['mentions'], 'mention')}.", notes=tuple(notes))


def _rivals(tables: Tables, conflict_id: str) -> Iterator[str]:
    """Facts that are or were in a conflict."""
    rows = tables.rows(
        "select fact_id from conflicts where conflict_id = $1 union "
        "select fact_id from before.conflicts where conflict_id = $1 order by fact_id limit $2",
        conflict_id,
        LISTED,
    )
    for row in rows:
        yield str(row["fact_id"])


def _side_moved(tables: Tables, fact_id: str) -> Iterator[Note]:
    """What happened to one side of a conflict."""
    now, before = (
        tables.rows(f"select n_origins from {facts} where fact_id = ?", fact_id)
        for facts in ("facts", "before.facts")
    )
    if now and before:
        a, b = before[0]["n_origins"], now[0]["n_origins"]
        text = (
            f"{counted(a, 'origin')} before, {b:,} now" if a != b else "as many origins as before"
        )
    else:
        text = "a fact that is new" if now else "a fact that is gone"
    yield Note(
        f"One side: {text}.", (fact_id,), notes=tuple(_claims_moved(tables, "fact_id", fact_id))
    )


def _whole_release(tables: Tables, previous: Release) -> Iterator[Note]:
    """What differs between the releases as a whole and may be the cause."""
    counts = [
        (
            "added",
            "select count(*) from articles a anti join before.articles b using (article_id)",
        ),
        ("gone", "select count(*) from before.articles b anti join articles a using (article_id)"),
        (
            "changed",
            "select count(*) from articles a join before.articles b using (article_id) "
            f"where {OTHER_TEXT.format(a='a', b='b')}",
        ),
    ]
    numbers = [(what, tables.count(sql)) for what, sql in counts]
    said = [f"{n:,} {what}" for what, n in numbers if n]
    yield Note(
        f"Between {previous.version} and {tables.release.version}: articles "
        f"{', '.join(said) if said else 'the same'}."
    )
    new, old = tables.release.manifest, previous.manifest
    for key in run_changes(old, new):
        changed = (
            f"from {old.get(key)} to {new.get(key)}" if key in ("extractor", "factpack") else ""
        )
        yield Note(
            RUN_SAID[key].replace("changed.", f"changed {changed}.") if changed else RUN_SAID[key]
        )
