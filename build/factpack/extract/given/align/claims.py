"""One given claim against an article: every part is found in its words, or the claim is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

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
            return _Passage(self, item, predicate, found[0], self.areas(found[0]), raw).claim()
        refused: Refused | None = None
        for span in found:
            try:
                return _Passage(self, item, predicate, span, [span], raw).claim()
            except Refused as error:
                if error.code not in _UNSETTLED:
                    refused = refused or error
        raise refused or Refused("evidence-ambiguous")

    def areas(self, evidence: Span) -> list[Span]:
        """Where the parts may stand: in the evidence, its sentences, the sentence before."""
        return [evidence, self.places.sentences_of(evidence), *self.places.before(evidence)]

    def check_type(self, number: int, wanted: tuple[str, ...]) -> None:
        """Refuse a thing of another type than is wanted."""
        kind = self.names.type_of(number)
        if kind not in wanted:
            raise Refused("type-mismatch", f"has a {kind} where {' or '.join(wanted)} is wanted")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A claim at one of the places where its evidence stands, with the parts found so far."""

    aligner: ClaimAligner
    item: dict[str, Any]
    predicate: Predicate
    at: Span
    areas: list[Span]
    raw: bool
    parts: dict[Part, Span] = field(default_factory=dict)

    def claim(self) -> Claim:
        """The claim with all its parts."""
        item, predicate, parts, names = self.item, self.predicate, self.parts, self.aligner.names
        subject = self._reference("subject", item["subject"], self.areas)
        self.aligner.check_type(subject, predicate.subject_types)
        target = self._object()
        if target == subject:
            raise Refused("subject-is-object")
        value, relation = self._value(target)
        parts["trigger"] = self.at
        if "trigger" in item:
            parts["trigger"] = self._words(item["trigger"], self.areas[:1], "trigger-not-found")
        for key, code in (
            ("role", "role-not-found"),
            ("organization_unit", "unit-not-found"),
            ("scope", "scope-not-found"),
        ):
            if key in item and key in predicate.takes:
                part: Any = key
                parts[part] = self._words(item[key], self.areas, code)
        metric = self._metric()
        speaker = self._speaker()
        modality: Modality = item.get("modality", "asserted" if speaker is None else "reported")
        role = self._text(parts.get("role"))
        claim = Claim(
            predicate=predicate.name,
            start=min(span.start for name, span in parts.items() if name != "speaker"),
            end=max(span.end for name, span in parts.items() if name != "speaker"),
            subject=names.entity(subject),
            object=None if target is None else names.entity(target),
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
            attributed_to=None if speaker is None else names.entity(speaker),
            extractor=self.aligner.extractor,
            rule=item.get("rule", predicate.name),
        )
        self._check_time(claim)
        return claim

    def _reference(
        self, side: Literal["subject", "object", "speaker"], item: Any, areas: list[Span]
    ) -> int:
        """The thing that a reference means; the words that say so become the part `side`."""
        taken = self.parts.get("subject") if side == "object" else None
        number, span = self.aligner.names.reference(
            item, self.aligner.places, areas, raw=self.raw, taken=taken
        )
        if span is None:
            raise Refused(f"{side}-not-found")
        self.parts[side] = span
        return number

    def _object(self) -> int | None:
        """The thing at the other end; None where the object is words or a value."""
        wanted, names = self.predicate.object_types, self.aligner.names
        entity_types = tuple(t for t in wanted if t in load_vocabulary().types)
        if not entity_types and "Text" not in wanted:
            return None  # An amount or a date, which is read as a value.
        given = self.item.get("object")
        if given is None:
            raise Refused("object-not-found")
        is_reference = isinstance(given, dict) and "entity" in given
        named = given if isinstance(given, str) else given.get("entity", given.get("text"))
        if is_reference or names.knows(named):
            number = self._reference("object", given if is_reference else named, self.areas)
            if names.type_of(number) in entity_types or "Text" not in wanted:
                self.aligner.check_type(number, entity_types)
                return number
            return None
        if "Text" not in wanted:
            raise Refused("entity-unknown")
        taken = self.parts["subject"]
        self.parts["object"] = self._words(given, self.areas, "object-not-found", taken)
        return None

    def _value(self, target: int | None) -> tuple[Value, str | None]:
        """Amount and date, with the relation of the date."""
        item, wanted, values = self.item, self.predicate.object_types, self.aligner.values
        is_number = target is None and bool({"Money", "Quantity"} & set(wanted))
        is_date = target is None and "Date" in wanted
        given = {key: item[key] for key in ("amount", "date") if key in item}
        if "object" in item and (is_number or is_date):
            given.setdefault("amount" if is_number else "date", _as_words(item["object"]))
        value, relation = Value(), None
        if "amount" in given and (is_number or "amount" in self.predicate.takes):
            metric = load_vocabulary().metrics.get(item.get("metric", ""))
            kinds = AMOUNTS if "Quantity" in wanted else AMOUNTS[:1]
            if metric is not None and "Quantity" in wanted:
                kinds = AMOUNTS if metric.unit == "change" else (metric.unit,)
            literal = values.amount(given["amount"], self.areas, kinds, raw=self.raw)
            value, self.parts["amount"] = literal.value, Span(literal.start, literal.end)
        elif is_number:
            raise Refused("amount-not-found")
        if "date" in given and self.predicate.time != "none":
            literal = values.date(given["date"], self.areas, raw=self.raw)
            read = literal.value
            if has_value(read):
                relation = values.relation(literal)
                self.parts["date"] = Span(literal.start, literal.end)
                value = value.dated(read)
        elif is_date:
            raise Refused("date-not-found")
        if (is_number or is_date) and not has_value(value):
            raise Refused("value-unresolved")
        return value, relation

    def _words(self, item: Any, areas: list[Span], code: str, taken: Span | None = None) -> Span:
        span = self.aligner.places.words(_as_words(item), areas, raw=self.raw, taken=taken)
        if span is None or span.end - span.start > MAX_WORDS:
            raise Refused(code)
        return span

    def _metric(self) -> str | None:
        if "metric" not in self.predicate.takes:
            return None
        metric = load_vocabulary().metrics.get(self.item.get("metric", ""))
        if metric is None:
            raise Refused("metric-unknown")
        pattern = _pattern((*metric.synonyms, *_METRIC_VERBS.get(metric.name, ())))
        for area in self.areas:
            match = pattern.search(self.aligner.article.text, area.start, area.end)
            if match:
                self.parts["metric"] = Span(match.start(), match.end())
                return metric.name
        raise Refused("metric-not-found")

    def _speaker(self) -> int | None:
        if "attributed_to" not in self.item:
            return None
        areas = [*self.aligner.areas(self.at), *self.aligner.places.after(self.at)]
        number = self._reference("speaker", self.item["attributed_to"], areas)
        self.aligner.check_type(number, _SPEAKERS)
        return number

    def _text(self, span: Span | None) -> str | None:
        return self.aligner.article.text[span.start : span.end] if span else None

    def _check_time(self, claim: Claim) -> None:
        """What lies ahead cannot be stated as past: the validators refuse such a release."""
        if (
            claim.modality in ("asserted", "reported")
            and claim.date_relation in ("on", "since", "after")
            and claim.kind not in ("target", "forecast")
            and is_after_publication(claim.value, self.aligner.article.raw.metadata)
        ):
            raise Refused("date-after-publication")


def _as_words(item: Any) -> Any:
    """A reference as words, where words are wanted and not an entity."""
    if isinstance(item, dict) and "text" not in item:
        return item["entity"]
    return item


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
