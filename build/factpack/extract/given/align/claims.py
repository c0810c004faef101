"""One given claim against an article: every part is found in its words, or the claim is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from factpack.extract.claims.resolve.role_kind import role_kind
from factpack.extract.given.align.names import Names
from factpack.extract.given.align.place import Places
from factpack.extract.given.align.refused import Refused
from factpack.extract.given.align.values import AMOUNTS, Values, has_value, is_after_publication
from factpack.model import Article, Claim, Modality, Part, Span, Value
from factpack.vocabulary import Predicate, load_vocabulary

MAX_WORDS = 300
"""Characters of an object, a scope or a role in words."""

_UNSETTLED = frozenset(("subject-not-found", "object-not-found"))
_SPEAKERS = ("Person", "Organization")
_METRIC_VERBS = {"valuation": ("valued",), "employees": ("employ", "employs", "employed")}
"""Words besides the nouns of the vocabulary that name a metric."""


@dataclass(frozen=True, slots=True)
class ClaimAligner:
    """Aligns the claims of one article; `extractor` is the name in `Claim.extractor`."""

    article: Article
    names: Names
    places: Places
    values: Values
    extractor: str

    def align(self, item: dict[str, Any], *, raw: bool, within: Span | None) -> Claim:
        """The claim as the words of the article state it.

        Where the evidence stands in several places, the first counts that holds subject and object
        itself; where none does, it is open which is meant.

        Args:
            item: a claim that `schema/facts-input.schema.json` allows.
            raw: whether offsets count in the source.
            within: where the evidence must stand; None: anywhere.

        Raises:
            Refused: with the first check that it fails.
        """
        predicate = load_vocabulary().predicates.get(item["predicate"])
        if predicate is None:
            raise Refused("predicate-unknown")
        if "kind" in item and item["kind"] not in predicate.kinds:
            raise Refused("kind-unknown")
        found = self.places.passages(item["evidence"], raw=raw, within=within)
        if len(found) == 1:
            return self._claim(item, predicate, found[0], self._areas(found[0]), raw=raw)
        refused: Refused | None = None
        for span in found:
            try:
                return self._claim(item, predicate, span, [span], raw=raw)
            except Refused as error:
                if error.code not in _UNSETTLED:
                    refused = refused or error
        raise refused or Refused("evidence-ambiguous")

    def _areas(self, evidence: Span) -> list[Span]:
        """Where the parts may stand: in the evidence, its sentences, the sentence before."""
        return [evidence, self.places.sentences_of(evidence), *self.places.before(evidence)]

    def _claim(
        self, item: dict[str, Any], predicate: Predicate, at: Span, areas: list[Span], *, raw: bool
    ) -> Claim:
        parts: dict[Part, Span] = {}
        subject, parts["subject"] = self._reference(
            item["subject"], areas, raw=raw, side="subject", taken=None
        )
        self._check_type(subject, predicate.subject_types)
        target = self._object(item, predicate, areas, parts, raw=raw)
        if target == subject:
            raise Refused("subject-is-object")
        value, relation = self._value(item, predicate, target, areas, parts, raw=raw)
        parts["trigger"] = at
        if "trigger" in item:
            parts["trigger"] = self._words(item["trigger"], areas[:1], "trigger-not-found", raw)
        for key, code in (
            ("role", "role-not-found"),
            ("organization_unit", "unit-not-found"),
            ("scope", "scope-not-found"),
        ):
            if key in item and key in predicate.takes:
                part: Any = key
                parts[part] = self._words(item[key], areas, code, raw)
        metric = self._metric(item, predicate, areas, parts)
        speaker = self._speaker(item, at, parts, raw=raw)
        modality: Modality = item.get("modality", "asserted" if speaker is None else "reported")
        role = self._text(parts.get("role"))
        claim = Claim(
            predicate=predicate.name,
            start=min(span.start for name, span in parts.items() if name != "speaker"),
            end=max(span.end for name, span in parts.items() if name != "speaker"),
            subject=self.names.entity(subject),
            object=None if target is None else self.names.entity(target),
            object_span=parts.get("object") if target is None else None,
            parts=parts,
            value=value,
            role=role,
            organization_unit=self._text(parts.get("organization_unit")),
            former=bool(item.get("former")) if "former" in predicate.takes else None,
            kind=(role_kind(role) if predicate.name == "has_role" else None) or item.get("kind"),
            metric=metric,
            scope=parts.get("scope"),
            date_relation=relation,
            modality=modality,
            attributed_to=None if speaker is None else self.names.entity(speaker),
            extractor=self.extractor,
            rule=item.get("rule", predicate.name),
        )
        self._check_time(claim)
        return claim

    def _reference(
        self, item: Any, areas: list[Span], *, raw: bool, side: str, taken: Span | None
    ) -> tuple[int, Span]:
        """The thing that a reference means, and the words that say so."""
        number = self.names.number_of(item if isinstance(item, str) else item["entity"])
        if isinstance(item, dict) and "text" in item:
            span = self.places.words(item, areas, raw=raw, taken=taken)
            if span is None:
                raise Refused(f"{side}-not-found")
            if not self.names.refer(number, span):
                raise Refused("reference-unclear")
            return number, span
        for area in areas:
            for span in self.names.mentions_in(number, area):
                if taken is None or span.end <= taken.start or taken.end <= span.start:
                    return number, span
        raise Refused(f"{side}-not-found")

    def _check_type(self, number: int, wanted: tuple[str, ...]) -> None:
        kind = self.names.type_of(number)
        if kind not in wanted:
            raise Refused("type-mismatch", f"has a {kind} where {' or '.join(wanted)} is wanted")

    def _object(
        self,
        item: dict[str, Any],
        predicate: Predicate,
        areas: list[Span],
        parts: dict[Part, Span],
        *,
        raw: bool,
    ) -> int | None:
        """The thing at the other end; None where the object is words or a value."""
        wanted = predicate.object_types
        entity_types = tuple(t for t in wanted if t in load_vocabulary().types)
        if not entity_types and "Text" not in wanted:
            return None  # An amount or a date, which is read as a value.
        given = item.get("object")
        if given is None:
            raise Refused("object-not-found")
        is_reference = isinstance(given, dict) and "entity" in given
        named = given if isinstance(given, str) else given.get("entity", given.get("text"))
        if is_reference or self.names.knows(named):
            reference = given if is_reference else named
            number, span = self._reference(
                reference, areas, raw=raw, side="object", taken=parts["subject"]
            )
            if self.names.type_of(number) in entity_types or "Text" not in wanted:
                self._check_type(number, entity_types)
                parts["object"] = span
                return number
            parts["object"] = span
            return None
        if "Text" not in wanted:
            raise Refused("entity-unknown")
        span = self._words(given, areas, "object-not-found", raw, taken=parts["subject"])
        parts["object"] = span
        return None

    def _value(
        self,
        item: dict[str, Any],
        predicate: Predicate,
        target: int | None,
        areas: list[Span],
        parts: dict[Part, Span],
        *,
        raw: bool,
    ) -> tuple[Value, str | None]:
        """Amount and date, with the relation of the date."""
        wanted = predicate.object_types
        is_number = target is None and bool({"Money", "Quantity"} & set(wanted))
        is_date = target is None and "Date" in wanted
        given = {key: item[key] for key in ("amount", "date") if key in item}
        if "object" in item and (is_number or is_date):
            given.setdefault("amount" if is_number else "date", _as_words(item["object"]))
        value, relation = Value(), None
        if "amount" in given and (is_number or "amount" in predicate.takes):
            metric = load_vocabulary().metrics.get(item.get("metric", ""))
            kinds = AMOUNTS if "Quantity" in wanted else AMOUNTS[:1]
            if metric is not None and "Quantity" in wanted:
                kinds = AMOUNTS if metric.unit == "change" else (metric.unit,)
            literal = self.values.amount(given["amount"], areas, kinds, raw=raw)
            value, parts["amount"] = literal.value, Span(literal.start, literal.end)
        elif is_number:
            raise Refused("amount-not-found")
        if "date" in given and predicate.time != "none":
            literal = self.values.date(given["date"], areas, raw=raw)
            read = literal.value
            if has_value(read):
                relation = self.values.relation(literal)
                parts["date"] = Span(literal.start, literal.end)
                value = replace(
                    value,
                    date_from=read.date_from,
                    date_to=read.date_to,
                    date_precision=read.date_precision,
                )
        elif is_date:
            raise Refused("date-not-found")
        if (is_number or is_date) and not has_value(value):
            raise Refused("value-unresolved")
        return value, relation

    def _words(
        self, item: Any, areas: list[Span], code: str, raw: bool, taken: Span | None = None
    ) -> Span:
        span = self.places.words(_as_words(item), areas, raw=raw, taken=taken)
        if span is None or span.end - span.start > MAX_WORDS:
            raise Refused(code)
        return span

    def _metric(
        self,
        item: dict[str, Any],
        predicate: Predicate,
        areas: list[Span],
        parts: dict[Part, Span],
    ) -> str | None:
        if "metric" not in predicate.takes:
            return None
        metric = load_vocabulary().metrics.get(item.get("metric", ""))
        if metric is None:
            raise Refused("metric-unknown")
        pattern = _metric_pattern(metric.name)
        for area in areas:
            match = pattern.search(self.article.text, area.start, area.end)
            if match:
                parts["metric"] = Span(match.start(), match.end())
                return metric.name
        raise Refused("metric-not-found")

    def _speaker(
        self, item: dict[str, Any], at: Span, parts: dict[Part, Span], *, raw: bool
    ) -> int | None:
        if "attributed_to" not in item:
            return None
        areas = [*self._areas(at), *self.places.after(at)]
        number, span = self._reference(
            item["attributed_to"], areas, raw=raw, side="speaker", taken=None
        )
        self._check_type(number, _SPEAKERS)
        parts["speaker"] = span
        return number

    def _text(self, span: Span | None) -> str | None:
        return self.article.text[span.start : span.end] if span else None

    def _check_time(self, claim: Claim) -> None:
        """What lies ahead cannot be stated as past: the validators refuse such a release."""
        if (
            claim.modality in ("asserted", "reported")
            and claim.date_relation in ("on", "since", "after")
            and claim.kind not in ("target", "forecast")
            and is_after_publication(claim.value, self.article.raw.metadata)
        ):
            raise Refused("date-after-publication")


def _as_words(item: Any) -> Any:
    """A reference as words, where words are wanted and not an entity."""
    if isinstance(item, dict) and "text" not in item:
        return item["entity"]
    return item


def _metric_pattern(name: str) -> re.Pattern[str]:
    return _pattern((*load_vocabulary().metrics[name].synonyms, *_METRIC_VERBS.get(name, ())))


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
