"""Why rows differ between two releases: other articles, another reading, other links, reviews.

News in the articles is told apart from what the publisher did to them: the same text read by
another extractor, names linked in another way, claims reviewed, a changed vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factpack.config.selection import EXCLUDED
from factpack.release.versions.pair import Pair
from factpack.release.versions.rows import changes_table
from factpack_validators.schemas import table_names, table_schema
from factpack_validators.sql import literal, name, text_list

CAUSES: Mapping[str, tuple[str, str]] = {
    "article-withdrawn": ("withdrawn", "The article was withdrawn."),
    "selection": ("selection", "The selection takes the article in, or leaves it out."),
    "article-new": ("articles", "The article is new."),
    "article-gone": ("articles", "The article is no longer in the corpus."),
    "article-text": ("articles", "The text of the article changed."),
    "article-described": ("articles", "What is known about the article changed."),
    "rights": ("rights", "The rights of the article changed."),
    "contract": ("contract", "The columns of the table changed."),
    "vocabulary": ("vocabulary", "The vocabulary changed."),
    "review": ("review", "Claims were reviewed."),
    "linking": ("linking", "Names, origins or conflicts are linked in another way."),
    "extractor": ("extractor", "The article is read in another way."),
}
"""Causes in the order in which they explain a row that has several; each with the group that it
belongs to and a sentence."""

OTHER_TEXT = "coalesce({a}.text_sha256 <> {b}.text_sha256, {a}.n_chars <> {b}.n_chars)"
"""SQL: whether a text is another; of a short one that is withheld only the length is known."""

WITHDRAWN_ARTICLES = "select source from rejected where check_code = 'article-withdrawn'"
"""SQL of the identifiers of articles that were taken back: no other trace of them is left."""

_LEFT_OUT = f"rejected where starts_with(check_code, {literal(EXCLUDED)}))"

ARTICLE_CAUSE = f"""case when o.article_id is null then case
        when n.source in (select source from before.{_LEFT_OUT} then 'selection'
        else 'article-new' end
    when n.article_id is null then case when o.article_id in ({WITHDRAWN_ARTICLES})
        then 'article-withdrawn'
        when o.source in (select source from {_LEFT_OUT} then 'selection'
        else 'article-gone' end
    when {OTHER_TEXT.format(a="o", b="n")} then 'article-text'
    when o.rights <> n.rights then 'rights' end"""
"""SQL of what happened to an article `n` that was `o`; null where its text and rights are as they
were."""

HIDE = f"""
    create or replace temp table withdrawn_articles as
    select o.article_id from before.articles o
    where o.article_id in ({WITHDRAWN_ARTICLES});

    create or replace temp table hidden_facts as
    with recursive hidden as (
        select fact_id from before.claims semi join withdrawn_articles using (article_id)
        union select f.broader_fact_id from before.facts f join hidden using (fact_id)
        where f.broader_fact_id is not null
    ) from hidden;

    create or replace temp table hidden_entities as
    select distinct entity_id from before.mentions semi join withdrawn_articles using (article_id);

    create or replace temp table hidden_names as
    select b.entity_id from before.entities b semi join hidden_entities using (entity_id)
    anti join entities n on n.entity_id = b.entity_id and n.name = b.name
"""
"""SQL of what words of withdrawn articles may stand in: facts and entities that rested on them, and
entities whose old name is not given any more."""

NEEDED = ("articles", "claims", "mentions", "facts", "entities", "rejected")
_OWN = ("articles", "claims", "mentions")
"""Tables that others follow from."""

_DERIVED = ("articles", "origins", "entities", "aliases", "facts", "statements", "conflicts")
"""Tables that do not hold what one article says alone: without another cause, links changed."""

_NAMED = ("article_id", "claim_id", "fact_id", "entity_id", "origin_id", "predicate")
"""Columns by which a row tells what it follows from."""

_NAMES = frozenset({"subject", "object", "speaker"})
"""Columns beside references that change with them."""


def tell_causes(pair: Pair, tables: Sequence[str]) -> None:
    """Fill `_cause` in the table of changes of each table, as far as it can be told.

    Args:
        pair: two releases.
        tables: those that `rows.find_changes` went through.
    """
    if not all(t in side.files for t in NEEDED for side in (pair.old, pair.new)):
        return
    database = pair.database
    database.execute(HIDE)
    rank = " ".join(f"when {literal(c)} then {i}" for i, c in enumerate(CAUSES))
    database.execute(f"create or replace temp macro rank_of(c) as case c {rank} end")
    database.execute(f"""
        create or replace temp table article_causes as
        select * from (select coalesce(n.article_id, o.article_id) as article_id,
            {ARTICLE_CAUSE} as cause
        from articles n full join before.articles o on o.article_id = n.article_id)
        where cause is not null""")
    words = "select null::varchar as predicate limit 0"
    if "predicates" in tables:
        words = f"select predicate from {changes_table('predicates')}"
    database.execute(f"create or replace temp table changed_predicates as {words}")
    default = _default(pair)
    # What one article says first: what is made of many articles follows from it.
    own = [t for t in tables if t in _OWN]
    rest = [t for t in tables if t not in (*own, "facts", "entities", "origins")]
    for table in own:
        _of_rows(pair, table, default)
    _carry(pair)
    for table in (*(t for t in ("facts", "entities", "origins") if t in tables), *rest):
        _of_rows(pair, table, default)
        if table == "facts":
            database.execute(
                "create or replace temp table fact_row_causes as select fact_id as id, "
                f"_cause as cause from {changes_table('facts')}"
            )


def _default(pair: Pair) -> str:
    """SQL of the cause of a row whose article is the same: what else the publisher changed."""
    old, new = pair.old.manifest, pair.new.manifest

    def differ(*keys: str) -> bool:
        return any(old.get(key) != new.get(key) for key in keys)

    reads_alike = not differ("extractor", "factpack", "facts_sha256", "rules_yaml")
    cases = []
    if reads_alike and differ("vocabulary_yaml"):
        cases.append("when true then 'vocabulary'")
    if differ("reviews_csv"):
        only = "_change = 'update' and list_has_all(['confidence'], _columns)"
        cases.append(f"when {'true' if reads_alike else only} then 'review'")
    if reads_alike and differ("entities_csv", "publishers_csv"):
        cases.append("when true then 'linking'")
    return f"case {' '.join(cases)} else 'extractor' end" if cases else "'extractor'"


def _carry(pair: Pair) -> None:
    """What the changed claims and mentions rest on: causes by claim, fact, entity and origin."""
    run = pair.database.execute
    claims, mentions = changes_table("claims"), changes_table("mentions")
    run(f"""create or replace temp table claim_causes as
        select claim_id as id, _cause as cause from {claims}""")
    for target, sources in {
        "fact": [(claims, "claims", "claim_id", "fact_id")],
        "origin": [(changes_table("articles"), "articles", "article_id", "origin_id")],
        "entity": [
            (mentions, "mentions", "mention_id", "entity_id"),
            (claims, "claims", "claim_id", "subject_id"),
            (claims, "claims", "claim_id", "object_id"),
        ],
    }.items():
        moved = " union all ".join(
            f"select x.{c} as id, d._cause as cause from {changed} d "
            f"join {side}{table} x using ({k})"
            for changed, table, k, c in sources
            for side in ("", "before.")
        )
        run(f"""create or replace temp table {target}_causes as
            select id, arg_min(cause, rank_of(cause)) as cause from ({moved})
            where id is not null and cause is not null group by id""")
    run("create or replace temp table fact_row_causes as select null as id, null as cause limit 0")


def _of_rows(pair: Pair, table: str, default: str) -> None:
    """Fill `_cause` of one table, by what its rows name: a claim, an article, a fact, an entity."""
    columns = {**pair.columns("old", table), **pair.columns("new", table)}
    changes = changes_table(table)
    key = [c for c in _columns(pair, changes) if not c.startswith("_")]
    if not key:
        return
    both = pair.columns("old", table), pair.columns("new", table)
    added = [c for c in columns if c not in both[0] or c not in both[1]]
    links = [c for c in _references(table) if c in columns]
    wanted = [
        c for c in (*_NAMED, *(("check_code",) if table == "rejected" else ())) if c in columns
    ]
    sides = " union ".join(
        f"select {', '.join(map(name, key))}"
        + "".join(f", {name(c) if c in have else 'null'} as {name('of ' + c)}" for c in wanted)
        + f" from {view}.{name(table)} semi join {changes} using ({', '.join(map(name, key))})"
        for view, have in zip(("old", "new"), both, strict=True)
        if have
    )
    causes = [_lookup("article", "article_id")] if "article_id" in wanted else []
    if table not in _OWN:
        targets = {"claim_id": "claim", "fact_id": "fact", "entity_id": "entity"}
        causes += [_lookup(target, c) for c, target in targets.items() if c in wanted]
        if table == "origins":
            causes.append(_lookup("origin", "origin_id"))
        elif table != "facts" and "fact_id" in wanted:
            causes.append(_lookup("fact_row", "fact_id"))
    if "check_code" in wanted:
        of_code = f'starts_with(s."of check_code", {literal(EXCLUDED)})'
        causes.append(f"case when {of_code} then 'selection' end")
    if "predicate" in wanted:
        causes.append(
            "(select 'vocabulary' from changed_predicates c "
            'where c.predicate = s."of predicate" limit 1)'
        )
    cause = ", ".join(
        [
            _where_only(added, "contract"),
            *causes,
            _where_only(links, "linking"),
            _last(table, default),
        ]
    )
    same = " and ".join(f"s.{name(c)} is not distinct from d.{name(c)}" for c in key)
    keys = ", ".join(f"d.{name(c)}" for c in key)
    pair.database.execute(f"""
        create or replace temp table told as
        select {keys}, any_value(_change) as _change, any_value(_columns) as _columns,
            arg_min(cause, rank_of(cause)) as _cause
        from (select {keys}, _change, _columns, coalesce({cause}) as cause
            from {changes} d join ({sides}) s on {same}) d group by {keys}""")
    pair.database.execute(f"create or replace temp table {changes} as from told")


def _lookup(target: str, column: str) -> str:
    """SQL of the cause that was found for what a column of the row names."""
    ids = "article_id" if target == "article" else "id"
    return (
        f"(select any_value(cause) from {target}_causes c where c.{ids} = s.{name('of ' + column)})"
    )


def _where_only(columns: Sequence[str], cause: str) -> str:
    """SQL of a cause that explains a row where no other column differs."""
    only = f"list_has_all({text_list(columns)}, _columns)"
    return f"case when _change = 'update' and {only} then {literal(cause)} end"


def _last(table: str, default: str) -> str:
    """SQL of the cause of a row that nothing it names explains."""
    if table == "predicates":
        return "'vocabulary'"
    if table == "articles":
        return "'article-described'"
    return "'linking'" if table in _DERIVED else default


def _references(table: str) -> list[str]:
    """Columns that name entities, facts or origins, and those that change with them."""
    if table not in table_names():
        return []
    return sorted(
        {
            column
            for reference in table_schema(table).get("foreignKeys", [])
            for column in reference["fields"]
            if column not in ("article_id", "predicate")
        }
        | _NAMES
    )


def _columns(pair: Pair, table: str) -> list[str]:
    return [row[0] for row in pair.database.execute(f"describe from {table}").fetchall()]
