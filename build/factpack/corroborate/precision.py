"""What claims of one fact state, from the coarsest to the finest value.

Pure functions over signatures: claims of one event or measurement give its date and its number as
finely as they like, or leave them out. Each value that is stated becomes a fact of its own, below
the coarser one that it contains, so that support is counted at the value that is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from factpack.corroborate.amounts import Amount, rounds_to
from factpack.corroborate.events import Signature

MOST_VALUES = 200
"""Values of one fact that are compared with one another; of more, each stands below the coarsest.
News gives hardly ever ten."""

Needs = Literal["date", "number"]
"""What makes a fact: the date of a founding, the number of a measurement."""

_Date = tuple[int, int, str]
_Number = tuple[Amount, str | None]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a fact.

    Attributes:
        label: of the fact; that of the coarsest value is the label that was given.
        parent: label of the finest coarser value, None for the coarsest.
        members: numbers of the signatures that state just this; none for a value that is only
            common to finer ones.
        date: number of a signature with its date, None where it has none.
        amount: number of a signature with its number, None where it has none.
    """

    label: str
    parent: str | None
    members: tuple[int, ...]
    date: int | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class _Value:
    date: _Date | None
    number: _Number | None

    def implies(self, other: _Value) -> bool:
        """Whether who states this states the other, too."""
        return _date_in(self.date, other.date) and _number_in(self.number, other.number)

    @property
    def fineness(self) -> tuple[float, ...]:
        length = self.date[1] - self.date[0] if self.date else 0
        figures = self.number[0].figures if self.number else 0
        return (self.number is not None, self.date is not None, figures, -length)


def refine(members: Sequence[Signature], label: str, needs: Needs | None = None) -> list[Node]:
    """The values that the claims of one fact state, the coarsest first.

    Claims that do not support the fact (plans, guesses) part nothing: they stand with the value
    that they state, where others state it, else with the coarsest.

    Args:
        members: signatures of the fact, in an order that the rows alone decide.
        label: of the fact.
        needs: what the fact is nothing without; where all values have no such thing in common,
            several stand without a parent, of which the first reported has the label.
    """
    if len(members) == 1:
        (only,) = members
        date = None if only.first is None or only.last is None else only.number
        return [
            Node(label, None, (only.number,), date, None if only.amount is None else only.number)
        ]
    stating = {s.number for s in members if s.supports} or {s.number for s in members}
    values: dict[_Value, list[Signature]] = {}
    for signature in members:
        if signature.number in stating:
            values.setdefault(_value(signature), []).append(signature)
    common: _Value = _common(values)
    is_top = {"number": common.number, "date": common.date, None: common}[needs] is None
    top = common
    if is_top:
        seen = {value: min(s.seen for s in found) for value, found in values.items()}
        top = min(values, key=lambda v: (_parent(v, values) is not None, seen[v], _text(v)))
    else:
        values.setdefault(common, [])
    for signature in members:
        if signature.number not in stating:
            home = _value(signature)
            values.setdefault(home if home in values else top, []).append(signature)
    comparable = list(values) if len(values) <= MOST_VALUES else [top]
    given = [s for found in values.values() for s in found]
    nodes = []
    for value in sorted(values, key=lambda v: (v != top, v.fineness, _text(v))):
        parent = None if value == top else _parent(value, comparable)
        if parent is None and value != top and not is_top:
            parent = top
        nodes.append(
            Node(
                _label(label, value, top),
                None if parent is None else _label(label, parent, top),
                tuple(s.number for s in values[value]),
                next(
                    (s.number for s in given if value.date and _value(s).date == value.date), None
                ),
                next(
                    (s.number for s in given if value.number and _value(s).number == value.number),
                    None,
                ),
            )
        )
    return nodes


def _value(signature: Signature) -> _Value:
    date: _Date | None = None
    if signature.first is not None and signature.last is not None:
        date = signature.first, signature.last, signature.relation or "on"
    amount = signature.amount
    return _Value(date, None if amount is None else (amount, signature.currency))


def _common(values: dict[_Value, list[Signature]]) -> _Value:
    """The finest value that all imply."""
    dates = {value.date for value in values}
    numbers = {value.number for value in values}
    if len(values) > MOST_VALUES:
        return _Value(
            dates.pop() if len(dates) == 1 else None, numbers.pop() if len(numbers) == 1 else None
        )
    date = next((d for d in dates if all(_date_in(e, d) for e in dates)), None)
    number = next((n for n in numbers if all(_number_in(m, n) for m in numbers)), None)
    return _Value(date, number)


def _parent(value: _Value, others: Iterable[_Value]) -> _Value | None:
    """The finest of the values that are coarser."""
    coarser = [o for o in others if o != value and value.implies(o)]
    return max(coarser, key=lambda o: (o.fineness, _text(o)), default=None)


def _date_in(date: _Date | None, wide: _Date | None) -> bool:
    if wide is None:
        return True
    if date is None or not (wide[0] <= date[0] and date[1] <= wide[1]):
        return False
    # What holds since a day held on that day.
    return date[2] == wide[2] or (date[2] == "since" and wide[2] == "on")


def _number_in(number: _Number | None, wide: _Number | None) -> bool:
    if wide is None or number == wide:
        return True
    if number is None or number[1] != wide[1]:
        return False
    return rounds_to(number[0], wide[0])


def _label(label: str, value: _Value, top: _Value) -> str:
    return label if value == top else f"{label}@{_text(value)}"


def _text(value: _Value) -> str:
    """A value as text that no other value shares."""
    date = "/".join(map(str, value.date)) if value.date else ""
    if value.number is None:
        return date
    amount, currency = value.number
    return f"{date}={amount.value!r}/{amount.low!r}/{amount.high!r}/{currency or ''}"
