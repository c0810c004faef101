"""A sentence as columns: its tokens, the phrases that they form, and the verbs among those.

Every step after the parser is a function of a `Sentence` and the number of a phrase or a token in
it; -1 stands for "none", and for adverbs skipped at either end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from factpack.extract.claims.syntax.claim_context import Arg, ClaimContext
from factpack.extract.claims.syntax.tokens.sentence_tokens import SentenceTokens
from factpack.extract.languages.en.word_lists import word_list

COPULA = word_list("claims", "syntax.sentence.copula")


@dataclass(slots=True, eq=False)
class Verb:
    """A verb group.

    Attributes:
        lemma: base form, with its particle where the two mean one thing.
        form: finite, infinitive, gerund or participle.
        passive: whether the subject undergoes it.
        hints: what modals, negations and governing verbs say, as flags of `modality_flags`.
        at: token of the verb itself.
        subject: phrase of its subject, -1: none found.
        governor: phrase of the verb group that it depends on, -1: none.
        chain: (base form, token) of the verbs that govern it within the group ("plans to buy").
    """

    lemma: str
    form: str
    passive: bool
    hints: int
    at: int
    subject: int = -1
    governor: int = -1
    chain: tuple[tuple[str, int], ...] = ()


class Sentence:
    """The columns of one sentence, and what was found out about it.

    Attributes:
        tags, words, start, end, ref, literal, inside: columns of the tokens, see `SentenceTokens`.
        classes: of the tokens, see `chunking`.
        kinds: kind of every phrase: `V`, `N`, `I` or the tag of a single token.
        first: first token of every phrase.
        stop: token after the last one.
        verb: the verb group, None for phrases of another kind.
        left: the phrase before, adverbs skipped; -1 at the start.
        right: the phrase after, adverbs skipped; `size` at the end.
        verbs: the phrases that are verb groups.
        size: number of phrases.
        context: what the article made known before.
        bound: phrase of a description to the phrase of the name that follows it.
        version: raised with every change of `bound` and of what is known of employers, so that
            what was found before is looked up again.
    """

    __slots__ = (
        "arg_memo",
        "args_memo",
        "bound",
        "classes",
        "context",
        "date_memo",
        "end",
        "first",
        "inside",
        "kinds",
        "left",
        "literal",
        "near_memo",
        "noun_subject_memo",
        "preposition_memo",
        "ref",
        "region_memo",
        "right",
        "role_memo",
        "size",
        "start",
        "stop",
        "tags",
        "token_memo",
        "verb",
        "verbs",
        "version",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        tokens: SentenceTokens,
        context: ClaimContext,
        classes: list[int],
        kinds: list[str],
        first: list[int],
        stop: list[int],
        verb: list[Verb | None],
        verbs: list[int],
    ) -> None:
        """Wrap tokens and phrases."""
        self.tags = tokens.tags
        self.words = tokens.words
        self.start = tokens.start
        self.end = tokens.end
        self.ref = tokens.ref
        self.literal = tokens.literal
        self.inside = tokens.inside
        self.context = context
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
        self.token_memo: dict[int, Arg] = {}
        self.arg_memo: dict[int, tuple[int, Arg]] = {}
        self.args_memo: dict[int, tuple[int, list[Arg]]] = {}
        self.role_memo: dict[tuple[int, str], list[Arg]] = {}
        self.noun_subject_memo: dict[tuple[int, int], list[Arg]] = {}
        self.preposition_memo: dict[int, dict[str, int]] = {}
        self.near_memo: dict[int, dict[str, int]] = {}
        self.region_memo: dict[int, tuple[int, int]] = {}
        self.date_memo: dict[int, tuple[int, int, str] | None] = {}

    def kind_at(self, phrase: int) -> str:
        """Kind of a phrase; a boundary beyond either end of the sentence."""
        return self.kinds[phrase] if 0 <= phrase < self.size else ";"

    def verb_of(self, phrase: int) -> Verb | None:
        """The verb group at a phrase, None where it is another phrase or none."""
        return self.verb[phrase] if 0 <= phrase < self.size else None

    def verb_at(self, phrase: int) -> Verb:
        """The verb group at `phrase`, which must be one."""
        verb = self.verb[phrase]
        assert verb is not None
        return verb

    def next_verb(self, phrase: int) -> int:
        """The first verb group after a phrase, -1 where none follows."""
        at = bisect_right(self.verbs, phrase)
        return self.verbs[at] if at < len(self.verbs) else -1

    def first_word(self, phrase: int) -> str:
        """The first word of a phrase."""
        return self.words[self.first[phrase]]

    def preposition_at(self, phrase: int) -> str:
        """The preposition that a phrase is, empty where it is another phrase or none."""
        return self.words[self.first[phrase]] if self.kind_at(phrase) == "I" else ""

    def first_tag(self, phrase: int) -> str:
        """Tag of the first token of a phrase."""
        return self.tags[self.first[phrase]]

    def words_of(self, phrase: int) -> list[str]:
        """The words of a phrase."""
        return self.words[self.first[phrase] : self.stop[phrase]]

    def tags_of(self, phrase: int) -> str:
        """Tags of a phrase, one letter a token."""
        return self.tags[self.first[phrase] : self.stop[phrase]]

    def span(self, token: int) -> tuple[int, int]:
        """Where a token stands, in characters of the article."""
        return self.start[token], self.end[token]

    def last_word(self, phrase: int) -> str:
        """The last word of a phrase, which a noun phrase is mostly about."""
        return self.words[self.stop[phrase] - 1]

    def last_tag(self, phrase: int) -> str:
        """Tag of the last token of a phrase."""
        return self.tags[self.stop[phrase] - 1]


_MANY = 1_000
_STEPS = list(range(-1, _MANY + 2))
"""What the numbers before and after are cut from: most sentences have few phrases."""


def _neighbours(kinds: str) -> tuple[list[int], list[int]]:
    """The phrases before and after each, adverbs skipped; one more element each for the ends."""
    size = len(kinds)
    steps = _STEPS if size < _MANY else list(range(-1, size + 2))
    left, right = steps[:size], steps[2 : size + 2]
    left.append(-1)
    right.append(size)
    if "R" in kinds:
        adverbs = [phrase for phrase, kind in enumerate(kinds) if kind == "R"]
        for phrase in adverbs:
            if phrase + 1 < size:
                left[phrase + 1] = left[phrase]
        for phrase in reversed(adverbs):
            if phrase > 0:
                right[phrase - 1] = right[phrase]
    return left, right
