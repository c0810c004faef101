"""The words of an object, an aim and a post, and whether words are those of a rule."""

from __future__ import annotations

from collections.abc import Collection

from factpack.extract.claims.roles.arguments.arguments import head_token
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.kinds import kind_list
from factpack.extract.languages.en.word_lists import word_list

_MAX_TEXT = 60
"""Longest object in words of the article, in tokens; longer ones are cut at the last phrase."""
_MAX_AIM = 40
"""Longest aim, in tokens."""
FORMER = word_list("claims", "roles.arguments.object_text.former")
_STATE = word_list("claims", "roles.arguments.object_text.of_ministers")
_STAFF = word_list("claims", "roles.arguments.object_text.of_chiefs")
_OF_POSTS = {
    "secretary": _STATE, "minister": _STATE, "secretaries": _STATE, "ministers": _STATE,
    "chief": _STAFF, "chiefs": _STAFF,
}  # fmt: skip
"""Nouns of posts to what "of" after them makes one post with them."""
NOT_ROLE = word_list("claims", "roles.arguments.object_text.not_role")
_SUPERLATIVE = kind_list("superlative")
_COUNTING = word_list("claims", "roles.arguments.object_text.counting")
FIELDS = word_list("claims", "roles.arguments.object_text.fields")
"""Of what a post may be that two fields share: "sales and marketing director"."""


def text_of(
    sentence: Sentence, phrase: int, reach: Collection[str] = frozenset()
) -> tuple[int, int]:
    """The words of a text object, to a sensible end.

    The noun phrase without determiner and possessor, with what "of", "for" and lists add, and
    any preposition of `reach`: "a law on food labels", "its plant in Leeds".
    """
    i = sentence.first[phrase]
    best = is_superlative(sentence, phrase, sentence.stop[phrase] - 1)
    mark = sentence.tags.rfind("'", i, sentence.stop[phrase] - 1)
    if mark > 0 and sentence.tags[mark - 1] != "N" and not (best and mark - 1 == i):
        # but "the world's largest maker", "Norland's largest maker"
        i = mark + 1
    while i < sentence.stop[phrase] - 1 and sentence.tags[i] in "DH":
        i += 1
    following = phrase + 1
    last = phrase
    while following + 1 < sentence.size and sentence.stop[following + 1] - i < _MAX_TEXT:
        kind, follows = sentence.kinds[following], sentence.kinds[following + 1]
        if kind == "I" and follows == "N":
            word = sentence.first_word(following)
            if (
                word == "of"
                or word in reach
                or (best and word == "in")  # "the largest maker in Norland"
                or (
                    word in ("for", "to", "in")
                    and sentence.first_tag(following + 1)
                    not in ("HPO" if word == "for" else "HDEPO")
                )
            ):
                last, following = following + 1, following + 2
                continue
        elif kind == "C" and follows == "N" and sentence.last_tag(following + 1) in "NEP":
            after = sentence.right[following + 1]
            if not (sentence.kind_at(after) == "V"):
                last, following = following + 1, following + 2
                continue
        elif kind == "," and follows == "N" and sentence.last_tag(following + 1) == "N":
            after = sentence.right[following + 1]
            if sentence.kind_at(after) == "C":
                last, following = following + 1, following + 2
                continue
        break
    return sentence.start[i], sentence.end[sentence.stop[last] - 1]


def is_superlative(sentence: Sentence, phrase: int, token: int) -> bool:
    """Whether words before the noun at `token` say that no other is so: "the first bank"."""
    words = sentence.words[sentence.first[phrase] : token]
    return any(word in _SUPERLATIVE or word.endswith("est") for word in words)


def sort_words(sentence: Sentence, first: int, token: int) -> tuple[int, int]:
    """The words of a sort from token `first` to the noun at `token`, in the singular.

    What one of "retailers such as X" is called stands there, but for the last letter.
    """
    while first < token and sentence.words[first] in _COUNTING:
        first += 1
    word, end = sentence.words[token], sentence.end[token]
    return sentence.start[first], end - (singular(word) == word[:-1])


def clause_words(sentence: Sentence, phrase: int) -> tuple[int, int] | None:
    """The words of an aim: from the verb to the end of its clause."""
    following = phrase + 1
    last = phrase
    while (
        following < sentence.size
        and sentence.kinds[following] not in ";S"
        and sentence.stop[following] - sentence.first[phrase] < _MAX_AIM
    ):
        if sentence.kinds[following] in "NVTA":
            last = following
        following += 1
    if last == phrase:
        return None
    return sentence.start[sentence.verb_at(phrase).at], sentence.end[sentence.stop[last] - 1]


def role_span(sentence: Sentence, phrase: int, token: int) -> tuple[int, int] | None:
    """The words of the post: from the last name, determiner or "former" before the noun."""
    if sentence.literal[token] >= 0:
        return None  # "signed her as a 20-year-old"
    first = _first_of_role(sentence, phrase, token)
    if first == sentence.first[phrase] and (other := first_of_two(sentence, phrase, token)) >= 0:
        first = _first_of_role(sentence, other, sentence.stop[other] - 1)
    return sentence.start[first], sentence.end[_whole_post(sentence, phrase, token)]


def _first_of_role(sentence: Sentence, phrase: int, token: int) -> int:
    """The first token of the words of a post that `token` ends."""
    first = token
    while first > sentence.first[phrase]:
        word, tag = sentence.words[first - 1], sentence.tags[first - 1]
        if tag not in "NA" or word in FORMER or word in NOT_ROLE or sentence.ref[first - 1] >= 0:
            break  # of "German chancellor", the country is no part of the post
        if word.endswith("-old"):
            break  # "the 26-year-old president"
        first -= 1
    return first


def first_of_two(sentence: Sentence, phrase: int, token: int) -> int:
    """The phrase of "Acme’s sales" in "Acme’s sales and marketing director"; -1 where it is none.

    One of a name or possessor and the first of two fields; the second stands right before the post.
    """
    previous = sentence.left[phrase]
    if token != sentence.first[phrase] + 1 or sentence.tags[token - 1] != "N" or previous < 1:
        return -1
    if (
        sentence.kinds[previous - 1 : previous + 1] != "NC"
        or sentence.first_word(previous) != "and"
    ):
        return -1
    first, last = sentence.first[previous - 1], sentence.stop[previous - 1] - 1
    fields = {sentence.words[last], sentence.words[token - 1]}
    if last == first or sentence.tags[last] != "N":
        return -1
    plain = sentence.tags[last - 1] in "'HE" or sentence.ref[last - 1] >= 0
    return previous - 1 if plain and fields <= FIELDS else -1


def is_whole_post(sentence: Sentence, phrase: int, token: int) -> bool:
    """Whether the post goes on behind its noun: "secretary of state"."""
    return _whole_post(sentence, phrase, token) > token


def _whole_post(sentence: Sentence, phrase: int, token: int) -> int:
    """The last token of a post that is one with its "of": "secretary of state"."""
    heads = _OF_POSTS.get(sentence.words[token])
    if heads is None or token != sentence.stop[phrase] - 1:
        return token
    following = phrase + 1
    if sentence.kind_at(following) != "I" or sentence.kind_at(following + 1) != "N":
        return token
    first, stop = sentence.first[following + 1], sentence.stop[following + 1]
    if sentence.first_word(following) != "of" or sentence.words[first] not in heads:
        return token
    end = first + 1
    while end < stop and sentence.tags[end] == "N" and sentence.words[first] == "foreign":
        end += 1
    return end - 1


def subject_fits(sentence: Sentence, rule: Rule, subject: Arg) -> bool:
    """Whether the phrase of the subject has one of the words that the rule wants there."""
    if not rule.subject_words:
        return True
    return subject.phrase >= 0 and not rule.subject_words.isdisjoint(
        word for token in sentence.words_of(subject.phrase) for word in token.split()
    )


def word_fits(sentence: Sentence, rule: Rule, phrase: int) -> bool:
    """Whether the noun phrase has the words that the rule wants of its object."""
    wanted, barred = rule.object_words, rule.object_not
    if not wanted and not barred:
        return True
    head = sentence.words[head_token(sentence, phrase)].rsplit(" ", 1)[-1]
    if head in barred or singular(head) in barred:
        return False
    if not wanted or head in wanted or singular(head) in wanted:
        return True
    for word in sentence.words_of(phrase):
        if word in wanted or singular(word) in wanted:
            return True
    return False
