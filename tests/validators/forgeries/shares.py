"""How many of the forgeries with clean bookkeeping go unseen.

python -m tests.validators.forgeries.shares prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.validators.forgeries import by_newcomers, by_strangers, in_meaning
from tests.validators.forgeries.in_meaning import Rewriting

from factpack_validators.checks import CHECKS

SETS = {
    "in_meaning": in_meaning.REWRITINGS,
    "by_strangers": by_strangers.STRANGE,
    "by_newcomers": by_newcomers.NEW,
}
REWRITINGS = tuple(rewriting for rewritings in SETS.values() for rewriting in rewritings)

UNSEEN_AT_MOST = 20 / 84
"""Wanted where texts are published: of all, and of each set by people who knew no check."""


def unseen(rewritings: tuple[Rewriting, ...]) -> tuple[Rewriting, ...]:
    """Those that neither `validate` nor `reproduce` notices without the articles."""
    return tuple(r for r in rewritings if r.seen not in CHECKS and r.seen != "reproduce")


def lines() -> Iterator[str]:
    """A line a set, and one of all."""
    for name, rewritings in (*SETS.items(), ("all", REWRITINGS)):
        by_rebuild = sum(r.seen == "reproduce" for r in rewritings)
        left = len(unseen(rewritings))
        by_validate = len(rewritings) - by_rebuild - left
        yield (
            f"{name}: {len(rewritings)} tried, {by_validate} seen by validate, "
            f"{by_rebuild} by reproduce, {left} unseen ({left / len(rewritings):.0%})"
        )


if __name__ == "__main__":
    print("\n".join(lines()))
