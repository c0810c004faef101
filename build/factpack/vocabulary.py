"""The vocabulary: what claims may state, read from `schema/vocab/`.

Extraction, linking, corroboration and the release all ask here, so that a predicate is described in
one place. A dataset may bring a vocabulary of its own (`factpack.config.vocabulary`): `in_force`
says for how long it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from factpack.model import EntityType, Modality
from factpack.template import fill
from factpack_validators.package_yaml import read_yaml
from factpack_validators.schemas import schema_dir

ValueType = Literal["Text", "Money", "Date", "Quantity"]
ArgumentType = EntityType | ValueType
Functional = Literal["no", "always", "at_a_time"]
TimeSense = Literal["event", "state", "object", "none"]
ConflictTest = Literal[
    "functional", "one_subject", "same_event", "once", "disjoint", "type_excludes", "negation"
]

Slot = Literal["amount", "metric", "role", "organization_unit", "former", "scope"]
SLOTS: tuple[Slot, ...] = get_args(Slot)


@dataclass(frozen=True, slots=True)
class EntityTypeInfo:
    """An entity type with its nearest class of Wikidata and schema.org, None where none is near."""

    name: EntityType
    definition: str
    wikidata_class: str | None
    schema_org_type: str | None


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that an organisation or product is measured by.

    `unit` is money, count or percent, or `change` for how far another metric moved, which may be
    stated in any of them; `synonyms` are the lower-case nouns that name it; `changes` tells
    whether the metrics of its rise and its fall are in the vocabulary; `level` whether a thing has
    one value of it at a time, stated period or not.
    """

    name: str
    unit: Literal["money", "count", "percent", "change"]
    synonyms: tuple[str, ...]
    wikidata_property: str | None
    changes: bool = False
    level: bool = False


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What may differ between claims that state one fact.

    `amount_share` is the largest difference of two amounts, as a share of the larger.
    """

    dates: str
    amount_share: float
    roles: str


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """Facts that cannot both hold.

    Attributes:
        kind: value of `conflicts.kind`.
        test: how to find them; `schema/vocab/predicates.schema.json` explains each.
        predicates: which predicates it speaks of; empty: all.
        kinds: only claims of these kinds; empty: any. For `disjoint`, one for each predicate.
        types_like: for `type_excludes`, words in the object of `has_type`.
    """

    name: str
    kind: str
    test: ConflictTest
    predicates: tuple[str, ...]
    kinds: tuple[str, ...]
    types_like: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verb of a statement for each way of stating it; what is reported is said as asserted."""

    asserted: str
    planned: str
    possible: str
    negated: str

    def of(self, modality: Modality | None) -> str:
        """The verb for a modality."""
        if modality in (None, "asserted", "reported"):
            return self.asserted
        return {"planned": self.planned, "possible": self.possible}.get(modality, self.negated)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation that claims state.

    Attributes:
        time: event (other times are other facts), state, object (the date is the object) or none.
        kinds: the values that `claims.kind` may have; empty: it is null.
        kind_groups: groups of kinds whose claims make one fact, the most telling kind first.
        disjoint_kinds: groups of kinds of which one holds for the same pair and time.
        once: whether the event happens to a pair once.
        takes: which of amount, metric, role, organization_unit, former and scope belong to it.
        acts_for_maker: whether a product as its subject may stand for who makes it.
        wikidata_inverse: whether the property leads from our object to our subject.
        schema_org_inverse: the same for the schema.org term.
        statement: template of an English sentence, see `factpack.template`; its places are the
            columns of a claim and `verb`.
        verbs: the verbs of that sentence.
        verbs_former: those where the claim says that it no longer holds, None where none can.
        verbs_of_kind: those of kinds that take another verb.
    """

    name: str
    definition: str
    subject_types: tuple[EntityType, ...]
    object_types: tuple[ArgumentType, ...]
    symmetric: bool
    functional: Functional
    time: TimeSense
    kinds: tuple[str, ...]
    kind_groups: tuple[tuple[str, ...], ...]
    disjoint_kinds: tuple[tuple[str, ...], ...]
    once: bool
    takes: frozenset[Slot]
    acts_for_maker: bool
    wikidata_property: str | None
    wikidata_inverse: bool
    schema_org_term: str | None
    schema_org_inverse: bool
    statement: str
    verbs: Verbs
    verbs_former: Verbs | None = None
    verbs_of_kind: Mapping[str, Verbs] = field(default_factory=dict)

    def kind_group(self, kind: str | None) -> tuple[str | None, int]:
        """The kind that stands for all that make one fact with a kind, and its place among them.

        >>> partners = load_vocabulary().predicates["partners_with"]
        >>> partners.kind_group("alliance"), partners.kind_group(None)
        (('partnership', 1), ('partnership', 0))
        """
        if kind is None:
            return (self.kind_groups[0][0], 0) if self.kind_groups else (None, 0)
        for group in self.kind_groups:
            if kind in group:
                return group[0], group.index(kind)
        return kind, 0

    def verb(self, modality: Modality | None, kind: str | None, former: bool | None) -> str:
        """The verb that states it so.

        >>> load_vocabulary().predicates["hires"].verb("negated", "layoff", None)
        'does not lay off'
        """
        verbs = self.verbs_former if former and self.verbs_former else self.verbs
        return self.verbs_of_kind.get(kind or "", verbs).of(modality)

    def render(self, **values: str | None) -> str:
        """The statement as an English sentence without a full stop; see `factpack.template`."""
        return fill(self.statement, values)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All predicates, types, metrics and conflict rules, each by name, in the order of the file.

    Two are equal only where they are one object: what is derived from a vocabulary is kept by it.

    Attributes:
        rule_files: path and text of the rules of one's own that state its predicates.
    """

    version: int
    predicates: Mapping[str, Predicate]
    types: Mapping[str, EntityTypeInfo]
    metrics: Mapping[str, Metric]
    conflicts: tuple[ConflictRule, ...]
    tolerance: Tolerance
    rule_files: tuple[tuple[str, str], ...] = ()


_IN_FORCE: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)


def load_vocabulary() -> Vocabulary:
    """The vocabulary that holds: that of the dataset at work, else the one that ships."""
    return _IN_FORCE.get() or built_in_vocabulary()


def own_vocabulary() -> Vocabulary | None:
    """The dataset's own vocabulary that holds now; None where the one that ships does."""
    return _IN_FORCE.get()


@contextmanager
def in_force(vocabulary: Vocabulary | None) -> Iterator[None]:
    """Let a vocabulary hold within a block, in this thread alone; None: the one that ships."""
    before = _IN_FORCE.set(vocabulary)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def put_in_force(vocabulary: Vocabulary | None) -> None:
    """Let a vocabulary hold for good: what a worker process does when it starts."""
    _IN_FORCE.set(vocabulary)


@cache
def built_in_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program.

    The files are checked against their JSON Schemas by a test, not here: they are part of the code.
    """
    data, types = _read("predicates.yaml"), _read("types.yaml")
    return Vocabulary(
        version=data["version"],
        predicates={p["name"]: _predicate(p) for p in data["predicates"]},
        types={
            t["name"]: EntityTypeInfo(
                t["name"], t["definition"], t.get("wikidata_class"), t.get("schema_org_type")
            )
            for t in types["types"]
        },
        metrics={m.name: m for entry in data["metrics"] for m in _metrics(entry)},
        conflicts=tuple(map(_conflict, data["conflicts"])),
        tolerance=Tolerance(**data["tolerance"]),
    )


def with_own(data: Mapping[str, Any], rule_files: Sequence[tuple[str, str]] = ()) -> Vocabulary:
    """The vocabulary of a dataset that brings its own.

    Args:
        data: what obeys `schema/vocab/own.schema.json`. With `extends: factpack` its predicates and
            metrics stand beside those that ship, or for those of the same names; with `extends:
            nothing` no other predicate is known. Types of entities, posts and metrics are there
            always. A conflict rule that ships holds where it still has its predicates and kinds.
        rule_files: path and text of rules.
    """
    base = built_in_vocabulary()
    own = {p["name"]: _predicate(p) for p in data["predicates"]}
    predicates = {**(base.predicates if data["extends"] == "factpack" else {}), **own}
    metrics = (m for entry in data.get("metrics", ()) for m in _metrics(entry))
    conflicts = {c.name: c for c in base.conflicts if _still_holds(c, predicates)}
    conflicts |= {c.name: c for c in map(_conflict, data.get("conflicts", ()))}
    return Vocabulary(
        version=base.version,
        predicates=predicates,
        types=base.types,
        metrics={**base.metrics, **{m.name: m for m in metrics}},
        conflicts=tuple(conflicts.values()),
        tolerance=base.tolerance,
        rule_files=tuple(rule_files),
    )


def _still_holds(rule: ConflictRule, predicates: Mapping[str, Predicate]) -> bool:
    if not predicates.keys() >= set(rule.predicates):
        return False
    kinds = {kind for name in rule.predicates for kind in predicates[name].kinds}
    return kinds >= set(rule.kinds)


@dataclass(frozen=True, slots=True)
class Posts:
    """Names of posts.

    Attributes:
        canonical: canonical title of a title, by its words.
        exclusive: posts of which there is one at a time, with the broader names of the same post.
        kinds: title that a kind of has_role stands for.
    """

    canonical: Mapping[str, str]
    exclusive: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]


@cache
def load_posts() -> Posts:
    """The names of posts that ship with the program."""
    data = _read("posts.yaml")
    return Posts(
        canonical={title: titles[0] for titles in data["titles"] for title in titles},
        exclusive={title: tuple(broader) for title, broader in data["exclusive"].items()},
        kinds=data["kinds"],
    )


def predicate_rows() -> list[dict[str, str | bool | None]]:
    """Rows of the table `predicates`, sorted by key."""
    return [
        {
            "predicate": p.name,
            "definition": p.definition,
            "subject_types": "|".join(p.subject_types),
            "object_types": "|".join(p.object_types),
            "is_symmetric": p.symmetric,
            "functional": p.functional,
            "wikidata_property": p.wikidata_property,
            "wikidata_inverse": p.wikidata_inverse if p.wikidata_property else None,
            "schema_org_term": p.schema_org_term,
            "schema_org_inverse": p.schema_org_inverse if p.schema_org_term else None,
        }
        for p in sorted(load_vocabulary().predicates.values(), key=lambda p: p.name)
    ]


def _read(name: str) -> Any:
    return read_yaml((schema_dir() / "vocab" / name).read_text("utf-8"))


def _conflict(data: Mapping[str, Any]) -> ConflictRule:
    return ConflictRule(
        data["name"],
        data["kind"],
        data["test"],
        tuple(data["predicates"]),
        tuple(data.get("kinds", ())),
        tuple(data.get("types_like", ())),
        data["explanation"],
    )


def _metrics(data: Mapping[str, Any]) -> list[Metric]:
    """A metric, and those of its rise and its fall where it has them."""
    name, synonyms = data["name"], tuple(data["synonyms"])
    found = [
        Metric(
            name,
            data["unit"],
            synonyms,
            data.get("wikidata"),
            data.get("changes", False),
            data.get("level", False),
        )
    ]
    if found[0].changes:
        found += [Metric(f"{name}_{way}", "change", synonyms, None) for way in ("rise", "fall")]
    return found


def _predicate(data: Mapping[str, Any]) -> Predicate:
    wikidata, schema_org = data.get("wikidata", {}), data.get("schema_org", {})
    return Predicate(
        name=data["name"],
        definition=data["definition"],
        subject_types=tuple(data["subject_types"]),
        object_types=tuple(data["object_types"]),
        symmetric=data["symmetric"],
        functional=data["functional"],
        time=data["time"],
        kinds=tuple(data.get("kinds", ())),
        kind_groups=tuple(map(tuple, data.get("kind_groups", ()))),
        disjoint_kinds=tuple(map(tuple, data.get("disjoint_kinds", ()))),
        once=data.get("once", False),
        takes=frozenset(slot for slot in SLOTS if data.get(f"takes_{slot}")),
        acts_for_maker=data.get("acts_for_maker", False),
        wikidata_property=wikidata.get("property"),
        wikidata_inverse=wikidata.get("inverse", False),
        schema_org_term=schema_org.get("term"),
        schema_org_inverse=schema_org.get("inverse", False),
        statement=data["statement"],
        verbs=Verbs(**data["verbs"]),
        verbs_former=Verbs(**data["verbs_former"]) if "verbs_former" in data else None,
        verbs_of_kind={k: Verbs(**verbs) for k, verbs in data.get("verbs_of_kind", {}).items()},
    )
