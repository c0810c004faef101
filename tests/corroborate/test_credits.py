"""Whose report a claim rests on: credits, families of publishers, and outlets about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factpack.errors import FactpackError
from factpack.link.outlets import Outlets, outlet_key

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Resolved, Row

BOUGHT = "Vessel Works bought Tarn Mills"


def only_fact(resolved: Resolved) -> Row:
    (fact,) = resolved.facts("acquired")
    return fact


def report(corpus: Corpus, name: str, publisher: str, words: str, day: str = "2019-07-22") -> None:
    article = corpus.article(name, day, publisher)
    article.claim("acquired", "Vessel Works", "Tarn Mills", words=words)


def counts(fact: Row) -> tuple[int, ...]:
    """Articles, publishers, owners and origins."""
    return tuple(fact[f"n_{what}"] for what in ("articles", "publishers", "owners", "origins"))


@pytest.mark.parametrize(
    "words",
    [
        f"{BOUGHT}, according to Harbour Wire.",
        f"{BOUGHT}, in a deal first reported by Harbour Wire.",
        f"{BOUGHT}, Harbour Wire reported on Monday.",
        f"“We are glad that {BOUGHT},” a director told the Harbour Wire.",
    ],
)
def test_a_report_that_is_passed_on_has_the_origin_of_its_outlet(
    corpus: Corpus, words: str
) -> None:
    report(corpus, "a", "Harbour Wire", f"{BOUGHT} this week, we can reveal.")
    report(corpus, "b", "Evening Tide", words, "2019-07-23")
    resolved = corpus.resolve()
    fact = only_fact(resolved)
    assert counts(fact) == (2, 2, 2, 1) and fact["status"] == "single"
    assert (fact["n_own_voice"], fact["n_attributed"], fact["n_credited"]) == (1, 0, 1)
    (credit,) = (o for o in resolved.tables["origins"] if o["kind"] == "credit")
    assert credit["outlet"] == "Harbour Wire" and credit["article_id"] == corpus.articles[0].id
    assert (credit["n_articles"], credit["n_publishers"]) == (2, 2)


def test_two_who_credit_one_agency_are_one_origin_and_a_third_is_another(corpus: Corpus) -> None:
    for name, dateline in (("a", "OSLO, May 3 (AP) - "), ("b", "OSLO (Associated Press) - ")):
        article = corpus.article(name, publisher=f"Paper {name}")
        article.dateline = dateline
        article.say(dateline)
        article.claim("acquired", "Vessel Works", "Tarn Mills", words=f"{BOUGHT}, take {name}.")
    assert counts(only_fact(corpus.resolve())) == (2, 2, 2, 1)
    report(corpus, "c", "Evening Tide", f"It was a wet day when {BOUGHT} at last.")
    fact = only_fact(corpus.resolve())
    assert counts(fact) == (3, 3, 3, 2) and fact["status"] == "corroborated"


@pytest.mark.parametrize(
    ("author", "end"),
    [
        ("Ada Berg, Associated Press", "."),
        ("Reuters", "."),
        (None, ".\n\n(AFP)"),
        (None, ".\n\nSource: Xinhua"),
        (None, ".\n\n© 2019 The Associated Press"),
        (None, ".\n\nCopyright 2019 The Associated Press. All rights reserved. Do not copy this."),
        (None, ".\n\nCopyright © 2019 Reuters, all rights reserved. Read our terms."),
        (None, ".\n\nThe Associated Press contributed to this report. Sign up for more."),
        (None, ".\n\nAP writers Ada Orr and Bo Lund contributed to this story."),
    ],
)
def test_bylines_and_sign_offs_name_an_agency(corpus: Corpus, author: str | None, end: str) -> None:
    article = corpus.article("a", publisher="Evening Tide")
    article.author = author
    article.claim("acquired", "Vessel Works", "Tarn Mills", words=BOUGHT)
    article.text += f" in the spring{end}"
    fact = only_fact(corpus.resolve())
    assert (fact["n_origins"], fact["n_credited"]) == (1, 1)


@pytest.mark.parametrize(
    "end",
    [
        "Copyright 2019 Evening Tide. All rights reserved.",
        "Nan Orr contributed to this report.",  # a person, not the agency NAN
        "The pier at night ©Ada Orr (AFP)",  # of the picture
        "Readers contributed 30 letters.",
    ],
)
def test_ends_that_credit_nobody_else(corpus: Corpus, end: str) -> None:
    article = corpus.article("a", publisher="Evening Tide")
    article.claim("acquired", "Vessel Works", "Tarn Mills", words=BOUGHT)
    article.text += f" in the spring.\n\n{end}"
    fact = only_fact(corpus.resolve())
    assert (fact["n_own_voice"], fact["n_credited"]) == (1, 0)


@pytest.mark.parametrize("name", ["Vessel Works", "Tide", "A. P. Hill"])
def test_who_is_no_outlet_is_no_credit(corpus: Corpus, name: str) -> None:
    report(corpus, "a", "Harbour Wire", f"{BOUGHT}, according to {name}.")
    fact = only_fact(corpus.resolve())
    assert (fact["n_own_voice"], fact["n_credited"]) == (1, 0)


def test_one_outlet_that_repeats_itself_is_one_origin(corpus: Corpus) -> None:
    for number in range(3):
        report(corpus, f"a{number}", "Harbour Wire", f"Note {number} says that {BOUGHT}.")
    resolved = corpus.resolve()
    assert counts(only_fact(resolved)) == (3, 1, 1, 1)
    first = min(corpus.articles, key=lambda a: a.id).id
    (claim, *_) = resolved.tables["claims"]
    (origin,) = (o for o in resolved.tables["origins"] if o["origin_id"] == claim["origin_id"])
    assert (origin["kind"], origin["article_id"], origin["n_articles"]) == ("article", first, 3)


def test_a_company_about_itself_is_one_origin_of_its_own_kind(corpus: Corpus) -> None:
    report(corpus, "a", "Vessel Works", f"Today, {BOUGHT}.")
    report(corpus, "b", "Vessel Works", f"A year ago {BOUGHT}, and grew.", "2019-08-01")
    report(corpus, "c", "Evening Tide", f"It is said by all that {BOUGHT}.", "2019-08-01")
    resolved = corpus.resolve()
    assert counts(only_fact(resolved)) == (3, 2, 2, 2)
    (own,) = (o for o in resolved.tables["origins"] if o["kind"] == "self")
    assert (own["outlet"], own["n_articles"]) == ("Vessel Works", 2)


def test_names_of_a_publisher_are_one_and_owners_are_counted(corpus: Corpus) -> None:
    for number, publisher in enumerate(("Harbour Wire", "harbourwire.example", "Evening Tide")):
        report(corpus, f"a{number}", publisher, f"Letter {number} tells that {BOUGHT}.")
    assert counts(only_fact(corpus.resolve())) == (3, 3, 3, 3)
    families = (
        "name,aliases,owner\n"
        "Harbour Wire,harbourwire.example|The Wire,Coast Holdings\n"
        "Evening Tide,,Coast Holdings\n"
    )
    resolved = corpus.resolve(publishers=families)
    assert counts(only_fact(resolved)) == (3, 2, 1, 2)
    outlets = [(a["outlet"], a["owner"]) for a in resolved.tables["articles"]]
    assert sorted(set(outlets)) == [
        ("Evening Tide", "Coast Holdings"),
        ("Harbour Wire", "Coast Holdings"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,group\nA,B\n", "write name,aliases,owner"),
        ("name\nA,B\n", "a row has a name"),
        ("name,aliases\n,x\n", "a row has a name"),
        ("name,aliases\nTide,News\nWire,news\n", "names both"),
    ],
)
def test_publishers_csv_that_does_not_hold_is_told(
    corpus: Corpus, content: str, message: str
) -> None:
    report(corpus, "a", "Tide", f"{BOUGHT}.")
    with pytest.raises(FactpackError, match=message):
        corpus.resolve(publishers=content)


def test_keys_of_outlets() -> None:
    assert outlet_key("The Harbour Wire") == outlet_key("harbour-wire.co.uk") == "harbour wire"
    assert outlet_key("The") == "the"
    known = Outlets()
    assert known.known("AP") == known.known("the associated press")
    long = "according to " * 20_000
    assert known.of_claim(long, 100, 110) is None
