"""Which of the articles that its sources hold belong to a dataset: `select` of dataset.yaml."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from factpack.config.dates import read_published
from factpack.config.languages import LANGUAGES, read_language
from factpack.config.nearest import suggestion
from factpack.config.problems import Problems, name_of
from factpack.config.show import shown
from factpack.config.strict_yaml import Path as YamlPath
from factpack.model import Precision

EXCLUDED = "excluded-"
"""How `check_code` in `rejected` begins for an article that is not selected."""

_LISTED = 10
"""Values of a condition that are told in words; the manifest has all."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A part of the articles, drawn by a hash of their source ids.

    Attributes:
        share: of the articles, in expectation; None where their number is given.
        articles: how many at most; None where the share is given.
        seed: another one draws other articles.
    """

    share: float | None = None
    articles: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that an article has to meet, all of them; what is empty or None asks nothing.

    Attributes:
        languages: ISO 639-1.
        first_day: of publication.
        last_day: of publication, inclusive.
        domains: hosts, which stand for those below them, too.
        publishers: names, in any case of letters.
        min_words: of the normalised text.
        max_words: of the normalised text.
        keywords: words or phrases, in any case of letters, one of which stands in title or text.
        entities: names in entities.csv; a form of one of them stands in title or text.
        drop_duplicates: whether of articles with one text only the first is taken.
        sample: of what meets all other conditions; None takes all.
    """

    languages: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    domains: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    min_words: int | None = None
    max_words: int | None = None
    keywords: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    drop_duplicates: bool = False
    sample: Sample | None = None

    def conditions(self) -> Mapping[str, str]:
        """What is selected, in words, by code of what it excludes, in the order of the tests."""
        said = {
            "published": _bounds(self.first_day, self.last_day, "from {}", "until {}"),
            "domain": _listed(self.domains),
            "publisher": _listed(self.publishers),
            "language": _listed(self.languages),
            "words": _bounds(self.min_words, self.max_words, "at least {:,}", "at most {:,}"),
            "keyword": _listed(self.keywords),
            "entity": _listed(self.entities),
            "duplicate": "the first of those with one text" if self.drop_duplicates else "",
            "sample": _drawn(self.sample) if self.sample else "",
        }
        return {f"{EXCLUDED}{name}": words for name, words in said.items() if words}


def _listed(values: Sequence[str]) -> str:
    more = len(values) - _LISTED
    return ", ".join((*values[:_LISTED], *((f"and {more:,} more",) if more > 0 else ())))


def _bounds(least: object, most: object, at_least: str, at_most: str) -> str:
    told = [at_least.format(least)] if least is not None else []
    return " ".join((*told, *((at_most.format(most),) if most is not None else ())))


def _drawn(sample: Sample) -> str:
    size = f"{sample.share:.6%}".rstrip("%").rstrip("0").rstrip(".") + "%" if sample.share else ""
    return (
        f"{size or f'{sample.articles:,} at most'}, by a hash of the source id, seed {sample.seed}"
    )


def check_selection(select: Any, problems: Problems) -> None:
    """Note languages, days and numbers that cannot be, and a sample of no size or of two."""
    if not isinstance(select, dict):
        return
    for number, code in enumerate(_items(select.get("languages"))):
        of_code: YamlPath = ("select", "languages", number)
        if isinstance(code, str) and not problems.is_blamed(of_code) and not read_language(code):
            near = suggestion(code, LANGUAGES) if len(code) < 4 else "write two letters"
            problems.add(of_code, f"{name_of(of_code)} {shown(code)} is not in ISO 639-1; {near}")
    published, words = select.get("published"), select.get("words")
    if isinstance(published, dict):
        _check_published(published, problems)
    if isinstance(words, dict):
        least, most = words.get("min"), words.get("max")
        if isinstance(least, int) and isinstance(most, int) and least > most:
            message = "select.words.max is less than select.words.min: no length is left"
            problems.add(("select", "words", "max"), message)
    sample = select.get("sample")
    if isinstance(sample, dict) and len({"share", "articles"} & sample.keys()) != 1:
        message = "select.sample wants a share or a number of articles, one of both"
        problems.add(("select", "sample"), message)


def _check_published(published: Mapping[str, Any], problems: Problems) -> None:
    for key in [k for k in ("from", "until") if k in published]:
        where: YamlPath = ("select", "published", key)
        said = published[key]
        if isinstance(said, (str, int)) and not problems.is_blamed(where):
            if not read_published(str(said)):
                problems.add(where, f"{name_of(where)} is {shown(said)}: no calendar has that day")
    first, last = _first_day(published), _last_day(published)
    if first and last and first > last:
        message = "select.published.until is before select.published.from: no day is left"
        problems.add(("select", "published", "until"), message)


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def read_selection(select: Mapping[str, Any] | None) -> Selection | None:
    """What `select` says, which `check_selection` and the schema found right; None for nothing."""
    if select is None:
        return None
    words, published = select.get("words", {}), select.get("published", {})
    return Selection(
        languages=tuple(filter(None, map(read_language, select.get("languages", ())))),
        first_day=_first_day(published),
        last_day=_last_day(published),
        domains=tuple(select.get("domains", ())),
        publishers=_lines(select.get("publishers", ())),
        min_words=words.get("min"),
        max_words=words.get("max"),
        keywords=_lines(select.get("keywords", ())),
        entities=_lines(select.get("entities", ())),
        drop_duplicates=select.get("duplicates") == "drop",
        sample=Sample(**select["sample"]) if "sample" in select else None,
    )


def _lines(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(value.split()) for value in values)


def _first_day(published: Mapping[str, Any]) -> date | None:
    found = read_published(str(published.get("from", "")))
    return found[0] if found else None


def _last_day(published: Mapping[str, Any]) -> date | None:
    found = read_published(str(published.get("until", "")))
    return last_day(*found) if found else None


def last_day(first: date, precision: Precision | None) -> date:
    """The last day of a day, month or year, given by its first.

    >>> last_day(date(2020, 2, 1), "month"), last_day(date(2020, 1, 1), "year")
    (datetime.date(2020, 2, 29), datetime.date(2020, 12, 31))
    """
    if precision == "year":
        return date(first.year, 12, 31)
    if precision == "month":
        return date(first.year, first.month, monthrange(first.year, first.month)[1])
    return first
