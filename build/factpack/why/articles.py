"""The story of an article: how it was read, what was removed, what was found in it."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement, share
from factpack.why.phrases import RIGHTS, article_label, listed, more, support
from factpack.why.sources import LISTED, origin_note, read_articles
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections, sentences
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `articles`."""
    del words  # Its text is a cell of the row, where the rights allow.
    where = f"Read from {row['source']}"
    if row["url"]:
        where += f", published at {row['url']}"
    return Told(
        article_label(row),
        sentences(
            [
                f"{counted(row['n_words'], 'word')}; {RIGHTS[row['rights']]}.",
                "It is a copy of an earlier article." if row["duplicate_of"] else None,
            ]
        ),
        sections(
            ("Where it comes from", [Note(f"{where}."), *_reading(row)]),
            ("What was kept and removed", _segments(tables, row)),
            ("Its origin", _origin(tables, row)),
            ("What was found in it", _found(tables, row["article_id"])),
            ("What it says", _facts(tables, row["article_id"])),
        ),
    )


def _reading(row: Row) -> Iterator[Note]:
    if row["published_on"]:
        yield Note(f"The date of publication comes from: {row['published_basis'] or 'its source'}.")
    else:
        yield Note("Its date of publication is not known.")
    if row.get("modified_on"):
        yield Note(f"It says that it was changed on {row['modified_on']}.")
    if row.get("license"):
        yield Note(f"It states the licence {row['license']}.")
    if row.get("is_accessible_for_free") is False:
        yield Note("It says that it is for those who pay.")
    if row["language"]:
        yield Note(f"Language: {row['language']}, {row['language_basis'] or 'given'}.")
    yield Note(f"Encoding: {row['encoding']}, {row['encoding_basis']}.")
    if row["text_sha256"]:
        hashes = f"SHA-256 of the text: {row['text_sha256']}; of its source: {row['raw_sha256']}."
        yield Note(hashes)


def _segments(tables: Tables, row: Row) -> Iterator[Note]:
    whole = row["n_chars"] + row["n_removed_chars"]
    yield Note(
        f"{counted(row['n_chars'], 'character')} kept, {row['n_removed_chars']:,} removed "
        f"({share(row['n_removed_chars'], whole)})."
    )
    removed = tables.rows(
        """select kind, reason, count(*) as n, sum(raw_end - raw_start)::bigint as size,
            min(ordinal) as first
        from segments where article_id = ? and not kept group by all
        order by size desc, kind, reason limit ?""",
        row["article_id"],
        LISTED,
    )
    for found in removed:
        yield Note(
            f"Removed, {found['kind']}: {counted(found['n'], 'stretch', 'stretches')} of "
            f"{counted(found['size'], 'character')} ({found['reason']}).",
            (f"{row['article_id']}|{found['first']}",),
        )


def _origin(tables: Tables, row: Row) -> Iterator[Note]:
    origin = tables.get("origins", row["origin_id"])
    if origin is not None:
        alone = "No other article carries its text: it is an independent origin."
        yield Note(origin_note(origin, origin["n_articles"]) or alone, (row["origin_id"],))
    if row["duplicate_of"]:
        first = read_articles(tables, [row["duplicate_of"]]).get(row["duplicate_of"], {})
        yield Note(f"A copy of {article_label(first)}.", (row["duplicate_of"],))
    copies = tables.rows(
        "select article_id, publisher, source, title, published_on, published_precision "
        "from articles where duplicate_of = ? order by published_on nulls last, article_id limit ?",
        row["article_id"],
        LISTED,
    )
    for copy in copies:
        yield Note(f"Copied by {article_label(copy)}.", (copy["article_id"],))


def _found(tables: Tables, id_: str) -> Iterator[Note]:
    counts = [
        counted(tables.count(f"select count(*) from {noun}s where article_id = ?", id_), noun)
        for noun in ("claim", "mention", "quote", "literal")
    ]
    yield Note(f"{listed(counts)}.")
    rejected = tables.rows(
        "select check_code, count(*) as n, min(rejected_id) as first from rejected "
        "where article_id = ? group by check_code order by n desc, check_code",
        id_,
    )
    for row in rejected:
        yield Note(
            f"{counted(row['n'], 'candidate')} not published: {row['check_code']}.",
            (row["first"],),
        )


def _facts(tables: Tables, id_: str) -> Iterator[Note]:
    facts = tables.rows(
        """select f.*, count(*) over () as total from facts f where fact_id in (
            select fact_id from claims where article_id = $1
        ) order by n_origins desc, n_claims desc, fact_id limit $2""",
        id_,
        LISTED,
    )
    for fact in facts:
        yield Note(f"{fact_statement(fact)}: {support(fact)}.", (fact["fact_id"],))
    if facts and (rest := more(len(facts), facts[0]["total"], "facts are")):
        yield Note(rest)
