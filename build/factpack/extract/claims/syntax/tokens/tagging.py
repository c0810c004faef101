"""What the lexicon leaves open, decided by the neighbours: verb or noun, verb or adjective."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.claims.syntax.tokens.set_phrases import (
    MOVED,
    settle_set_phrases,
    tag_before,
)
from factpack.extract.claims.syntax.tokens.singular_nouns import is_of_one, is_somebody
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

_OPEN = frozenset("vpgA'WS-")
"""Tags that a neighbour may change."""
_PLURAL_END = ("s", "men", "people", "data")


def settle_tags(tags: list[str], words: list[str]) -> None:
    """Decide by the neighbours what the lexicon leaves open: verb or noun, participle or adjective.

    The rules look at one token on each side: determiners and prepositions are followed by nouns,
    names and pronouns by verbs, and a noun and a verb agree in number.
    """
    other = len(tags)
    verbs = load_lexicon().verbs
    joined = "".join(tags)
    if "'" in joined:
        _settle_possessed(tags)
    settle_set_phrases(tags, words, joined)
    for i in [i for i, tag in enumerate(tags) if tag in _OPEN]:
        tag = tags[i]
        after = tags[i + 1] if i + 1 < other else ";"
        if tag == "-":
            tags[i] = ";"
        elif tag == "v":
            tags[i] = _verb_or_noun(tags, words, i)
        elif tag == "p":
            if tag_before(tags, i) in "DAH'#$" and after in "NAEvg#$%":
                tags[i] = "A"
            elif words[i] in _FIGURED and after in "NA" and tag_before(tags, i) in "pVgI":
                tags[i] = "A"  # "posted adjusted earnings"
        elif tag == "g":
            before = tag_before(tags, i)
            if before in "DAH'#$%":
                tags[i] = "A" if after in "NEP" else "N"
            elif before in "pV" and after in "I,;C" and words[i] in _GERUND_NOUNS:
                tags[i] = "N"  # "won backing from"
            elif before in "NE" and after == "N" and words[i] not in verbs:
                tags[i] = "N"  # an unknown word between nouns is one
            elif before == "I" and after in "I,;C":
                lemma = verbs.get(words[i], ("",))[0]
                if after != "I" or f"{lemma} {words[i + 1]}" not in load_lexicon().phrasal:
                    tags[i] = "N"
        elif tag == "A" and words[i] in verbs and tag_before(tags, i) in "tM":
            tags[i] = "V"
        elif tag == "A" and words[i] in verbs and _is_done(tags, words, i, after):
            if "p" in verbs[words[i]][1]:
                tags[i] = "p"  # "Acme closed its round"
        elif tag == "A" and words[i] in verbs and tag_before(tags, i) in "NEP," and after in "IT%":
            near = words[i + 1 + (after == "T") :][:1]
            moved = words[i - 1] in MOVED or (
                i > 2 and tags[i - 2] == "I" and words[i - 3] in MOVED
            )
            moved = moved and after == "%"  # "shares of X closed 3 percent higher"
            if "p" in verbs[words[i]][1] and (moved or near in (["at"], ["up"], ["down"])):
                tags[i] = "p"  # "its stock closed at"
        elif tag == "A" and words[i].endswith("ing") and tag_before(tags, i) == "B":
            tags[i] = "g"  # "is operating"
        elif tag == "A" and words[i] in _PARTS and words[i + 1 : i + 2] == ["of"]:
            tags[i] = "N"  # "half of Acme"
        elif tag == "A":
            # "the latest", "the first": an adjective that heads a phrase stands for a noun.
            listed = after == "," and i + 2 < other and tags[i + 2] in "A$"
            if after not in "NAEPgpv#$%RC'" and not listed and tag_before(tags, i) in "DH'":
                tags[i] = "N"
        elif tag == "'":
            # "it's", "X's not", "X's a": a contraction of "is".
            if len(words[i]) > 1 and i and (tags[i - 1] in "OW" or after in "xD"):
                if words[i - 1] == "it" and after in "NE":
                    tags[i - 1] = "H"  # "it's founder": written for "its"
                else:
                    tags[i] = "B"
        elif tag == "W":
            if words[i] == "that":
                tags[i] = _that(tags, i, after)
        elif tag == "S" and words[i] == "once" and after in "VpvBh":
            if tag_before(tags, i) in "WPEONBh":
                tags[i] = "R"  # "who once ran Acme"
        elif tag == "S" and words[i] in _TILL_NOW and _is_aside(tags, i):
            tags[i] = "R"  # "Jane Roe, until recently the head of Acme, agreed"
        elif tag == "S":
            # "since 2015", "after buying it": before a time or a gerund these are prepositions.
            if after in "T#$g" and words[i] in _TIME_PREPOSITIONS:
                tags[i] = "I"


def _is_aside(tags: Sequence[str], at: int) -> bool:
    """Whether what begins at `at`, behind a comma, is closed by another and has no verb."""
    if not at or tags[at - 1] != ",":
        return False
    end = next((j for j in range(at, len(tags)) if tags[j] in ",;"), -1)
    return end > 0 and tags[end] == "," and (_FINITE - {"v"}).isdisjoint(tags[at:end])


def _is_done(tags: Sequence[str], words: Sequence[str], at: int, after: str) -> bool:
    """Whether an adjective is a participle here: "which closed its shops", "was closed by X"."""
    before = tag_before(tags, at)
    if before == "x":  # "has not closed the mine"
        before = tag_before(tags, at - 1)
    if after == "I" and words[at + 1] == "by":
        return before == "B"
    return before in "EPOhW" and after in "DH$#"


def _settle_possessed(tags: list[str]) -> None:
    """Read what stands between "X's" and a noun as a noun too: "X's Like button"."""
    for i in range(1, len(tags) - 2):
        if tags[i] == "'" and tags[i + 1] in "IS" and tags[i + 2] in "NE":
            tags[i + 1] = "N"


_TIME_PREPOSITIONS = word_list("claims", "syntax.tokens.tagging.time_prepositions")
_FIGURED = word_list("claims", "syntax.tokens.tagging.figured")
"""Participles before the noun of a figure."""
_GERUND_NOUNS = word_list("claims", "syntax.tokens.tagging.gerund_nouns")
"""Nouns in -ing that verbs are as well."""
_PARTS = word_list("claims", "syntax.tokens.tagging.parts")
_TILL_NOW = word_list("claims", "syntax.tokens.tagging.till_now")


def _that(tags: Sequence[str], at: int, after: str) -> str:
    """What "that" is: relative pronoun, subordinator or determiner."""
    before = tag_before(tags, at)
    if before in "NEPO#$%," and after in "vVpBhMdR":
        return "W"
    if before in "pVvg" or after in "EPDHO":
        return "S"
    return "D" if after in "NA" else "S"


def _bare_infinitive(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether a verb before the name at `i - 1` takes an infinitive without "to"."""
    known = load_lexicon().verbs.get(words[at - 2]) if at > 1 and tags[at - 2] in "pVg" else None
    return known is not None and known[0] in ("see", "help", "let", "make", "have", "watch")


def _is_modal_list(tags: Sequence[str], at: int) -> bool:
    """Whether the list of words before the conjunction at `at - 1` opens with a modal's verb."""
    first = at - 1
    while first > 0 and tags[first - 1] in "NVR,":
        first -= 1
    return tags[first - 1] == "M"


def _is_object(tags: Sequence[str], at: int) -> bool:
    """Whether the noun at `at` ends the object of a verb: "raised its sales" forecast."""
    while at > 0 and tags[at] in "NAE":
        at -= 1
    while at > 0 and tags[at] in "DH'E":
        at -= 1
    return tags[at] in "pVgv"


def _is_seen(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the noun at `at` ends the object of "saw", which may do something itself."""
    while at > 0 and tags[at] in "NADHE'":
        at -= 1
    known = load_lexicon().verbs.get(words[at])
    return tags[at] in "pVg" and known is not None and known[0] in ("see", "watch")


_HIRING = word_list("claims", "syntax.tokens.tagging.hiring")
"""What a team, whose name is a plural, does with who is named by a post."""
_FORESEEN = word_list("claims", "syntax.tokens.tagging.foreseen")
"""Nouns that are verbs as well, behind what they foresee."""
_SCALES = word_list("claims", "syntax.tokens.tagging.scales")
_FINITE = frozenset("VpgBhMdvW")


def _lacks_verb(tags: Sequence[str], at: int) -> bool:
    """Whether the clause of the token at `at`, after an apposition to a name, has no other verb."""
    comma = tags.index(",")
    if not 0 < comma < at - 1 or tags[comma - 1] not in "EP":
        return False
    end = next((j for j in range(at, len(tags)) if tags[j] in ";CSW,"), len(tags))
    return _FINITE.isdisjoint(tags[:at]) and _FINITE.isdisjoint(tags[at + 1 : end])


def _counts_people(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the count before `at` ends in a plural: "300 employees", but not "a 300 points"."""
    at -= 1
    while tags[at] == "R":
        at -= 1
    noun = words[at].rsplit(" ", 1)[-1]
    if at and words[at - 1] in ("a", "an"):
        return False
    return noun.isalpha() and noun.endswith(_PLURAL_END) and noun not in _SCALES


def _verb_or_noun(tags: Sequence[str], words: Sequence[str], at: int) -> str:
    """Tag of a word that is a verb or a noun by its form: `V`, `N`, or `p` after an auxiliary."""
    before = tag_before(tags, at)
    j = at + 1
    while j < len(tags) and tags[j] == "R":
        j += 1
    after = tags[j] if j < len(tags) else ";"
    word = words[at]
    plural = word.endswith("s") and not word.endswith("ss")
    if before in "BhV" and "p" in load_lexicon().verbs[word][1]:
        return "p"
    if after == "I" and words[j] == "by" and before in "NEP," and not plural:
        if "p" in load_lexicon().verbs[word][1]:
            return "p"  # "the studio run by X"
    if before in "tMdxO":
        post = before == "t" and after == "I" and words[j] == "of"  # "promoted to head of sales"
        return "N" if before == "t" and (plural or post) else "V"
    if before == "D" and plural and words[at - 1] in ("this", "that"):
        return "V"
    if before == "#" and word in ("work", "live") and after == "I":
        return "V"  # "some 300 people work at"
    if before == "#" and word == "use" and after in "DEH":
        return "V"  # "5 million people use it"
    if before == "#" and not plural and _counts_people(tags, words, at) and after in "DEPHO$#AtN":
        return "V"  # "its 300 employees make pumps"
    if before in "DAH'#$%I" or after in "BhMd'" or (after == "I" and words[j] == "of"):
        return "N"
    if before in "EPW":
        if before == "W" or (before == "P" and plural):
            return "V"
        if plural:
            # "X shares rose", "two former X engineers"
            moves = after == "A" and words[j] in load_lexicon().verbs  # "X shares closed"
            if after == "," and j + 1 < len(tags):  # "X shares, which", "X shares, down 5 percent"
                moves = moves or tags[j + 1] == "W" or words[j + 1] in ("down", "up")
            return "N" if moves or after in "pV" or (at > 1 and tags[at - 2] in "#A") else "V"
        if after in "#$%" and before == "E" and words[at - 1].endswith("s"):
            return "V"  # "the X Papers include 300 files"
        if "p" in load_lexicon().verbs[word][1]:
            return "V"  # "X put money into Y": the past is like the base form
        if after == "N" and word in _HIRING and tags[j + 1 : j + 2] == ["P"]:
            return "V" if words[at - 1].endswith("s") else "N"  # "Bears fire coach Jane Roe"
        # The base form does not agree with one name: "X engineer Jane Roe", "an X deal".
        joined = "C" in tags[max(0, at - 3) : at] or (
            after == "t" and load_lexicon().verbs[word][0] in load_lexicon().control
        )
        if at > 2 and tags[at - 2] == "I" and words[at - 3].endswith("s"):
            joined = True  # "shares of X trade"
        return "V" if joined or _bare_infinitive(tags, words, at) else "N"
    if before == "T":
        return "V" if after in "DEPHO$#AN" else "N"
    if before == "N":
        phrase = at - 1
        while tags[phrase] == "R":
            phrase -= 1
        if word in _FORESEEN and _is_object(tags, phrase):
            return "N"
        if not plural and after in "It$#%" and _is_seen(tags, words, phrase):
            return "V"  # "saw its revenue grow to"
        if words[phrase].endswith(_PLURAL_END) and not words[phrase].endswith("ss"):
            sorts = is_of_one(tags, words, phrase) or is_somebody(tags, words, at)
            return "N" if plural or sorts else "V"
        if not plural and after in "DEPHO$#" and "p" in load_lexicon().verbs[word][1]:
            return "V"  # "the cyberattack hit X": the past is like the base form
        return "V" if plural and after in "DEPHOtI$#ANS%WgTv" else "N"
    if before == "," and after == "t" and "p" in load_lexicon().verbs[word][1]:
        return "p"
    if before == "," and plural and after == "I" and _lacks_verb(tags, at):
        return "V"  # "Jane Roe, the head of X, stays on"
    if before == "," and "p" in load_lexicon().verbs[word][1]:
        pair = f"{load_lexicon().verbs[word][0]} {words[at + 1]}" if at + 1 < len(words) else ""
        if pair in load_lexicon().phrasal:
            return "p"  # "Acme, set up in 1997, agreed"
    if before == "C" and not plural and _FINITE.isdisjoint(tags[:at]):
        return "N"  # "Acme and rival Beta"
    if before == "C" and after == "A" and not plural and _is_modal_list(tags, at):
        return "V"  # "can test, and build new pumps"
    if before in ",C":
        return "V" if after in "DEPHO$" or (plural and after in "StW") else "N"
    return "N"
