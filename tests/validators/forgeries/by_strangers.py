"""More changes with clean bookkeeping, of articles of another trade.

They were thought of without regard to what is checked: what somebody would change who wants
another tale told, or his own name in it, and who has our program to write the release again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.validators.forgeries.in_meaning import (
    BEYOND_ARTICLE,
    BEYOND_FILE,
    BEYOND_METADATA,
    BEYOND_NAMES,
    Rewriting,
    on,
    reworded,
)
from tests.validators.forgeries.rewriting import (
    Change,
    Rows,
    Tables,
    claims_of,
    entity,
    facts_of,
    keep_books,
)

from factpack.ids import sha256

ARTICLES = {
    "echo.txt": (
        "Calder Foods names a chief\n\nCalder Foods appointed Nadia Brandt as chief executive in "
        "June 2021. Calder Foods had revenue of $120 million in 2020. She succeeds Ivo Lantz.\n\n"
        "“Calder Foods will acquire Marrow Farms for $30 million,” said Nadia Brandt, chief "
        "executive of Calder Foods. “Pell Group lost $4 million in 2020,” she added.\n"
    ),
    "gazette.txt": (
        "HULL, July 9 (Gazette) - Calder Foods partnered with Ostra Logistics in 2018. Calder "
        "Foods agreed to acquire Tarn Dairy for $75 million. Calder Foods has not acquired Pell "
        "Group.\n\nOstra Logistics has 900 employees. Tarn Dairy is based in Hull.\n"
    ),
    "ledger.txt": (
        "A history of Tarn Dairy\n\nTarn Dairy was founded in 1987 by Ivo Lantz.\n\nAccording to "
        "Pell Group, Ostra Logistics has acquired Finch Haulage.\n"
    ),
}
ARTICLES["mirror.txt"] = ARTICLES["echo.txt"]
STATED = {
    "echo.txt": ("The Hull Echo", "2021-07-02"),
    "gazette.txt": ("The Gazette", "2021-07-09"),
    "ledger.txt": ("Northern Ledger", "2021-08-01"),
    "mirror.txt": ("The Mirror of Hull", "2021-07-03"),
}
CONFIG = {
    "name": "calder-foods",
    "title": "Calder Foods",
    "description": "News of an invented grocer.",
    "license": "CC0-1.0",
    "rights": "full",
    "released": "2026-01-31",
    "creators": [{"name": "Hull Data"}],
    "sources": [{"path": "*.txt"}],
    "articles": {
        name: {
            "publisher": publisher,
            "published": published,
            "url": f"https://{name.removesuffix('.txt')}.example/news",
        }
        for name, (publisher, published) in STATED.items()
    },
}


def both(claims: Rows, tables: Tables) -> Rows:
    """Claims with their facts."""
    return [*claims, *facts_of(tables, claims)]


def cells(table: str, pick: Callable[[dict[str, Any]], bool], **values: Any) -> Change:
    """Other cells in some rows of a table."""

    def change(tables: Tables) -> None:
        found = [row for row in tables[table] if pick(row)]
        assert found
        for row in found:
            row.update(values)
        keep_books(tables)

    return change


def of(source: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: bool(row["source"] == source)


def states(pick: Callable[[dict[str, Any]], bool], **values: Any) -> Change:
    """Other cells in some claims and in their facts."""

    def change(tables: Tables) -> None:
        found = [row for row in tables["claims"] if pick(row)]
        assert found
        for row in both(found, tables):
            row.update({key: value for key, value in values.items() if key in row})
        keep_books(tables)

    return change


def words_moved(tables: Tables, claim: dict[str, Any], part: str, words: str) -> None:
    """Evidence of a part is the same kind of words in another sentence of the article."""
    text = next(a["text"] for a in tables["articles"] if a["article_id"] == claim["article_id"])
    start = text.index(words)
    for row in tables["evidence"]:
        if (row["claim_id"], row["part"]) == (claim["claim_id"], part):
            row.update(char_start=start, char_end=start + len(words))
            row.update(exact=words, exact_sha256=sha256(words))


def also_bought(tables: Tables) -> None:
    """Who partners with a firm has bought it, too."""
    claim = claims_of(tables, "partners_with")[0]
    fact = dict(facts_of(tables, [claim])[0], fact_id="f-" + "7" * 20)
    more = dict(claim, claim_id="c-" + "7" * 20, fact_id=fact["fact_id"], rule="acquire")
    for row in (fact, more):
        row.update(predicate="acquired", kind="acquisition")
    tables["facts"].append(fact)
    _add(tables, more, like=claim)


def _add(tables: Tables, claim: dict[str, Any], like: dict[str, Any]) -> None:
    tables["claims"].append(claim)
    tables["evidence"] += [
        dict(row, claim_id=claim["claim_id"])
        for row in tables["evidence"]
        if row["claim_id"] == like["claim_id"]
    ]
    keep_books(tables)


def twice(tables: Tables) -> None:
    """The same words are a claim more, one character shorter."""
    claim = claims_of(tables, "partners_with")[0]
    exact = claim["exact"][:-1]
    more = dict(claim, claim_id="c-" + "7" * 20, char_end=claim["char_end"] - 1)
    more.update(exact=exact, exact_sha256=sha256(exact))
    _add(tables, more, like=claim)


def amount_of_another_sentence(tables: Tables) -> None:
    claims = claims_of(tables, "acquired", "Marrow Farms")
    for claim in claims:
        words_moved(tables, claim, "amount", "$120 million")
    for row in both(claims, tables):
        row["amount"] = 120e6
    keep_books(tables)


def date_of_another_sentence(tables: Tables) -> None:
    claims = [c for c in claims_of(tables, "has_role") if c["date_from"]]
    for claim in claims:
        words_moved(tables, claim, "date", "2020")
    for row in both(claims, tables):
        if row["date_from"]:
            row.update(date_from=date(2020, 1, 1), date_to=date(2020, 12, 31))
            row["date_precision"] = "year"
    keep_books(tables)


def pounds(tables: Tables) -> None:
    for row in (*tables["claims"], *tables["facts"], *tables["literals"]):
        if row["amount"] == 30e6:
            row["currency"] = "GBP"


BOUGHT = on("acquired", "Pell Group", modality="asserted")
"""What was denied is asserted."""


def after_the_denial(tables: Tables) -> None:
    """The words of the claim begin behind what denies it."""
    BOUGHT(tables)
    for claim in claims_of(tables, "acquired", "Pell Group"):
        cut = claim["exact"].index("acquired")
        exact = claim["exact"][cut:]
        claim.update(char_start=claim["char_start"] + cut, exact=exact, exact_sha256=sha256(exact))
    keep_books(tables)


def she(tables: Tables) -> None:
    """A pronoun is somebody else, who says what she added."""
    lantz = entity(tables, "Ivo Lantz")
    for row in tables["mentions"]:
        if row["kind"] == "pronoun" and row["exact"] == "she":
            row["entity_id"] = lantz
    for row in tables["quotes"]:
        if row["cue"] == "added":
            row["speaker_id"] = lantz
    for row in tables["claims"]:
        if row["attributed_to"] and row["predicate"] == "has_metric":
            row["attributed_to"] = lantz
    keep_books(tables)


def alias(tables: Tables) -> None:
    row = next(a for a in tables["aliases"] if a["alias"] == "Calder Foods")
    tables["aliases"].append(dict(row, alias="Calder Frauds", n_mentions=0))


def cut_short(tables: Tables) -> None:
    """A quotation ends where it would have gone on."""
    for row in tables["quotes"]:
        if "Marrow" in row["exact"]:
            exact = row["exact"][: row["exact"].index(" will")]
            row.update(char_end=row["char_start"] + len(exact), exact=exact)
            row.update(exact_sha256=sha256(exact), n_words=len(exact.split()))
    keep_books(tables)


def people_exchanged(tables: Tables) -> None:
    """Two people change places, in claims and in what is mentioned where."""
    lantz, brandt = entity(tables, "Ivo Lantz"), entity(tables, "Nadia Brandt")
    other = {lantz: brandt, brandt: lantz}
    for table in ("claims", "facts", "mentions", "quotes"):
        for row in tables[table]:
            for column, value in row.items():
                row[column] = other.get(value, value) if isinstance(value, str) else value
    keep_books(tables)


def names_exchanged(tables: Tables) -> None:
    other = {"Calder Foods": "Pell Group", "Pell Group": "Calder Foods"}
    for row in tables["entities"]:
        row["name"] = other.get(row["name"], row["name"])
    keep_books(tables)


def town(tables: Tables) -> None:
    for table, column in (("entities", "name"), ("aliases", "alias")):
        for row in tables[table]:
            row[column] = row[column].replace("Hull", "Kiel")
    keep_books(tables)


def laid_to_somebody(tables: Tables) -> None:
    """What the article says itself is what a firm says."""
    claims = claims_of(tables, "located_in")
    for row in both(claims, tables):
        row["modality"] = "reported"
    for claim in claims:
        claim["attributed_to"] = entity(tables, "Pell Group")
    keep_books(tables)


def unattributed(tables: Tables) -> None:
    """What a firm says is what the article says, and the words of the firm are no quotation."""
    claims = claims_of(tables, "acquired", "Finch Haulage")
    for row in both(claims, tables):
        row["modality"] = "asserted"
    for claim in claims:
        claim["attributed_to"] = None
    keys = {claim["claim_id"] for claim in claims}
    tables["evidence"] = [
        row for row in tables["evidence"] if row["claim_id"] not in keys or row["part"] != "speaker"
    ]
    tables["quotes"] = [row for row in tables["quotes"] if row["kind"] != "indirect"]
    keep_books(tables)


def without_literal(tables: Tables) -> None:
    tables["literals"] = [row for row in tables["literals"] if row["amount"] != 900]


def measured(metric: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: bool(row["metric"] == metric)


def other_address(config: dict[str, Any]) -> None:
    config["articles"]["echo.txt"]["url"] = "https://forger.example/news"


FORGED_ADDRESS = cells("articles", of("echo.txt"), url="https://forger.example/news")
DAY = {"date_from": date(1987, 3, 4), "date_to": date(1987, 3, 4), "date_precision": "day"}

STRANGE: tuple[Rewriting, ...] = (
    # What happened.
    Rewriting(
        "a partnership is an acquisition",
        "reproduce",
        on("partners_with", "Ostra Logistics", predicate="acquired", kind="acquisition"),
    ),
    Rewriting(
        "an acquisition is a stake",
        "reproduce",
        on("acquired", "Tarn Dairy", predicate="invested_in", kind="stake"),
    ),
    Rewriting(
        "a founder is somebody with a post",
        "vocabulary",
        on("founded_by", "Ivo Lantz", predicate="has_role"),
    ),
    Rewriting("a partnership tells of an acquisition, too", "reproduce", also_bought),
    Rewriting(
        "a plan of a speaker is reported as done",
        "reproduce",
        states(lambda row: bool(row["amount"] == 30e6), modality="reported"),
    ),
    Rewriting("the words of a claim begin after the denial", "claim-modality", after_the_denial),
    Rewriting(
        "a denial is gone from words and rows",
        BEYOND_ARTICLE,
        reworded("has not acquired", "has now acquired", BOUGHT),
    ),
    Rewriting("the same words are two claims", "claim-twice", twice),
    # How much, and when.
    Rewriting("an amount of another sentence", "evidence-elsewhere", amount_of_another_sentence),
    Rewriting("a date of another sentence", "evidence-elsewhere", date_of_another_sentence),
    Rewriting(
        "pounds for dollars in words and rows",
        BEYOND_ARTICLE,
        reworded("$30 million", "£30 million", pounds),
    ),
    Rewriting("a founding on a day nobody gives", "value-ungrounded", on("founded_on", **DAY)),
    Rewriting(
        "an amount up to another",
        "value-ungrounded",
        states(measured("loss"), amount_min=4e6, amount_max=9e6),
    ),
    Rewriting(
        "employees are customers", "reproduce", states(measured("employees"), metric="customers")
    ),
    Rewriting("a loss is a profit", "reproduce", states(measured("loss"), metric="profit")),
    Rewriting(
        "a figure is that of a region",
        "evidence-missing",
        on("has_metric", scope="Europe"),
    ),
    Rewriting("a value is no literal", "value-ungrounded", without_literal),
    # Who.
    Rewriting("a chief executive is a chairman", "span-words", on("has_role", role="chairman")),
    Rewriting(
        "a post is in a part of the firm",
        "evidence-missing",
        on("has_role", organization_unit="Tarn division"),
    ),
    Rewriting("a pronoun is another person", "reproduce", she),
    Rewriting("two people change places", "mention-alias", people_exchanged),
    Rewriting("two firms exchange their names", "entity-name", names_exchanged),
    Rewriting("a firm has a name that slanders", "manifest-mismatch", alias),
    Rewriting(
        "a firm is an item of Wikidata",
        "manifest-mismatch",
        cells("entities", lambda row: bool(row["name"] == "Pell Group"), wikidata_id="Q42"),
    ),
    Rewriting(
        "a town is another in words and rows",
        BEYOND_ARTICLE,
        reworded("Hull", "Kiel", town),
    ),
    Rewriting("a plain sentence is laid to somebody", "evidence-missing", laid_to_somebody),
    Rewriting("what a firm says is asserted", "reproduce", unattributed),
    # Quotations.
    Rewriting("a quotation is cut short", "reproduce", cut_short),
    Rewriting(
        "a paraphrase is a quotation",
        "reproduce",
        cells("quotes", lambda row: bool(row["kind"] == "indirect"), kind="direct"),
    ),
    Rewriting(
        "quotations are paraphrases",
        "reproduce",
        cells("quotes", lambda row: bool(row["kind"] == "direct"), kind="indirect"),
    ),
    # Articles.
    Rewriting(
        "an article has another title",
        "title-differs",
        cells("articles", of("echo.txt"), title="Calder Foods is under investigation"),
    ),
    Rewriting("an article has another address", "manifest-mismatch", FORGED_ADDRESS),
    Rewriting(
        "an article has another address, in dataset.yaml, too",
        BEYOND_METADATA,
        FORGED_ADDRESS,
        other_address,
    ),
    Rewriting(
        "an article has an author",
        BEYOND_FILE,
        cells("articles", of("echo.txt"), author="Nadia Brandt"),
    ),
    Rewriting(
        "an article is in another language",
        "reproduce",
        cells("articles", of("gazette.txt"), language="de"),
    ),
    Rewriting(
        "two publishers have one owner",
        "manifest-mismatch",
        cells(
            "articles", lambda row: row["source"] in ("echo.txt", "gazette.txt"), owner="Pell Group"
        ),
    ),
    Rewriting(
        "an origin has another outlet",
        "origin-mismatch",
        lambda tables: [row.update(outlet="Pell Wire") for row in tables["origins"]],
    ),
    # The whole.
    Rewriting(
        "a fact is preferred",
        "fact-status",
        lambda tables: [row.update(rank="preferred") for row in tables["facts"][:1]],
    ),
    Rewriting(
        "the release is of an earlier day",
        BEYOND_NAMES,
        configure=lambda config: config.update(released="2021-09-01"),
    ),
    Rewriting(
        "the description promises a proof",
        BEYOND_NAMES,
        configure=lambda config: config.update(description="Verified by auditors."),
    ),
)
