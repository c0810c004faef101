"""Claims of one relation between the same things, told apart by time and number.

Pure functions over signatures: what is distinct about claims that agree in everything else. Days
are counted from 1970-01-01. docs/decisions/0005-facts-and-origins.md tells why the tolerances are
as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from factpack.corroborate.amounts import Amount, agree

DATED_GAP = 14
"""Days between two stated dates of one event: outlets name the day of the deal or of its notice."""

PUBLISHED_GAP = 31
"""Days between the publication of a claim without a date and the event that it means."""

LONGEST_EVENT = 62
"""Days from the first stated date of an event to the last: a chain of dates is not one event."""

PRECISE = 31
"""Longest period, in days, that dates an event; longer ones ("in 2019") only place it."""

PLANNED_AHEAD = 366
"""Days by which a plan may precede the event that it becomes."""

METRIC_GAP = 183
"""Days between the publications of two equal numbers without a date that are one measurement."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Signature:
    """Claims that agree in time and number.

    Attributes:
        number: what the caller calls it.
        first: first day that the words give, None where they give none.
        last: last day that they give.
        relation: `date_relation` of the claims.
        published_first: first day of the publication period, None where unknown.
        published_last: its last day.
        amount: the number, None where the claims state none.
        currency: currency or unit of the number.
        supports: asserted or reported, not planned, possible or negated.
        seen: rank of the earliest article.
        n_claims: claims of this signature.
    """

    number: int
    first: int | None = None
    last: int | None = None
    relation: str | None = None
    published_first: int | None = None
    published_last: int | None = None
    amount: Amount | None = None
    currency: str | None = None
    supports: bool = True
    seen: int = 0
    n_claims: int = 1

    @property
    def period(self) -> tuple[int, int] | None:
        """Days in which the words place the event: a deadline reaches back a year, and so on."""
        if self.first is None or self.last is None:
            return None
        if self.relation in ("by", "before", "until"):
            return self.first - 365, self.last
        if self.relation == "after":
            return self.last, self.last + 365
        return self.first, self.last

    @property
    def stated(self) -> tuple[int, int] | None:
        """The days that the words give, whatever their relation."""
        return None if self.first is None or self.last is None else (self.first, self.last)

    @property
    def published(self) -> tuple[int, int] | None:
        """Days in which it was published."""
        if self.published_first is None or self.published_last is None:
            return None
        return self.published_first, self.published_last


@dataclass(slots=True)
class _Event:
    """An event on its way to a fact; `start` and `end` are None where nothing dates it.

    `amounts` holds each number that is stated of it once: they are few where claims are many.
    """

    start: int | None
    end: int | None
    members: list[Signature] = field(default_factory=list)
    amounts: dict[tuple[str | None, Amount], None] = field(default_factory=dict)

    def add(self, signature: Signature) -> None:
        self.members.append(signature)
        if signature.amount is not None:
            self.amounts[signature.currency, signature.amount] = None

    @property
    def seen(self) -> int:
        return min(s.seen for s in self.members)

    def gap(self, first: int, last: int) -> int:
        """Days between the event and a period; 0 where they meet."""
        if self.start is None or self.end is None:
            return 10**9
        return max(self.start - last, first - self.end, 0)

    def fits(self, signature: Signature, share: float) -> bool:
        """Whether no number that is stated of the event contradicts that of the claims."""
        comparable = self._comparable(signature)
        return not comparable or self._agrees(comparable, signature, share)

    def same_amount(self, signature: Signature, share: float) -> bool:
        """Whether a number that is stated of the event agrees with that of the claims."""
        return self._agrees(self._comparable(signature), signature, share)

    def _comparable(self, signature: Signature) -> list[Amount]:
        if signature.amount is None:
            return []
        return [a for currency, a in self.amounts if currency == signature.currency]

    def _agrees(self, amounts: Iterable[Amount], signature: Signature, share: float) -> bool:
        mine = signature.amount
        return mine is not None and any(agree(amount, mine, share) for amount in amounts)


def _event(start: int | None, end: int | None, signature: Signature) -> _Event:
    event = _Event(start, end)
    event.add(signature)
    return event


Labels = Mapping[int, tuple[str, str]]
"""Signature to the labels of its event and of its fact: short text, from time and number alone."""


def group_events(signatures: Iterable[Signature], share: float, once: bool) -> Labels:
    """Tell events of one pair apart.

    Claims with a date form events; a coarser date joins the one event that it contains; a claim
    without a date joins the event near its publication, else the earlier one with the same amount,
    else stands for a new event at its publication. Within an event, numbers that disagree make
    facts of their own, which `conflicts` then names.

    Args:
        signatures: of claims equal in predicate, arguments, kind and polarity.
        share: largest difference of two amounts that agree, as a share of the larger.
        once: whether the event happens to a pair once, so that a claim without a date means it.

    Returns:
        Labels of each signature.
    """
    ordered = sorted(signatures, key=_order)
    events: list[_Event] = []
    coarse, undated = [], []
    for signature in ordered:
        period = signature.period
        if period is None:
            undated.append(signature)
        elif period[1] - period[0] > PRECISE:
            coarse.append(signature)
        else:
            _add_precise(events, signature, period)
    for signature in sorted(coarse, key=lambda s: (_length(s), *_order(s))):
        _add_coarse(events, signature, share)
    unplaced = [s for s in undated if s.published is None]
    placed = [s for s in undated if s.published is not None]
    for signature in sorted(placed, key=lambda s: (s.published or (0, 0), *_order(s))):
        _add_published(events, signature, share, once)
    for signature in unplaced:
        _add_unplaced(events, signature, share)
    return _label_events(events, share)


def group_dates(signatures: Iterable[Signature]) -> Labels:
    """Tell dates of something that happens once apart: a year contains its months.

    A date that contains several finer ones that disagree supports the one with most claims.
    """
    ordered = sorted(signatures, key=lambda s: (_length(s), *_order(s)))
    dates: list[_Event] = []
    for signature in ordered:
        period = signature.period
        if period is None:
            continue
        inside = [
            d
            for d in dates
            if d.start is not None
            and d.end is not None
            and period[0] <= d.start
            and d.end <= period[1]
        ]
        if inside:
            max(inside, key=lambda d: (_support(d.members), -d.seen)).add(signature)
        else:
            dates.append(_event(*period, signature))
    for signature in ordered:
        if signature.period is None:
            if len(dates) == 1:
                dates[0].add(signature)
            else:
                _undated(dates).add(signature)
    return {s.number: (label, label) for event, label in _labelled(dates) for s in event.members}


def group_measurements(signatures: Iterable[Signature], share: float) -> Labels:
    """Tell measurements of one metric apart, by number and by time.

    The finer numbers come first, and a coarser one joins the finer that it rounds.
    """
    ordered = sorted(
        signatures,
        key=lambda s: (
            s.amount is None,
            -(s.amount.figures if s.amount else 0),
            s.stated is None,
            *_order(s),
        ),
    )
    groups: list[_Event] = []
    by_rounding: dict[tuple[float, int] | None, list[_Event]] = {}
    for signature in ordered:
        roundings = _roundings(signature)
        near = groups
        if roundings:
            near = [*by_rounding.get(roundings[0], ()), *by_rounding.get(None, ())]
        same = next((g for g in near if _same_measurement(g.members[0], signature, share)), None)
        if same is not None:
            same.add(signature)
            continue
        group = _event(None, None, signature)
        groups.append(group)
        keys: Sequence[tuple[float, int] | None] = roundings or [None]
        for rounding in keys:
            by_rounding.setdefault(rounding, []).append(group)
    labels: dict[int, tuple[str, str]] = {}
    taken: dict[str, int] = {}
    for group in sorted(groups, key=lambda g: (g.seen, _order(g.members[0]))):
        head = group.members[0]
        when = head.stated or head.published
        year = str(_date(when[0]).year) if when else ""
        label = _distinct(taken, f"{year}:{_number(head)}")
        labels.update({s.number: (year, label) for s in group.members})
    return labels


def _add_precise(events: list[_Event], signature: Signature, period: tuple[int, int]) -> None:
    """Put claims with a date to the event of that date; they come in order of time."""
    for event in events:
        if event.start is not None and period[0] - event.start > LONGEST_EVENT:
            continue
        if event.gap(*period) <= DATED_GAP:
            event.add(signature)
            event.end = max(event.end or period[1], period[1])
            return
    events.append(_event(*period, signature))


def _add_coarse(events: list[_Event], signature: Signature, share: float) -> None:
    """Put claims that name a year or the like to the one event in it."""
    period = signature.period or (0, 0)
    inside = [e for e in events if e.gap(*period) == 0]
    chosen = _the_one(inside, signature, share)
    if chosen is None and len(inside) == 1:
        chosen = inside[0]
    if chosen is None:
        same = [e for e in inside if (e.start, e.end) == period]
        chosen = same[0] if same else None
    if chosen is None:
        events.append(_event(*period, signature))
    else:
        chosen.add(signature)


def _add_published(events: list[_Event], signature: Signature, share: float, once: bool) -> None:
    """Put claims without a date to the event that their article means."""
    first, last = signature.published or (0, 0)
    near = [e for e in events if e.gap(first, last) <= PUBLISHED_GAP]
    fitting = [e for e in near if e.fits(signature, share)] or near
    if fitting:
        min(fitting, key=lambda e: (e.gap(first, last), e.seen)).add(signature)
        return
    before = [e for e in events if e.start is not None and e.start <= last]
    repeated = [e for e in before if e.same_amount(signature, share)]
    if len(repeated) == 1:
        repeated[0].add(signature)
        return
    if once and len(events) == 1:
        events[0].add(signature)
        return
    if not signature.supports:
        ahead = [
            e for e in events if e.start is not None and first <= e.start <= last + PLANNED_AHEAD
        ]
        if ahead:
            min(ahead, key=lambda e: (e.start, e.seen)).add(signature)
            return
    events.append(_event(first, last, signature))


def _add_unplaced(events: list[_Event], signature: Signature, share: float) -> None:
    """Put claims of which no time is known to the only event they can mean."""
    dated = [e for e in events if e.start is not None]
    chosen = _the_one(dated, signature, share) or _undated(events)
    chosen.add(signature)


def _the_one(events: Sequence[_Event], signature: Signature, share: float) -> _Event | None:
    """The event that fits the claims, if just one does; of several, the one of equal amount."""
    fitting = [e for e in events if e.fits(signature, share)]
    if len(fitting) > 1:
        fitting = [e for e in fitting if e.same_amount(signature, share)]
    return fitting[0] if len(fitting) == 1 else None


def _undated(events: list[_Event]) -> _Event:
    """The event without a date, made where there is none yet."""
    for event in events:
        if event.start is None:
            return event
    events.append(_Event(None, None))
    return events[-1]


def _label_events(events: Sequence[_Event], share: float) -> Labels:
    labels: dict[int, tuple[str, str]] = {}
    for event, label in _labelled(events):
        taken: dict[str, int] = {}
        for place, bucket in enumerate(_by_amount(event.members, share)):
            name = label if place == 0 else f"{label}/{_number(bucket[0])}"
            fact = _distinct(taken, name)
            labels.update({s.number: (label, fact) for s in bucket})
    return labels


def _labelled(events: Sequence[_Event]) -> list[tuple[_Event, str]]:
    """Events with their labels: the year; a later reported one of that year adds the month.

    So a release that learns of another event does not rename those it knew.
    """
    taken: dict[str, int] = {}
    labelled = []
    for event in sorted(events, key=lambda e: (e.seen, e.start is None, e.start or 0)):
        label = ""
        if event.start is not None:
            day = _date(event.start)
            label = next(
                (t for t in (f"{day:%Y}", f"{day:%Y-%m}") if t not in taken), f"{day:%Y-%m-%d}"
            )
        labelled.append((event, _distinct(taken, label)))
    return labelled


def _by_amount(members: Sequence[Signature], share: float) -> list[list[Signature]]:
    """Claims of an event by the number they state, the first reported number first.

    A number in another currency cannot be compared and parts nothing; plans and guesses part
    nothing either, for the event may turn out otherwise.
    """
    buckets: list[list[Signature]] = []
    rest: list[Signature] = []
    stated = [s for s in members if s.amount is not None and s.supports]
    for signature in sorted(
        stated, key=lambda s: (-(s.amount.figures if s.amount else 0), *_order(s))
    ):
        comparable = [b for b in buckets if _comparable(b[0], signature)]
        agreeing = [b for b in comparable if _amounts_agree(b[0], signature, share)]
        if agreeing:
            agreeing[0].append(signature)
        elif comparable or not buckets:
            buckets.append([signature])
        else:
            rest.append(signature)
    if not buckets:
        return [list(members)]
    placed = {s.number for b in buckets for s in b}
    main = max(buckets, key=lambda b: (_support(b), -min(s.seen for s in b)))
    buckets.sort(key=lambda b: (min(s.seen for s in b), _order(b[0])))
    for signature in members:
        if signature.number in placed:
            continue
        agreeing = [
            b
            for b in buckets
            if _comparable(b[0], signature) and _amounts_agree(b[0], signature, share)
        ]
        (agreeing[0] if agreeing else main).append(signature)
    return buckets


def _roundings(signature: Signature) -> Sequence[tuple[float, int]]:
    """The number with its significant figures, then rounded to fewer: what others may call it.

    Empty for bounds and where there is no number: those must be compared with all.
    """
    amount = signature.amount
    if amount is None or amount.value is None:
        return []
    figures = range(amount.figures, 0, -1)
    return [(float(f"{amount.value:.{n - 1}e}"), n) for n in figures]


def _same_measurement(a: Signature, b: Signature, share: float) -> bool:
    if (a.amount is None) != (b.amount is None):
        return False
    if a.amount is not None and not _amounts_agree(a, b, share):
        return False
    one, other = a.stated or a.published, b.stated or b.published
    if one is None or other is None:
        return True
    if a.stated and b.stated:
        return max(one[0], other[0]) <= min(one[1], other[1])
    return _gap(one, other) <= METRIC_GAP


def _comparable(a: Signature, b: Signature) -> bool:
    return a.amount is not None and b.amount is not None and a.currency == b.currency


def _amounts_agree(a: Signature, b: Signature, share: float) -> bool:
    return a.amount is not None and b.amount is not None and agree(a.amount, b.amount, share)


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def _support(members: Iterable[Signature]) -> int:
    return sum(s.n_claims for s in members if s.supports)


def _length(signature: Signature) -> int:
    period = signature.period
    return period[1] - period[0] if period else 10**9


def _order(signature: Signature) -> tuple[object, ...]:
    """Order of signatures by what they say: total, since no two say the same."""
    amount = signature.amount or Amount(None)
    return (
        *_sortable(signature.first, signature.last),
        signature.relation or "",
        *_sortable(amount.value, amount.low, amount.high),
        signature.currency or "",
        *_sortable(signature.published_first, signature.published_last),
        not signature.supports,
        signature.seen,
    )


def _sortable(*values: float | None) -> tuple[object, ...]:
    return tuple(part for v in values for part in (v is None, v or 0))


def _number(signature: Signature) -> str:
    """Two significant figures of a number: enough to tell facts apart, and steady when refined."""
    amount = signature.amount
    if amount is None:
        return ""
    value = next((v for v in (amount.value, amount.low, amount.high) if v is not None), None)
    return "" if value is None else f"{value:.1e}"


def _distinct(taken: dict[str, int], label: str) -> str:
    """The label, numbered from the second time on."""
    taken[label] = taken.get(label, 0) + 1
    return label if taken[label] == 1 else f"{label}#{taken[label]}"


def _date(day: int) -> date:
    return _EPOCH + timedelta(days=day)
