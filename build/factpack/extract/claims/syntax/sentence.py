"""A sentence as columns: its units, the phrases that they form, and the verbs among those.

Every step after the parser is a function of a `Sentence` and the number of a phrase (`k`, `m`, `n`,
`v`) or unit (`u`); -1 stands for "none", and for adverbs skipped at either end.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from factpack.extract.claims.syntax.claim_context import Arg, Discourse
from factpack.extract.claims.syntax.units import Units

COPULA: Final = frozenset(("be", "become", "remain", "stay"))


class Verb:
    """A verb group.

    Attributes:
        lemma: base form, with its particle where the two mean one thing.
        form: finite, infinitive, gerund or participle.
        passive: whether the subject undergoes it.
        hints: what modals, negations and governing verbs say, as flags of `hints`.
        at: unit of the verb itself.
        subject: phrase of its subject, -1: none found.
        governor: phrase of the verb group that it depends on, -1: none.
        chain: (base form, unit) of the verbs that govern it within the group ("plans to buy").
    """

    __slots__ = ("at", "chain", "form", "governor", "hints", "lemma", "passive", "subject")

    def __init__(self, lemma: str, form: str, passive: bool, hints: int, at: int) -> None:
        """A verb whose subject and governor are not known yet."""
        self.lemma = lemma
        self.form = form
        self.passive = passive
        self.hints = hints
        self.at = at
        self.subject = -1
        self.governor = -1
        self.chain: tuple[tuple[str, int], ...] = ()


class Sentence:
    """The columns of one sentence, and what was found out about it.

    Attributes:
        tags, words, start, end, ref, literal, inside: columns of the units, see `Units`.
        classes: of the units, see `cutting`.
        kinds: kind of every phrase: `V`, `N`, `I` or the tag of a single unit.
        first: first unit of every phrase.
        stop: unit after the last one.
        verb: the verb group, None for phrases of another kind.
        left: the phrase before, adverbs skipped; -1 at the start.
        right: the phrase after, adverbs skipped; `size` at the end.
        verbs: the phrases that are verb groups.
        size: number of phrases.
        discourse: what the article made known before.
        bound: phrase of a description to the phrase of the name that follows it.
        version: raised with every change of `bound` and of what is known of employers, so that
            what was found before is looked up again.
    """

    __slots__ = (
        "arg_memo", "args_memo", "bearer_memo", "bound", "classes", "date_memo", "discourse", "end",
        "first", "inside", "kinds", "left", "literal", "near_memo", "preposition_memo", "ref",
        "region_memo", "right", "role_memo", "size", "start", "stop", "tags", "unit_memo", "verb",
        "verbs", "version", "words",
    )  # fmt: skip

    def __init__(
        self,
        units: Units,
        discourse: Discourse,
        classes: list[int],
        kinds: list[str],
        first: list[int],
        stop: list[int],
        verb: list[Verb | None],
        verbs: list[int],
    ) -> None:
        """Wrap units and phrases."""
        self.tags = units.tags
        self.words = units.words
        self.start = units.start
        self.end = units.end
        self.ref = units.ref
        self.literal = units.literal
        self.inside = units.inside
        self.discourse = discourse
        self.classes = classes
        self.kinds = "".join(kinds)
        self.first = first
        self.stop = stop
        self.verb = verb
        self.size = len(kinds)
        self.verbs = verbs
        self.left, self.right = _neighbours(self.kinds)
        self.bound: dict[int, int] = {}
        self.version = 0
        self.unit_memo: dict[int, Arg] = {}
        self.arg_memo: dict[int, tuple[int, Arg]] = {}
        self.args_memo: dict[int, tuple[int, list[Arg]]] = {}
        self.role_memo: dict[tuple[int, str], list[Arg]] = {}
        self.bearer_memo: dict[tuple[int, int], list[Arg]] = {}
        self.preposition_memo: dict[int, dict[str, int]] = {}
        self.near_memo: dict[int, dict[str, int]] = {}
        self.region_memo: dict[int, tuple[int, int]] = {}
        self.date_memo: dict[int, tuple[int, int, str] | None] = {}

    def verb_at(self, k: int) -> Verb:
        """The verb group at `k`, which must be one."""
        verb = self.verb[k]
        assert verb is not None
        return verb

    def next_verb(self, k: int) -> int:
        """The first verb group after a phrase, -1 where none follows."""
        at = bisect_right(self.verbs, k)
        return self.verbs[at] if at < len(self.verbs) else -1

    def last_word(self, k: int) -> str:
        """The last word of a phrase, which a noun phrase is mostly about."""
        return self.words[self.stop[k] - 1]

    def last_tag(self, k: int) -> str:
        """Tag of the last unit of a phrase."""
        return self.tags[self.stop[k] - 1]


_MANY: Final = 1_000
_STEPS: Final = list(range(-1, _MANY + 2))
"""What the numbers before and after are cut from: most sentences have few phrases."""


def _neighbours(kinds: str) -> tuple[list[int], list[int]]:
    """The phrases before and after each, adverbs skipped; one more element each for the ends."""
    size = len(kinds)
    steps = _STEPS if size < _MANY else list(range(-1, size + 2))
    left, right = steps[:size], steps[2 : size + 2]
    left.append(-1)
    right.append(size)
    if "R" in kinds:
        adverbs = [k for k, kind in enumerate(kinds) if kind == "R"]
        for k in adverbs:
            if k + 1 < size:
                left[k + 1] = left[k]
        for k in reversed(adverbs):
            if k > 0:
                right[k - 1] = right[k]
    return left, right
