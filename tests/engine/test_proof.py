"""What an article says is proved before anything rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from factpack.engine.kernel import run_kernel
from factpack.engine.proof import prove
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import (
    Article,
    Claim,
    Extraction,
    LiteralValue,
    LocalEntity,
    Mention,
    Metadata,
    Part,
    RawArticle,
    Span,
    Value,
)
from factpack.normalise import normalise

TEXT = "Quillon Corp acquired Dravik Ltd for $5 million on 3 May 2019."


def raw(text: str = TEXT, source: str = "articles/a.txt") -> RawArticle:
    return RawArticle(source, source, text, 0, "0" * 64, "utf-8", "valid", Metadata(rights="full"))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def claim(value: Value, *, predicate: str = "acquired", object_: int | None = 1) -> Claim:
    parts: dict[Part, Span] = {
        "subject": span("Quillon Corp"),
        "trigger": span("acquired"),
        "object": span("Dravik Ltd"),
        "amount": span("$5 million"),
        "date": span("3 May 2019"),
    }
    return Claim(
        predicate, 0, len(TEXT), 0, object_, None, parts, value, date_relation="on", rule="r"
    )


def found(*claims: Claim, literals: tuple[LiteralValue, ...] = ()) -> Extraction:
    entities = (
        LocalEntity("Quillon Corp", "Organization"),
        LocalEntity("Dravik Ltd", "Organization"),
    )
    mentions = (Mention(0, 12, 0, "name"), Mention(22, 32, 1, "name"))
    return Extraction(entities, mentions, literals, (), claims, ())


@pytest.fixture
def article() -> Article:
    return normalise(raw())


DAY = date(2019, 5, 3)
RIGHT = Value(5e6, currency="USD", date_from=DAY, date_to=DAY, date_precision="day")


def test_what_can_be_proved_stays_as_it_is(article: Article) -> None:
    money = LiteralValue("money", 37, 47, Value(5e6, currency="USD"))
    given = found(claim(RIGHT), literals=(money,))
    assert prove(article, given) is given


def test_a_value_that_its_words_do_not_state_is_rejected_with_its_place(article: Article) -> None:
    wrong = LiteralValue("money", 37, 47, Value(7e6, currency="USD"))
    proved = prove(article, found(literals=(wrong,)))
    assert proved.literals == ()
    (rejected,) = proved.rejected
    assert (rejected.kind, rejected.check_code) == ("literal", "value-ungrounded")
    assert (rejected.start, rejected.end) == (37, 47)
    assert "7000000.0 USD" in rejected.reason


def test_a_claim_stands_without_the_value_that_is_wrong(article: Article) -> None:
    wrong = Value(7e6, currency="USD", date_from=DAY, date_to=DAY, date_precision="day")
    proved = prove(article, found(claim(wrong)))
    (kept,) = proved.claims
    assert kept.value == Value(date_from=DAY, date_to=DAY, date_precision="day")
    assert set(kept.parts) == {"subject", "trigger", "object", "date"}
    assert [r.check_code for r in proved.rejected] == ["value-ungrounded"]

    late = date(2021, 5, 3)
    wrong = Value(5e6, currency="USD", date_from=late, date_to=late, date_precision="day")
    (kept,) = prove(article, found(claim(wrong))).claims
    assert kept.value == Value(5e6, currency="USD")
    assert kept.date_relation is None


def test_a_claim_goes_with_the_value_that_is_its_object(article: Article) -> None:
    late = date(2021, 5, 3)
    wrong = Value(date_from=late, date_to=late, date_precision="day")
    proved = prove(article, found(claim(wrong, predicate="founded_on", object_=None)))
    assert proved.claims == ()
    (rejected,) = proved.rejected
    assert (rejected.kind, rejected.rule) == ("claim", "r")
    assert (rejected.start, rejected.end) == (0, len(TEXT))


def test_a_value_without_words_is_none(article: Article) -> None:
    years = Claim(
        "founded_on", 0, 30, 0, None, None, {"subject": span("Quillon Corp"),
        "trigger": span("acquired")}, Value(5.0, unit="year"), rule="r",
    )  # fmt: skip
    proved = prove(article, found(years))
    assert proved.claims == ()
    assert [r.check_code for r in proved.rejected] == ["evidence-missing"]


@dataclass(frozen=True)
class Failing:
    """An extractor that fails on some articles."""

    label: str = "failing/1"

    def extract(self, article: Article) -> Extraction:
        if "Dravik" in article.text:
            raise ZeroDivisionError("Dravik Ltd")
        return RulesExtractor().extract(article)


def test_an_article_on_which_the_program_fails_is_rejected_alone() -> None:
    rows = run_kernel([raw(), raw("Quillon Corp opened in 2019.", "articles/b.txt")], Failing())
    assert rows.count("articles") == 1
    (table,) = (t for name, t in rows.tables() if name == "rejected")
    (rejected,) = table.to_pylist()
    assert rejected["check_code"] == "article-failed"
    assert rejected["source"] == "articles/a.txt"
    assert "ZeroDivisionError" in rejected["reason"]
    assert "Dravik" not in rejected["reason"]
