"""Facts and figures in words, for people who read a card or a datasheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from factpack.vocabulary import load_vocabulary

WITHHELD = "[words withheld]"

STATEMENT_COLUMNS = frozenset(
    "predicate subject object object_value object_sha256 role organization_unit former kind metric "
    "scope amount amount_min amount_max currency unit date_from date_to date_precision "
    "date_relation modality speaker".split()
)
"""Columns that a statement is made of."""

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def fact_statement(fact: Mapping[str, Any]) -> str:
    """A row of `facts` or `statements` as an English sentence without a full stop.

    The words come from the vocabulary. What is denied, planned, possible or reported is said to be
    so; where rights withhold the object, the sentence says that.

    >>> deal = {"predicate": "acquired", "subject": "Alder", "object": "Birch"}
    >>> fact_statement(deal), fact_statement({**deal, "modality": "negated"})
    ('Alder acquired Birch', 'Alder did not acquire Birch')
    >>> fact_statement({**deal, "modality": "planned", "speaker": "Ann Orr"})
    'Alder plans to acquire Birch, Ann Orr said'
    >>> fact_statement({**deal, "modality": "reported"})
    'Alder acquired Birch, it was said'
    >>> first = {"date_from": date(2001, 2, 3), "date_precision": "day"}
    >>> fact_statement({"predicate": "founded_on", "subject": "Alder", **first})
    'Alder was founded on 3 February 2001'
    >>> fact_statement({"predicate": "has_role", "subject": "Ann", "object": "Alder"})
    'Ann is on the staff at Alder'
    >>> left = {"predicate": "has_role", "subject": "Ann", "object": "Alder", "former": True}
    >>> fact_statement({**left, "role": "co-chair", "modality": "possible"})
    'Ann may formerly have been co-chair at Alder'
    >>> staff = {"predicate": "has_metric", "subject": "Alder", "metric": "employees"}
    >>> fact_statement({**staff, "amount": 30.0, "unit": "people", "kind": "actual"})
    'Alder has 30 employees'
    >>> docks = {"predicate": "has_metric", "subject": "Alder", "metric": "count"}
    >>> fact_statement({**docks, "amount": 30.0, "unit": "docks", "kind": "actual"})
    'Alder has 30 docks'
    >>> sales = {"predicate": "has_metric", "subject": "Alder", "metric": "net_revenue"}
    >>> fact_statement({**sales, "amount": 9e6, "kind": "target", "modality": "planned"})
    'Alder plans for target net revenue of 9,000,000'
    >>> laid_off = {"predicate": "hires", "subject": "Alder", "kind": "layoff"}
    >>> fact_statement({**laid_off, "object_value": "9 people"}), fact_statement(laid_off)
    ('Alder lays off 9 people', 'Alder lays off people')
    """
    predicate = load_vocabulary().predicates.get(fact["predicate"])
    target = fact.get("object") or fact.get("object_value")
    if target is None and fact.get("object_sha256"):
        target = WITHHELD
    modality = fact.get("modality")
    if predicate is None:
        denied = "not" if modality == "negated" else None
        words = [fact["subject"], denied, _plain(fact["predicate"]), target]
        said = " ".join(word for word in (*words, amount(fact), period(fact)) if word)
    else:
        said = predicate.render(
            subject=fact["subject"],
            verb=predicate.verb(modality, fact.get("kind"), fact.get("former")),
            object=target,
            amount=amount(fact),
            date=period(fact),
            role=fact.get("role"),
            organization_unit=fact.get("organization_unit"),
            kind=_plain(fact.get("kind")),
            metric=_metric(fact),
            count=_count(fact),
            when=_when(fact),
            scope=fact.get("scope"),
        )
    speaker = fact.get("speaker")
    if speaker:
        return f"{said}, {speaker} said"
    return f"{said}, it was said" if modality == "reported" else said


def _plain(name: str | None) -> str | None:
    """A name of the vocabulary as words."""
    return name and name.replace("_", " ")


def _metric(fact: Mapping[str, Any]) -> str | None:
    """The metric of a fact with its kind, where it is not the actual value."""
    kind, metric = fact.get("kind"), fact.get("metric")
    return _plain(f"{kind} {metric}" if metric and kind and kind != "actual" else metric)


def _count(fact: Mapping[str, Any]) -> str | None:
    """What is counted with its number, None for a metric that is no count."""
    known = load_vocabulary().metrics.get(fact.get("metric") or "")
    if known is None or known.unit != "count":
        return None
    number = amount({**fact, "unit": None, "currency": None})
    if number is None:
        return None
    kind = fact.get("kind")
    named = fact.get("unit") if known.name == "count" else _plain(known.name)
    what = f"{number} {named or 'things'}"
    return what if kind in (None, "actual") else f"{what} ({kind})"


def _when(fact: Mapping[str, Any]) -> str | None:
    """The time of a fact with its preposition, None where it has none."""
    words = period(fact)
    if words is None or fact.get("date_relation") not in (None, "on"):
        return words
    if fact.get("date_precision") == "day":
        return f"on {words}"
    return f"in {words}" if fact.get("date_precision") in ("month", "year") else f"from {words}"


def fact_terms(fact: Mapping[str, Any]) -> str:
    """A row of `facts` as its terms, in words that no article has in this order.

    Sentences of our vocabulary are plain English, and so are those of articles: where rights
    withhold words, a card must not come to repeat one.

    >>> fact_terms({"predicate": "acquired", "subject": "Alder", "object": "Birch"})
    'Alder → acquired → Birch'
    """
    target = fact.get("object") or fact.get("object_value")
    if target is None and fact.get("object_sha256"):
        target = WITHHELD
    former = "former" if fact.get("former") else None
    terms = [fact["subject"], fact["predicate"], target, former, fact.get("role")]
    terms += [fact.get("kind"), fact.get("metric"), amount(fact), period(fact)]
    if fact.get("modality") == "negated":
        terms.append("denied")
    return " → ".join(term for term in terms if term)


def amount(row: Mapping[str, Any]) -> str | None:
    """The amount of a row in words, None where it has none.

    >>> amount({"amount": 1e9, "currency": "USD"})
    '1,000,000,000 USD'
    >>> amount({"amount_min": 5.0, "unit": "percent"})
    'at least 5 percent'
    """
    exact, low, high = row.get("amount"), row.get("amount_min"), row.get("amount_max")
    if exact is not None:
        number = _number(exact)
    elif low is not None and high is not None:
        number = f"{_number(low)} to {_number(high)}"
    elif low is not None:
        number = f"at least {_number(low)}"
    elif high is not None:
        number = f"at most {_number(high)}"
    else:
        return None
    unit = row.get("currency") or row.get("unit")
    return f"{number} {unit}" if unit else number


def period(row: Mapping[str, Any]) -> str | None:
    """The time of a row in words, None where it has none.

    >>> period({"date_from": date(2019, 7, 1), "date_precision": "month"})
    'July 2019'
    """
    first, last, precision = row.get("date_from"), row.get("date_to"), row.get("date_precision")
    known = first or last
    if known is None:
        return None
    if precision == "year":
        words = str(known.year)
    elif precision == "month":
        words = f"{_MONTHS[known.month - 1]} {known.year}"
    elif first and last and first != last:
        words = f"{day(first)} to {day(last)}"
    else:
        words = day(known)
    relation = row.get("date_relation")
    return words if relation in (None, "on") else f"{relation} {words}"


def day(value: date) -> str:
    """A day in words.

    >>> day(date(2019, 7, 22))
    '22 July 2019'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def published(value: date, precision: str | None) -> str:
    """A day of publication in words, as far as it is known.

    >>> published(date(2016, 11, 1), "month")
    'November 2016'
    """
    return period({"date_from": value, "date_precision": precision}) or ""


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash where there is nothing to share.

    >>> share(1, 3), share(0, 0)
    ('33.3%', '–')
    """
    return f"{100 * part / whole:.1f}%" if whole else "–"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "article"), counted(1200, "entity", "entities")
    ('1 article', '1,200 entities')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
