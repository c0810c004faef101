"""Union-find over numbers: what is connected, however long the chain."""

from __future__ import annotations


class Unions:
    """Sets of numbers; numbers never joined are sets of their own."""

    def __init__(self) -> None:
        """Start with nothing joined."""
        self._parent: dict[int, int] = {}

    def join(self, a: int, b: int) -> None:
        """Put two numbers into one set."""
        first, second = self.find(a), self.find(b)
        if first != second:
            self._parent[max(first, second)] = min(first, second)

    def find(self, number: int) -> int:
        """Smallest number of the set, whatever the order of the joins."""
        parent = self._parent
        while (up := parent.setdefault(number, number)) != number:
            parent[number] = parent[up]
            number = up
        return number

    def of(self) -> dict[int, int]:
        """Smallest number of the set of each number that was ever asked for, in order."""
        return {number: self.find(number) for number in sorted(self._parent)}
