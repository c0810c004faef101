"""Changes with clean bookkeeping that somebody thought of who had not read the checks.

The articles are of a third trade, with what the other two lack: a line that is cut away, a reprint
of which a part was changed, two origins of one fact, and a part of a firm.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.validators.editing import edit, edit_json, edit_text, fit_page, reseal
from tests.validators.forgeries.by_strangers import cells, of, states, words_moved
from tests.validators.forgeries.in_meaning import (
    BEYOND_FILE,
    Rewriting,
    reworded,
)
from tests.validators.forgeries.rewriting import (
    Rows,
    Tables,
    claims_of,
    entity,
    facts_of,
    in_source,
    keep_books,
)

from factpack.ids import make_id, sha256

ARTICLES = {
    "tide.txt": (
        "Norvik Tide opens a plant\n\nNorvik Tide was founded in 1994 by Ada Renn. Norvik Tide "
        "acquired Solund Batteries for $55 million in May 2018. Norvik Tide had revenue of $210 "
        "million in 2019.\n\n“Norvik Tide invested $12 million in Halde Wind,” said Ada Renn, "
        "chief executive of Norvik Tide. “Halde Wind lost $3 million in 2019,” she added.\n\n"
        "Share this article\n"
    ),
    "coast.txt": (
        "BERGEN, June 2 (Coast Wire) - Norvik Tide partnered with Fjell Grid in 2017. Fjell Grid "
        "has 640 employees. Norvik Tide agreed to acquire Oster Cable for $20 million.\n\nHalde "
        "Wind is based in Bergen. It was founded in 2003.\n"
    ),
    "ports.txt": (
        "A look at the coast\n\nIn May 2018 Norvik Tide acquired Solund Batteries for $55 million. "
        "Halde Wind was founded in 2005 by Per Aune.\n\nAccording to Halde Wind, Fjell Grid has "
        "acquired Lysen Marine.\n"
    ),
}
ARTICLES["copy.txt"] = ARTICLES["tide.txt"].replace("opens a plant", "opens its plant")
STATED = {
    "tide.txt": ("The Bergen Tide", "2020-06-01"),
    "coast.txt": ("Coast Wire", "2020-06-02"),
    "ports.txt": ("Ports and Piers", "2020-06-09"),
    "copy.txt": ("The Sound", "2020-06-03"),
}
CONFIG = {
    "name": "norvik-tide",
    "title": "Norvik Tide",
    "description": "News of an invented power station.",
    "license": "CC0-1.0",
    "rights": "full",
    "released": "2026-01-31",
    "creators": [{"name": "Sound Data"}],
    "sources": [{"path": "*.txt"}],
    "articles": {
        name: {"publisher": publisher, "published": published}
        for name, (publisher, published) in STATED.items()
    },
}


def left_out(tables: Tables, claims: Rows, part: str, *columns: str) -> None:
    """A part of claims is gone from rows and evidence."""
    keys = {claim["claim_id"] for claim in claims}
    for row in (*claims, *facts_of(tables, claims)):
        row.update(dict.fromkeys(columns))
    tables["evidence"] = [
        row for row in tables["evidence"] if row["claim_id"] not in keys or row["part"] != part
    ]
    keep_books(tables)


def priceless(tables: Tables) -> None:
    left_out(tables, claims_of(tables, "acquired", "Oster Cable"), "amount", "amount", "currency")


def longer_ago(tables: Tables) -> None:
    """A sum of one purchase is of a day nobody names."""
    dates = ("date_from", "date_to", "date_precision", "date_relation")
    left_out(tables, claims_of(tables, "acquired", "Solund Batteries"), "date", *dates)


def two_facts(tables: Tables) -> None:
    """What two origins say stands there as two facts of one origin each."""
    claims = claims_of(tables, "acquired", "Solund Batteries")
    (alone,) = [c for c in claims if c["exact"].startswith("May")]
    fact = dict(facts_of(tables, [alone])[0], fact_id="f-" + "3" * 20)
    tables["facts"].append(fact)
    alone["fact_id"] = fact["fact_id"]
    keep_books(tables)


def own_fact_of_another(tables: Tables) -> None:
    """A founder founded another firm, too, by the words of the first."""
    broader = facts_of(tables, claims_of(tables, "located_in"))[0]
    for fact in facts_of(tables, claims_of(tables, "founded_on")):
        fact["broader_fact_id"] = broader["fact_id"]
    keep_books(tables)


def made_up_conflict(tables: Tables) -> None:
    """Two founders of two firms contradict each other."""
    facts = facts_of(tables, claims_of(tables, "founded_by"))
    like = tables["conflicts"][0]
    key = make_id("x", *sorted(fact["fact_id"] for fact in facts))
    tables["conflicts"] += [
        dict(like, conflict_id=key, fact_id=fact["fact_id"], predicate="founded_by")
        | {"subject_id": facts[0]["subject_id"]}
        for fact in facts
    ]
    keep_books(tables)


def no_conflict_of_a_kind(tables: Tables) -> None:
    for row in tables["conflicts"]:
        row["reason"] = row["reason"] + " Both may be right."


def spoken_elsewhere(tables: Tables) -> None:
    """The speaker of a quotation is named at the top of the article, not where he speaks."""
    for row in tables["quotes"]:
        if row["cue"] == "said" and row["kind"] == "direct":
            text = next(
                a["text"] for a in tables["articles"] if a["article_id"] == row["article_id"]
            )
            start = text.index("Ada Renn")
            row.update(speaker_char_start=start, speaker_char_end=start + len("Ada Renn"))


def mention_left_out(tables: Tables) -> None:
    """A firm is named once less, and counted once less."""
    firm = entity(tables, "Norvik Tide")
    claims = {c["claim_id"]: c["article_id"] for c in tables["claims"]}
    used = {(claims[e["claim_id"]], e["char_start"]) for e in tables["evidence"]}
    found = [
        m
        for m in tables["mentions"]
        if m["entity_id"] == firm
        and m["kind"] == "name"
        and (m["article_id"], m["char_start"]) not in used
    ]
    assert found
    tables["mentions"].remove(found[0])
    for row in (*tables["entities"], *tables["aliases"]):
        if row["entity_id"] == firm and row.get("alias", found[0]["exact"]) == found[0]["exact"]:
            row["n_mentions"] -= 1


def mention_more(tables: Tables) -> None:
    """Words about nobody are a firm's."""
    article = next(a for a in tables["articles"] if a["source"] == "ports.txt")
    like = next(m for m in tables["mentions"] if m["exact"] == "It")
    start, words = article["text"].index("the coast"), "the coast"
    row = dict(like, article_id=article["article_id"], char_start=start)
    row.update(char_end=start + len(words), exact=words, exact_sha256=sha256(words))
    row["mention_id"] = make_id("m", row["article_id"], *in_source(tables, row["article_id"], row))
    tables["mentions"].append(row)
    for firm in tables["entities"]:
        firm["n_mentions"] += firm["entity_id"] == row["entity_id"]


def literal_more(tables: Tables) -> None:
    """A part of an amount is an amount of its own."""
    like = next(r for r in tables["literals"] if r["amount"] == 210e6)
    row = dict(like, char_end=like["char_start"] + 2, exact="$2", exact_sha256=sha256("$2"))
    place = in_source(tables, row["article_id"], row)
    row.update(amount=2.0, literal_id=make_id("l", row["article_id"], row["kind"], *place))
    tables["literals"].append(row)


def explicit(tables: Tables) -> None:
    """A firm that is meant by a pronoun is named, by the rows."""
    found = [e for e in tables["evidence"] if e["exact"] == "It"]
    assert found
    for row in found:
        row["resolution"] = next(
            e["resolution"] for e in tables["evidence"] if e["exact"] == "Halde Wind"
        )


def another_part(tables: Tables) -> None:
    """The subject of a claim is shown by its name in another sentence of the article."""
    for claim in claims_of(tables, "located_in"):
        words_moved(tables, claim, "object", "BERGEN")
    keep_books(tables)


def wider(tables: Tables) -> None:
    """The words of a claim run into the sentence behind it."""
    for claim in claims_of(tables, "located_in"):
        text = next(a["text"] for a in tables["articles"] if a["article_id"] == claim["article_id"])
        claim["char_end"] = text.index("2003") + 4
        claim["exact"] = text[claim["char_start"] : claim["char_end"]]
        claim["exact_sha256"] = sha256(claim["exact"])
    keep_books(tables)


def look_alike(tables: Tables) -> None:
    """A name of which one letter is of another alphabet."""
    for table, column in (("entities", "name"), ("aliases", "alias")):
        for row in tables[table]:
            if row[column] == "Halde Wind":
                row[column] = "H\u0430lde Wind"
    keep_books(tables)


def moved_source(tables: Tables) -> None:
    """An article comes from a file with another name."""
    for row in tables["articles"]:
        if row["source"] == "ports.txt":
            row["source"] = "leaked.txt"


def moved_in_config(config: dict[str, Any]) -> None:
    config["articles"]["leaked.txt"] = config["articles"].pop("ports.txt")


def resealed(forge: Callable[[Path], object]) -> Callable[[Path], object]:
    """An edit of files, after which sizes, hashes and counts fit again."""

    def change(release: Path) -> None:
        forge(release)
        reseal(release)

    return change


def statements(**values: Any) -> Callable[[Path], object]:
    """Other cells in every row of the table that people read first."""

    def change(rows: Rows) -> None:
        for row in rows:
            row.update(values)

    return resealed(lambda release: edit(release, "statements", change))


def sentence_of_another(release: Path) -> None:
    """Two rows of one article show each other's sentences."""

    def change(rows: Rows) -> None:
        one = next(r for r in rows if r["predicate"] == "acquired" and r["amount"] == 20e6)
        other = next(r for r in rows if r["predicate"] == "located_in")
        for column in ("sentence", "span_start", "span_end"):
            one[column], other[column] = other[column], one[column]

    edit(release, "statements", change)


def denied_in_words(rows: Rows) -> None:
    for row in rows:
        if row["statement"]:
            row["statement"] = row["statement"].replace("acquired", "did not acquire")


def shorter_bars(release: Path) -> None:
    """The longest bar of a plot is the shortest, under the same figures."""
    plot = release / "plots/facts-by-origins.svg"
    assert 'width="5' in plot.read_text("utf-8")
    edit_text(release, "plots/facts-by-origins.svg", 'height="16" rx="2"', 'height="2" rx="2"')
    edit_text(release, "plots/facts-by-origins.svg", 'width="5', 'width="')
    fit_page(release, "plots/facts-by-origins.svg")


def more_checks(release: Path) -> None:
    edit_json(
        release,
        "validation.json",
        lambda d: d["findings"].append(
            {"code": "audited", "severity": "info", "message": "Audited by hand: no error."}
        ),
    )


def in_json(file: str, key: str, value: Any) -> Callable[[Path], object]:
    return resealed(lambda r: edit_json(r, file, lambda data: data.update({key: value})))


def at_the_end(file: str, words: str) -> Callable[[Path], object]:
    def change(release: Path) -> None:
        with (release / file).open("a", encoding="utf-8") as stream:
            stream.write(words)
        fit_page(release, file)

    return resealed(change)


def in_words(file: str, old: str, new: str) -> Callable[[Path], object]:
    def change(release: Path) -> None:
        edit_text(release, file, old, new)
        fit_page(release, file)

    return resealed(change)


LATER = {"date_to": date(2018, 12, 31)}


def in_may(row: dict[str, Any]) -> bool:
    return bool(row["date_from"] == date(2018, 5, 1))


NEW: tuple[Rewriting, ...] = (
    # What rows say.
    Rewriting(
        "a month runs on to the end of the year", "value-ungrounded", states(in_may, **LATER)
    ),
    Rewriting(
        "a month is given as a year", "value-ungrounded", states(in_may, date_precision="year")
    ),
    Rewriting("a price is left out", "reproduce", priceless),
    Rewriting("a date is left out", "reproduce", longer_ago),
    Rewriting(
        "employees are counted in percent",
        "value-ungrounded",
        states(lambda r: r["metric"] == "employees", unit="percent"),
    ),
    Rewriting("what two origins say is two facts", "reproduce", two_facts),
    Rewriting("a fact is a part of one about something else", "fact-support", own_fact_of_another),
    Rewriting(
        "two facts about two firms contradict each other", "conflict-unfounded", made_up_conflict
    ),
    Rewriting("a contradiction is explained away", "reproduce", no_conflict_of_a_kind),
    Rewriting("the words of a claim run into the next sentence", "span-range", wider),
    Rewriting("a place is shown by the line above the article", "evidence-elsewhere", another_part),
    Rewriting("a pronoun counts as a name", "reproduce", explicit),
    # Who is named where.
    Rewriting(
        "what was said was admitted",
        "reproduce",
        cells("quotes", lambda r: r["cue"] == "said", cue="admitted"),
    ),
    Rewriting("a speaker is named elsewhere", "reproduce", spoken_elsewhere),
    Rewriting("a mention is left out", "reproduce", mention_left_out),
    Rewriting("words about nobody are a firm's", "count-mismatch", mention_more),
    Rewriting("a part of an amount is an amount", "reproduce", literal_more),
    Rewriting("a name with a letter of another alphabet", "mention-alias", look_alike),
    Rewriting(
        "a firm is from the catalogue",
        "reproduce",
        cells("entities", lambda r: r["name"] == "Halde Wind", basis="curated"),
    ),
    # Articles and where they come from.
    Rewriting(
        "a reprint is less alike",
        "reproduce",
        cells("origins", lambda r: r["similarity"] is not None, similarity=0.51),
    ),
    Rewriting(
        "a line is cut away for another reason",
        BEYOND_FILE,
        cells("segments", lambda r: not r["kept"], reason="correction"),
    ),
    Rewriting(
        "an article was read in another encoding",
        "encoding-basis",
        cells("articles", of("ports.txt"), encoding="windows-1252"),
    ),
    Rewriting(
        "the file of an article had other bytes",
        BEYOND_FILE,
        cells("articles", of("ports.txt"), raw_sha256="3" * 64),
    ),
    Rewriting("an article comes from another file", BEYOND_FILE, moved_source, moved_in_config),
    Rewriting(
        "a day was read from the address",
        BEYOND_FILE,
        cells("articles", of("ports.txt"), published_basis="url"),
    ),
    Rewriting(
        "words with a space that looks alike", "space-unusual", reworded("for $55", "for\u2007$55")
    ),
    # Files.
    Rewriting(
        "the statements say the opposite in words",
        "statement-modality",
        edit=resealed(lambda r: edit(r, "statements", denied_in_words)),
    ),
    Rewriting(
        "two statements show each other's sentences",
        "statement-differs",
        edit=resealed(sentence_of_another),
    ),
    Rewriting(
        "all statements are of one publisher",
        "statement-differs",
        edit=statements(publisher="Coast Wire"),
    ),
    Rewriting(
        "all statements have five origins", "statement-differs", edit=statements(n_origins=5)
    ),
    Rewriting(
        "statements are left out",
        "statement-differs",
        edit=resealed(lambda r: edit(r, "statements", lambda rows: rows.pop())),
    ),
    Rewriting(
        "the recipes load another dataset",
        "card-mismatch",
        edit=in_words("RECIPES.md", "norvik-tide/1.0.0", "norvik-tides/1.0.0"),
    ),
    Rewriting(
        "the recipes ask for more than they say",
        "card-mismatch",
        edit=in_words("RECIPES.md", "publisher = ?", "publisher <> ?"),
    ),
    Rewriting("the bars of a plot are of other lengths", "reproduce", edit=resealed(shorter_bars)),
    Rewriting("an audit found nothing", "validation-mismatch", edit=resealed(more_checks)),
    Rewriting(
        "the citation is of another work",
        "citation-mismatch",
        edit=at_the_end(
            "CITATION.cff",
            "preferred-citation:\n  type: article\n  title: The other truth\n"
            "  authors:\n  - name: A. Forger\n",
        ),
    ),
    Rewriting(
        "the licence has a clause more",
        "reproduce",
        edit=at_the_end("LICENSE", "\nUse by newspapers is not permitted.\n"),
    ),
    Rewriting(
        "the card is tagged as checked by people",
        "reproduce",
        edit=in_words("README.md", "tags:\n", "tags:\n- human-annotated\n"),
    ),
    Rewriting(
        "the datasheet has another address",
        "privacy-email",
        edit=at_the_end("DATASHEET.md", "\nErrors: write to desk@forger.example.\n"),
    ),
    Rewriting(
        "the package names another source",
        "reproduce",
        edit=in_json(
            "datapackage.json", "sources", [{"title": "Reuters", "path": "https://reuters.com"}]
        ),
    ),
    Rewriting(
        "the release was made by another version",
        "reproduce",
        edit=in_json("manifest.json", "factpack", "9.9.9"),
    ),
)
