"""Rights and privacy: no more words of an article than its rights allow, in any file."""

from __future__ import annotations

from factpack_validators.context import Context
from factpack_validators.leaks import find_leaks
from factpack_validators.privacy import find_private
from factpack_validators.query import report_rows
from factpack_validators.schemas import table_names, table_schema, word_columns
from factpack_validators.span_proof import SPAN_TABLES, rows_of_spans
from factpack_validators.sql import key_text, name
from factpack_validators.word_limits import (
    EXCERPT_CHARS,
    EXCERPT_SHARE,
    EXCERPT_WORDS,
    is_long_name,
)

_LEVEL = {"full": 0, "excerpt": 1, "facts": 2}
_LEVELS = """
    SELECT article_id, CASE rights WHEN 'full' THEN 0 WHEN 'excerpt' THEN 1 ELSE 2 END AS level
    FROM articles
"""


def run(context: Context) -> None:
    """Check every column of words by the rights of its article, then look for words everywhere."""
    context.database.con.execute(f"CREATE OR REPLACE TEMP TABLE levels AS {_LEVELS}")
    (n_withholding,) = context.database.one("SELECT count(*) FROM levels WHERE level > 0")
    context.found.looked_at("articles withholding words", n_withholding)
    if n_withholding:
        context.once("words of columns", lambda: _check_words(context))
        find_leaks(context)
    _check_widened(context)
    context.database.con.execute("DROP TABLE levels")
    find_private(context)


def _check_words(context: Context) -> None:
    _check_columns(context)
    _check_shares(context)
    _check_hashes(context)


def _rows(table: str) -> str | None:
    """Rows of a table with the level of their article; of a fact, the freest that has its words."""
    columns = {f["name"] for f in table_schema(table)["fields"]}
    if "article_id" in columns:
        return f"(SELECT x.*, level FROM {table} x JOIN levels USING (article_id))"
    if table == "evidence":
        return """(SELECT x.*, level FROM evidence x JOIN claims c USING (claim_id)
            JOIN levels ON levels.article_id = c.article_id)"""
    if table == "facts":
        # The words of a fact may be given where an article that allows them has the same.
        return """(SELECT x.*, coalesce(l.level, 2) AS level FROM facts x LEFT JOIN (
            SELECT c.fact_id, lower(c.object_value) AS words, min(level) AS level
            FROM claims c JOIN levels USING (article_id) WHERE c.object_value IS NOT NULL
            GROUP BY ALL) l ON l.fact_id = x.fact_id AND l.words = lower(x.object_value))"""
    return None


def _check_columns(context: Context) -> None:
    for table in table_names():
        rows = _rows(table)
        for column, words in word_columns(table).items():
            if words == "verbatim" and rows is not None:
                _check_verbatim(context, table, column, rows)
            elif words == "name":
                _check_name(context, table, column, rows)


def _check_verbatim(context: Context, table: str, column: str, rows: str) -> None:
    cell = name(column)
    short = _within(cell, EXCERPT_WORDS, EXCERPT_CHARS)
    kept = "true" if column == "title" else "false" if column == "text" else short
    report_rows(
        context,
        "words-withheld",
        f"""SELECT {key_text(table)}, level, {_n_words(cell)} FROM {rows}
        WHERE {cell} IS NOT NULL AND (level = 2 OR level = 1 AND NOT ({kept}))""",
        lambda level, n: (
            f"{column} gives {n} words of an article whose rights are "
            f"{'facts' if level == 2 else 'excerpt'}"
        ),
        table=table,
        column=column,
    )


def _check_name(context: Context, table: str, column: str, rows: str | None) -> None:
    """Names are facts and may stand; a long one may be a sentence that slipped in."""
    cell = name(column)
    withheld = "true" if rows is None or table == "facts" else "level > 0"
    given = "(FROM entities e WHERE e.basis = 'curated' AND e.entity_id = x.{})"
    if table == "facts" and column in ("subject", "object"):
        withheld = f"NOT EXISTS {given.format(column + '_id')}"
    elif table in ("entities", "aliases"):
        # What the publisher's own list calls it is no article's sentence.
        withheld = "basis <> 'curated'"
    report_rows(
        context,
        "name-long",
        f"""SELECT {key_text(table)}, {_n_words(cell)} FROM {rows or table} x
        WHERE {withheld} AND ({is_long_name(cell)})""",
        lambda n: f"{column} has {n} words, which is long for a name",
        table=table,
        column=column,
    )


def _within(cell: str, words: int, chars: int) -> str:
    return f"({_n_words(cell)} <= {words} AND length({cell}) <= {chars})"


def _n_words(cell: str) -> str:
    return rf"len(regexp_split_to_array(trim({cell}), '\s+'))"


def _check_widened(context: Context) -> None:
    """No article has wider rights than the configuration gives the dataset or any article.

    Sources that map a column to `rights` may give each record its own.
    """
    config = context.manifest.get("dataset_yaml")
    if not isinstance(config, dict) or str(config.get("rights")) not in _LEVEL:
        return
    sources, articles = config.get("sources"), config.get("articles")
    for source in sources if isinstance(sources, list) else ():
        columns = source.get("columns") if isinstance(source, dict) else None
        if isinstance(columns, dict) and "rights" in columns:
            return
    given: list[object] = [str(config["rights"])]
    for article in articles.values() if isinstance(articles, dict) else ():
        given.append(article.get("rights") if isinstance(article, dict) else None)
    widest = min(_LEVEL[g] for g in given if isinstance(g, str) and g in _LEVEL)
    report_rows(
        context,
        "rights-widened",
        f"SELECT article_id, level FROM levels WHERE level < {widest}",
        lambda level: (
            f"rights are {list(_LEVEL)[level]}; dataset.yaml gives {list(_LEVEL)[widest]} at most"
        ),
        table="articles",
        column="rights",
    )


def _check_shares(context: Context) -> None:
    """Excerpts that are short one by one may give out most of an article together."""
    config = context.manifest.get("dataset_yaml")
    asked = config.get("excerpt_share") if isinstance(config, dict) else None
    share = EXCERPT_SHARE
    if isinstance(asked, int | float) and not isinstance(asked, bool):
        # Less may be asked for than is allowed, never more.
        share = min(share, float(asked))
    spans = " UNION ".join(
        f"SELECT article_id, char_start, char_end FROM {rows} WHERE exact IS NOT NULL"
        for rows in map(rows_of_spans, SPAN_TABLES)
    )
    spans += """ UNION SELECT c.article_id, sentence_start, sentence_end
        FROM claims c JOIN statements USING (claim_id) WHERE sentence IS NOT NULL"""
    report_rows(
        context,
        "excerpt-share",
        f"""WITH spans AS ({spans}), ends AS (
            SELECT *, max(char_end) OVER (PARTITION BY article_id ORDER BY char_start, char_end
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM spans
        ), covered AS (
            SELECT article_id,
            sum(greatest(char_end - greatest(char_start, coalesce(before, 0)), 0)) AS n
            FROM ends GROUP BY article_id
        ) SELECT article_id, round(100 * given / a.n_chars)::INTEGER FROM (
            SELECT article_id, coalesce(n, 0) + coalesce(length(title), 0) AS given
            FROM articles LEFT JOIN covered USING (article_id)
        ) JOIN articles a USING (article_id) JOIN levels USING (article_id)
        WHERE level = 1 AND given > {share!r}::DOUBLE * a.n_chars""",
        lambda percent: f"title and excerpts give out {percent}% of the article",
        table="articles",
        column="rights",
    )


def _check_hashes(context: Context) -> None:
    """Withheld words have keyed hashes: a plain one of a name that the release gives is told here.

    Those of other words are told where the articles are at hand.
    """
    for table in SPAN_TABLES:
        report_rows(
            context,
            "words-guessable",
            f"""SELECT {key_text(table, "x.")} FROM {rows_of_spans(table)} x
            JOIN levels USING (article_id)
            WHERE level > 0 AND exact IS NULL
            AND exact_sha256 IN (SELECT sha256(alias) FROM aliases)""",
            lambda: "the words are withheld, and have the hash of a name without a key",
            table=table,
            column="exact_sha256",
        )
