"""All that a noun phrase stands for where it is part of a list, counts, or means two parties."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import verb_complements
from factpack.extract.claims.syntax.phrases.walks import chain_head, previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

PARTIES = word_list("claims", "roles.arguments.lists.parties")
MAX_LIST = 24
"""Longest list of arguments that is read; a longer one is a catalogue, and hostile text ends."""
_BOTH = word_list("claims", "roles.arguments.lists.both")
_LIST_WORDS = word_list("claims", "roles.arguments.lists.list_words")
_GROUPS = word_list("claims", "roles.arguments.lists.groups")
_OF_NOUNS = word_list("claims", "roles.arguments.lists.of_nouns")
_FRACTIONS = word_list("claims", "roles.arguments.lists.fractions")
_UNIT_NOUNS = word_list("claims", "roles.arguments.lists.unit_nouns")


def args_of(sentence: Sentence, phrase: int, left: bool = False) -> list[Arg]:
    """All arguments that the phrase stands for: lists, and "companies such as A and B".

    Empty for the phrase -1. `left` says that the phrase ends a list, else it begins one.
    """
    if phrase < 0:
        return []
    if _stands_alone(sentence, phrase, left):
        return [token_arg(sentence, sentence.first[phrase], phrase)]
    key = phrase * 2 + left
    known = sentence.args_memo.get(key)
    if known is not None and known[0] == sentence.version:
        return known[1]
    found = _find_args(sentence, phrase, left)
    sentence.args_memo[key] = sentence.version, found
    return found


def _stands_alone(sentence: Sentence, phrase: int, left: bool) -> bool:
    """Whether the phrase is a name and nothing beside it can make a list of it."""
    token = sentence.first[phrase]
    if sentence.stop[phrase] != token + 1 or sentence.tags[token] not in "EP" or sentence.bound:
        return False
    after = sentence.kinds[phrase + 1] if phrase + 1 < sentence.size else ";"
    if left:
        return after != "I" and (phrase == 0 or sentence.kinds[phrase - 1] != "C")
    return after not in "IC,"


def _find_args(sentence: Sentence, phrase: int, left: bool) -> list[Arg]:
    end = sentence.stop[phrase] - 1
    if (sentence.tags[end] in "#%" and not _is_counted(sentence, phrase)) or is_share(
        sentence, phrase
    ):
        phrase = _counted(sentence, phrase)
        end = sentence.stop[phrase] - 1
    last = sentence.words[end]
    if last in _OF_NOUNS or last in _UNIT_NOUNS:
        governed = verb_complements(sentence, phrase).get("of", -1)
        if governed == phrase + 2:
            inner = args_of(sentence, governed)
            if last in _OF_NOUNS or any(a.mention >= 0 for a in inner):
                return inner
    if sentence.first_word(phrase) in _BOTH:
        joint = _joint(sentence, phrase)
        if joint:
            return joint
    if sentence.context.pair is not None and _is_pair(sentence, phrase):
        start = sentence.start[sentence.first[phrase]]
        return [
            Arg(a.mention, start, sentence.end[end], phrase, a.types, True)
            for a in sentence.context.pair
        ]
    places = expand_left(sentence, phrase) if left else expand(sentence, phrase)
    if left and len(places) > 1 and arg_of(sentence, places[0]).mention < 0:
        governed = examples_of(sentence, places[0])  # "investors including X and Y put"
        if 0 <= governed < phrase:
            return [arg_of(sentence, e) for e in expand(sentence, governed, listed=True)]
    own = arg_of(sentence, phrase)
    found = [own] if len(places) == 1 else [arg_of(sentence, governed) for governed in places]
    if own.mention < 0 and own.named:
        governed = examples_of(sentence, phrase)
        if governed >= 0:
            return [arg_of(sentence, e) for e in expand(sentence, governed, listed=True)]
    return found


def expand(sentence: Sentence, phrase: int, listed: bool = False) -> list[int]:
    """The noun phrase and those that a list joins to it on the right.

    `listed` says that a list is certain ("such as"); else "A and B did" may be two clauses.
    """
    found = [phrase]
    at = phrase
    while len(found) < MAX_LIST:
        end = at + 1
        inner = -1
        while (
            end + 1 < sentence.size
            and sentence.kinds[end] == "I"
            and sentence.kinds[end + 1] == "N"
            and sentence.first_word(end) in ("of", "at", "from", "in", "for")
        ):
            inner = end + 1
            end += 2
        other = _joined(sentence, end)
        if other < 0:
            other = _after_relative(sentence, at, end)
        if other < 0:
            break
        if inner >= 0:
            kind, inside = arg_of(sentence, at).types, arg_of(sentence, inner).types
            if arg_of(sentence, other).types & inside and not arg_of(sentence, other).types & kind:
                break
        if (
            len(found) == 1
            and not listed
            and any(
                (v := sentence.verb[p]) is not None
                and v.subject == other
                and v.form == "finite"
                and sentence.kinds[p - 1] != "W"
                for p in range(other + 1, min(sentence.size, other + 4))
            )
        ):
            break
        found.append(other)
        at = other
    return found


def expand_left(sentence: Sentence, phrase: int) -> list[int]:
    """The subject phrase and those that a list joins to it on the left, in reading order."""
    found = [phrase]
    at = phrase
    joined = False
    while len(found) < MAX_LIST:
        other = at - 1
        if sentence.kind_at(other) == "C" and sentence.first_word(other) in ("and", "&", "nor"):
            joined = True
            other -= 1
            if sentence.kind_at(other) == ",":
                other -= 1
        elif joined and sentence.kind_at(other) == ",":
            other -= 1
        else:
            break
        if sentence.kind_at(other) != "N":
            break
        head = chain_head(sentence, other)
        before = sentence.left[head]
        if sentence.kind_at(before) in "VI" and not _is_absolute(sentence, before, phrase):
            break
        found.append(head)
        at = head
    return found[::-1]


def _is_absolute(sentence: Sentence, before: int, phrase: int) -> bool:
    """Whether "with" opens what the listed do: "with X and Y taking part"."""
    verb = sentence.verb_of(sentence.right[phrase])
    return sentence.first_word(before) == "with" and verb is not None and verb.form == "gerund"


def _joined(sentence: Sentence, end: int) -> int:
    """The noun phrase that a comma or conjunction at `end` adds to a list, or -1."""
    if end >= sentence.size:
        return -1
    kind = sentence.kinds[end]
    following = end + 1
    if kind == ",":
        if sentence.kind_at(following) == "C":
            following += 1
        elif sentence.kind_at(following) == "N":
            # A comma alone joins names only: what follows a comma is mostly an apposition.
            if sentence.last_tag(following) not in "EP#":
                return -1
    elif kind != "C":
        return -1
    while sentence.kind_at(following) in "RI" and kind == "C":
        if sentence.kinds[following] == "I":
            return -1
        following += 1
    return following if sentence.kind_at(following) == "N" else -1


def _after_relative(sentence: Sentence, at: int, end: int) -> int:
    """The person that goes on with a list after a clause about the one before, or -1.

    "by Jane Roe, who is now its head, John Doe and Ann Poe": only where the list is closed.
    """
    if end + 1 >= sentence.size or sentence.kinds[end] != "," or sentence.kinds[end + 1] != "W":
        return -1
    close = next((m for m in range(end + 2, sentence.size) if sentence.kinds[m] in ",;"), -1)
    if close < 0 or sentence.kinds[close] == ";" or close + 2 >= sentence.size:
        return -1
    following = close + 1
    for name in (at, following):
        if sentence.kinds[name] != "N" or sentence.tags_of(name) != "P":
            return -1
    goes_on = _joined(sentence, following + 1)
    return following if goes_on >= 0 and sentence.kinds[following + 1] in ",C" else -1


def _joint(sentence: Sentence, phrase: int) -> list[Arg]:
    """Who an unresolved "they" means where a clause before has a joint subject."""
    if sentence.ref[sentence.first[phrase]] >= 0:
        return []
    verb_phrase = previous_verb(sentence, phrase)
    subject = sentence.verb_at(verb_phrase).subject if verb_phrase >= 0 else -1
    found = (
        [arg_of(sentence, n) for n in expand_left(sentence, subject)]
        if 0 <= subject != phrase
        else []
    )
    return found if len(found) > 1 and all(a.mention >= 0 for a in found) else []


def _is_counted(sentence: Sentence, phrase: int) -> bool:
    """Whether the number that ends the phrase says itself what it counts: "1,200 jobs"."""
    last = sentence.last_word(phrase).rsplit(" ", 1)[-1]
    return (
        sentence.last_tag(phrase) == "#"
        and last[0].isalpha()
        and load_lexicon().tags.get(last) != "#"
    )


def is_share(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase is a part of what follows: "30%", "a third"."""
    return sentence.last_tag(phrase) == "%" or sentence.last_word(phrase) in _FRACTIONS


def _counted(sentence: Sentence, phrase: int) -> int:
    """What is counted in "one or two", "thousands of machines": the next phrase with a noun."""
    for n in range(phrase + 1, min(sentence.size, phrase + 12)):
        if sentence.kinds[n] == "N":
            if sentence.last_tag(n) in "NEP" or (
                sentence.last_tag(n) == "#" and is_share(sentence, phrase)
            ):
                return n
            if sentence.last_tag(n) != "#":
                return phrase
        elif sentence.kinds[n] not in "ICxR":
            return phrase
    return phrase


def _is_pair(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase means two parties named before: "the two companies", "both firms"."""
    if sentence.last_word(phrase).rpartition(" ")[2] not in PARTIES:
        return False
    # "two companies" is one token, a count
    words = " ".join(sentence.words_of(phrase)).split(" ")
    if words[0] not in ("the", "both", "these"):
        return False
    return sentence.ref[sentence.stop[phrase] - 1] < 0 and all(
        w in PARTIES or w in ("the", "both", "these", "two") for w in words
    )


def examples_of(sentence: Sentence, phrase: int) -> int:
    """The first of those that "such as" or "including" names of the phrase, -1 where it does not.

    "A group of investors including X" is one that X belongs to.
    """
    following = phrase + 1
    if (
        following + 2 < sentence.size
        and sentence.last_word(phrase) in _GROUPS
        and sentence.first_word(following) == "of"
    ):
        if (
            sentence.kinds[following + 1] == "N"
            and sentence.last_tag(following + 1) == "N"
            and sentence.kinds[following + 2] != ","
        ):
            following += 2
    if sentence.kind_at(following) == ",":
        following += 1
    if sentence.kind_at(following) == "I":
        word = sentence.first_word(following)
        if word in _LIST_WORDS and sentence.kind_at(following + 1) == "N":
            return following + 1
        if word == "such" and sentence.kind_at(following + 2) == "N":
            return following + 2
    if sentence.kind_at(following) == "W" and sentence.kind_at(following + 2) == "N":
        verb = sentence.verb_of(following + 1)
        if verb is not None and verb.lemma == "include":
            return following + 2
    return -1
