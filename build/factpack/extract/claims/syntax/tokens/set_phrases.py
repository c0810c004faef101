"""Words that mean another part of speech in a set phrase: "worth $3", "about 300", "no longer"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

NO_LONGER = "no-longer"
"""The token that "no longer" becomes, beside an empty adverb."""

_ABOUT = word_list("claims", "syntax.tokens.set_phrases.about")

_SEATED = frozenset(("based", "headquartered"))
_TAXES = word_list("claims", "syntax.tokens.set_phrases.taxes")
_POSTS = word_list("claims", "syntax.tokens.set_phrases.posts")
_GENERALS = word_list("claims", "syntax.tokens.set_phrases.generals")
_PERIODS = word_list("claims", "syntax.tokens.set_phrases.periods")
_UPON = word_list("claims", "syntax.tokens.set_phrases.upon")

MOVED = word_list("claims", "syntax.tokens.set_phrases.moved")

_MOVES = word_list("claims", "syntax.tokens.set_phrases.moves")

_PRICED = word_list("claims", "syntax.tokens.set_phrases.priced")

_BEGIN = word_list("claims", "syntax.tokens.set_phrases.begin")
_ACTING = re.compile("[BpVv]N|BR")
"""Tags of which the second may be a noun in -ing that is a verb."""
_SIDES = word_list("claims", "syntax.tokens.set_phrases.sides")

_PLAYERS = word_list("claims", "syntax.tokens.set_phrases.players")


def settle_set_phrases(tags: list[str], words: list[str], joined: str) -> None:
    """Set the tags of words in set phrases; `joined` are the tags as one string."""
    if not {"$", "#", "%"}.isdisjoint(joined):
        _settle_worth(tags, words)
        _settle_yearly(tags, words)
        _settle_about(tags, words)
        _settle_trading(tags, words)
        _settle_headline(tags, words)
    if "P" in joined and not _SIDES.isdisjoint(words):
        _settle_players(tags, words)
    if "DR" in joined and "longer" in words:
        _settle_no_longer(tags, words)
    if not _POSTS.isdisjoint(words):
        _settle_posts(tags, words)
    if "general" in words:
        _settle_generals(tags, words)
    if not _SEATED.isdisjoint(words):
        _settle_seated(tags, words)
    if "headquarters" in words:
        _settle_headquarters(tags, words)
    if "recently" in words:
        _settle_recently(tags, words)
    if "before" in words:
        _settle_before_tax(tags, words)
    if "long" in words:
        _settle_long(tags, words)
    if "than" in words and "more" in words:
        _settle_more_than(tags, words)
    if _ACTING.search(joined):
        _settle_progressive(tags, words)
    if "T" in joined:
        _settle_spans(tags, words)
    if "series" in words:
        _settle_series(tags, words)


def _settle_worth(tags: list[str], words: Sequence[str]) -> None:
    """Read "worth" before an amount as a preposition: "a contract worth $3 million"."""
    for i in range(len(tags) - 1):
        if tags[i] == "N" and words[i] == "worth":
            amount = i + 1
            while amount < len(tags) - 1 and (tags[amount] == "R" or words[amount] in _ABOUT):
                amount += 1
            if tags[amount] == "$":
                tags[i] = "I"


def _settle_about(tags: list[str], words: Sequence[str]) -> None:
    """Read "about" and "close to" before an amount as adverbs: "cut about 300 jobs"."""
    for i in range(1, len(tags) - 1):
        if tags[i + 1] not in "#$%":
            continue
        if words[i] in _ABOUT and tags[i - 1] in "pVgvBR":
            tags[i] = "R"
        elif words[i] == "to" and words[i - 1] == "close":
            tags[i - 1 : i + 1] = "RR"


def _settle_yearly(tags: list[str], words: Sequence[str]) -> None:
    """Read "year on year" and "month over month" as adverbs: they say what a move is against."""
    for i in range(len(tags) - 2):
        if words[i] in _PERIODS and words[i + 2] == words[i] and words[i + 1] in _UPON:
            tags[i : i + 3] = "RRR"


def _settle_trading(tags: list[str], words: Sequence[str]) -> None:
    """Read "trading" as a verb before a price or a move: "were trading at", "trading up"."""
    for i in range(1, len(tags) - 1):
        if tags[i] == "N" and words[i] == "trading" and words[i + 1] in _PRICED:
            if tag_before(tags, i) in "B,":
                tags[i] = "g"


def _settle_headline(tags: list[str], words: Sequence[str]) -> None:
    """Read what moves as a verb behind what has a plural: "Acme shares fall 5%"."""
    for i in range(1, len(tags) - 1):
        if words[i] not in _MOVES or words[i - 1] not in MOVED:
            continue
        j = i + 1 + (words[i + 1] == "by" or tags[i + 1] == "R")
        if j < len(tags) and tags[j] in "%$#":
            tags[i - 1], tags[i] = "N", "V"


def _settle_players(tags: list[str], words: Sequence[str]) -> None:
    """Read where somebody plays as a post: "left fielder Jane Roe", "forward Jane Roe"."""
    for i in range(len(tags) - 1):
        if words[i] in ("left", "right") and words[i + 1] in _PLAYERS:
            tags[i], tags[i + 1] = "A", "N"
        elif words[i] in ("forward", "back", "guard") and tags[i + 1] == "P":
            tags[i] = "N"


def _settle_no_longer(tags: list[str], words: list[str]) -> None:
    """Read "no longer" as one adverb."""
    for i in range(len(tags) - 1):
        if words[i] == "no" and words[i + 1] == "longer":
            words[i], tags[i], tags[i + 1] = NO_LONGER, "R", "R"


def _settle_posts(tags: list[str], words: Sequence[str]) -> None:
    """Read an adjective that closes a phrase as a post: "the team principal", "product lead"."""
    for i in range(1, len(tags) - 1):
        if words[i] in _POSTS and tags[i] in "Av" and tags[i - 1] in "NE" and tags[i + 1] in ",ICP":
            tags[i] = "N"


def _settle_generals(tags: list[str], words: Sequence[str]) -> None:
    """Read "general" behind the noun of a post as part of it: "the attorney general of Ohio"."""
    for i in range(1, len(tags)):
        if words[i] == "general" and tags[i] == "A" and words[i - 1] in _GENERALS:
            tags[i] = "N"


def _settle_seated(tags: list[str], words: list[str]) -> None:
    """Read "based" between a name and a noun as with a hyphen: "the Leeds based company"."""
    for i in range(1, len(tags) - 1):
        if words[i] in _SEATED and tags[i] in "pV" and tags[i - 1] == "E" and tags[i + 1] in "NAE":
            tags[i], words[i] = "K", f"-{words[i]}"


def _settle_headquarters(tags: list[str], words: Sequence[str]) -> None:
    """Read "headquarters" behind a name or an owner as a noun: "left its Leeds headquarters"."""
    for i in range(1, len(tags)):
        if words[i] == "headquarters" and tags[i] in "vV" and tags[i - 1] in "EHAND'":
            tags[i] = "N"


def _settle_recently(tags: list[str], words: Sequence[str]) -> None:
    """Read "most recently" as one adverb."""
    for i in range(len(tags) - 1):
        if words[i] == "most" and words[i + 1] == "recently":
            tags[i] = "R"


def _settle_before_tax(tags: list[str], words: Sequence[str]) -> None:
    """Read "before tax" behind a noun as part of its name: "profit before tax rose"."""
    for i in range(1, len(tags) - 1):
        if words[i] == "before" and words[i + 1] in _TAXES and tags[i - 1] == "N":
            tags[i] = tags[i + 1] = "N"


def _settle_long(tags: list[str], words: Sequence[str]) -> None:
    """Read "long" inside of a verb group as an adverb: "has long competed with"."""
    for i in range(1, len(tags) - 1):
        if words[i] == "long" and tags[i - 1] in "Bh" and tags[i + 1] in "vVpgB":
            tags[i] = "R"


def _settle_more_than(tags: list[str], words: Sequence[str]) -> None:
    """Read "more than" before a verb as adverbs: "profit more than doubled"."""
    for i in range(len(tags) - 2):
        if words[i] == "more" and words[i + 1] == "than" and tags[i + 2] in "vVp":
            tags[i + 1] = "R"


def tag_before(tags: Sequence[str], at: int) -> str:
    """Tag of the token before, adverbs skipped; a boundary at the start."""
    at -= 1
    while at >= 0 and tags[at] == "R":
        at -= 1
    return tags[at] if at >= 0 else ";"


def _sorts_event(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the nouns that follow the date at `at` end in what happened then."""
    end = at + 1
    while end < len(tags) and tags[end] in "NA$%#vgp" and words[end] not in _EVENTS:
        end += 1
    return end < len(tags) and words[end] in _EVENTS


_EVENTS = word_list("claims", "syntax.tokens.set_phrases.events")


def _settle_series(tags: list[str], words: list[str]) -> None:
    """Read the letter of "its Series A" as a noun, which stands for a round of funding."""
    for i in range(len(tags) - 1):
        letter = words[i + 1]
        if words[i] != "series" or len(letter) > 1 or not "a" <= letter <= "h":
            continue
        if letter == "a" and i + 2 < len(tags) and tags[i + 2] in "NAET#":
            if words[i + 2] not in _ROUNDS:
                continue  # "won the series a year later"
        tags[i], tags[i + 1], words[i + 1] = "A", "N", f"series-{letter}"


_ROUNDS = word_list("claims", "syntax.tokens.set_phrases.rounds")


def _settle_progressive(tags: list[str], words: Sequence[str]) -> None:
    """Read a noun in -ing as a verb between "is" and an object: "is building a factory"."""
    verbs = load_lexicon().verbs
    for i in range(1, len(tags) - 1):
        if tags[i] == "N" and words[i].endswith("ing") and words[i] in verbs:
            begun = verbs.get(words[i - 1], ("",))[0] in _BEGIN and tags[i - 1] in "pV"
            if (begun or tag_before(tags, i) == "B") and tags[i + 1] in "DHEP$#":
                tags[i] = "g"


def _settle_spans(tags: list[str], words: Sequence[str]) -> None:
    """Read "five-year" in "a five-year deal" and the date of "its 2012 takeover" as adjectives."""
    for i, tag in enumerate(tags):
        if tag == "T" and words[i].endswith(_SPANS):
            tags[i] = "A"
        elif tag == "T" and i and tags[i - 1] in "DH'" and _sorts_event(tags, words, i):
            tags[i] = "A"  # "its 2012 takeover of Acme"


_SPANS = ("-year", "-month", "-week", "-day", "-decade")
