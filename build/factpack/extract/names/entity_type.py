"""What kind of thing a name names: evidence from its own words and from the words around it.

Each piece of evidence adds weight to a type; the heaviest wins. Weights were chosen by hand: 1 is
a hint that the default may overrule, 3 decides alone, 6 and more is as good as certain (a legal
form, a given name, an honorific).
"""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE, PURPOSE
from factpack.extract.names.founders import is_founder
from factpack.extract.names.names import Name
from factpack.extract.text.flagged_tokens import FlaggedText
from factpack.model import EntityType

PERSON = 0
ORGANIZATION = 1
PRODUCT = 2
PLACE = 3
OTHER = 4
TYPES: tuple[EntityType, ...] = (
    "Person",
    "Organization",
    "Product",
    "Place",
    "Other",
    "Deal",
)
"""Weights are lists in this order; only a curator names a deal."""

_ENOUGH = 1.0
"""Weight below which the default stands: in business news most unknown names are organisations."""
_PLACE_OF = word_list("names", "entity_type.place_of")
_PERSON_OF = word_list("names", "entity_type.person_of")
_OTHER_OF = word_list("names", "entity_type.other_of")
_DETERMINERS = word_list("names", "entity_type.determiners")
_ORG_AFTER = word_list("names", "entity_type.org_after")
_SKIPPED = word_list("names", "entity_type.skipped")
"""Words between a name and its verb, beside adverbs in -ly."""
_WORK = word_list("names", "entity_type.work")
_EDITIONS = word_list("names", "entity_type.editions")
_USERS = word_list("names", "entity_type.users")
_ROLLED = word_list("names", "entity_type.rolled")
_MADE = word_list("names", "entity_type.made")
_MAKES = word_list("names", "entity_type.makes")
"""Verbs whose object is a product."""
_APPOSED = word_list("names", "entity_type.apposed")
_PROCESSED = word_list("names", "entity_type.processed")
_PARTITIVE = word_list("names", "entity_type.partitive")
_PHRASE_ENDS = frozenset(", . that which who of for in at and (".split())
_MODALS = word_list("names", "entity_type.modals")
_COPULA = word_list("names", "entity_type.copula")
_SITES = word_list("names", "entity_type.sites")
_LOCATED = word_list("names", "entity_type.located")
_OTHER_LAST = word_list("names", "entity_type.other_last")
_KINDS = {"organization": ORGANIZATION, "product": PRODUCT, "place": PLACE, "other": OTHER}
_KNOWN = 4.0
"""Weight of what a well-known name is known for.

Half of it for a common word and for one that people bear, twice for several words."""
_STRANGE = 0.7
"""Weight of two or three words that no list has, as in "Xarl Zentok"."""
_SPELT_OUT = 4
"""Letters from which on acronyms are written as words too: "Nasa"."""
_HINT = 0.7
"""Weight from which on what is no organisation is guessed to be a person."""
EVIDENT = 2.0
"""Weight from which on a name is published as an organisation's.

Chosen on the gold and three batches: of the names below it one in four is one, of those above it
three in four."""


class TypeScorer:
    """Weighs the evidence for the types of the names of one article."""

    def __init__(self, flagged: FlaggedText) -> None:
        """Read a flagged article."""
        self._flagged = flagged
        self._text = flagged.text
        self._words = flagged.words
        self._lower = flagged.lower
        self._flags = flagged.flags
        self._cap = flagged.cap
        words = lx.lexicon()
        self._classes = words.classes
        self._places = words.places
        self._speech = words.classes["speech_verb"]
        self._person_verbs = words.classes["person_verb"]
        self._org_verbs = words.classes["org_verb"]
        self._launch = words.classes["launch_verb"]
        self._joined = words.classes["joined_verb"]
        self._possessed = words.classes["person_possessed"]
        self._person_passive = words.classes["person_passive"]
        self._org_passive = words.classes["org_passive"]
        self._product_passive = words.classes["product_passive"]
        self._either = words.classes["either_noun"]
        self._stake = words.classes["stake_noun"]
        self._known = words.known

    def of_form(self, name: Name) -> list[float]:
        """Weights from the words of a name alone, in the order of `TYPES`."""
        votes = [0.0] * len(TYPES)
        flags = self._flags
        words = name.words
        size = len(words)
        for kind in self._known_as(name):
            doubtful = size == 1 and flags[name.first] & (lx.COMMON | lx.GIVEN | lx.SURNAME)
            votes[_KINDS[kind]] += _KNOWN / 2 if doubtful else _KNOWN if size == 1 else 2 * _KNOWN
        first, plain = flags[name.first], self._words[name.first]
        if size == 1:
            if first & lx.PLACE:
                strong = first & lx.COUNTRY or (first & lx.MAJOR_PLACE and not first & lx.COMMON)
                clear = not first & (lx.GIVEN | lx.SURNAME | lx.COMMON)
                # What a country's officials and shares say is no evidence of an organisation.
                sure = 20 if not first & lx.GIVEN else 4
                votes[PLACE] += sure if strong else 2.5 if clear else 0.9
            if _has_digit(plain):
                if plain[0].isdigit():
                    votes[ORGANIZATION] += 1
                else:
                    votes[PRODUCT] += 2
            elif plain[0].islower():
                votes[PRODUCT] += 2 if plain[0] == "i" else 0.5
                votes[ORGANIZATION] += 0.3
            elif plain.isupper() and len(plain) > 1:
                votes[ORGANIZATION] += 1.5
            elif (
                not plain[1:].islower()
                and "-" not in plain
                and "'" not in plain
                and "’" not in plain
            ):
                votes[ORGANIZATION] += 1.5
            elif first & lx.GIVEN and not first & lx.COMMON:
                rare = 0.5 if first & lx.SURNAME else 0.9
                votes[PERSON] += 1.2 if first & lx.GIVEN_TOP else rare
            elif first & lx.SURNAME and not first & lx.COMMON:
                votes[PERSON] += 0.4
            return votes
        tokens = [i for i in range(name.first, name.last + 1) if self._words[i] not in (".", ",")]
        fl = [flags[i] for i in tokens]
        last = fl[-1]
        if words in self._places or (words[0] == "the" and words[1:] in self._places):
            votes[PLACE] += 5
        end = size - 1
        while (
            end
            and fl[end] & lx.LEGAL
            and words[end] not in ("sa", "as", "se", "ab", "ad", "ug", "co")
        ):
            votes[ORGANIZATION] += 8
            end -= 1
        tail = fl[end]
        if words[-1] in ("jr", "sr"):
            votes[PERSON] += 6
        # The first of these words: "Institute for the Study of War" is an institute.
        at = next((i for i, word in enumerate(words) if word in PURPOSE), 0)
        if "of" in words or (at and fl[at - 1] & lx.ORG_HEAD):
            head = words[at - 1] if at else ""
            if head in _PLACE_OF:
                votes[PLACE] += 4
            elif head in _PERSON_OF:
                votes[PERSON] += 4
            elif head in _OTHER_OF:
                votes[OTHER] += 3
            elif fl[at - 1] & (lx.ORG_HEAD | lx.ORG_WORD):
                votes[ORGANIZATION] += 5
            else:
                votes[OTHER] += 1.5
        elif "&" in words:
            votes[ORGANIZATION] += 3
        else:
            given = first & lx.GIVEN and not plain.isupper()
            if tail & lx.ORG_WORD and tail & lx.PRODUCT_WORD and end:
                votes[ORGANIZATION] += 1.5
                votes[PRODUCT] += 0.5
            elif tail & lx.ORG_WORD and end:
                votes[ORGANIZATION] += 3 if given and size == 2 and tail & lx.SURNAME else 5
            elif given and size <= 4:
                weight = 5.0 if not first & lx.COMMON else 3.0
                if first & lx.PLACE:
                    weight -= 1.5
                if tail & lx.COMMON and not tail & lx.SURNAME:
                    weight = 0.0 if first & (lx.PLACE | lx.COMMON) else weight - 2.5
                if _has_digit(words[-1]):
                    weight = 0.0
                votes[PERSON] += weight
            elif size == 2 and last & lx.SURNAME and not first & (lx.COMMON | lx.PLACE_HEAD):
                # Bare capitals are the initials of a person less often than a firm's.
                votes[PERSON] += 1.5 if not (plain.isupper() and len(plain) > 1) else 0.5
            if votes[PERSON] <= 0 and size <= 3 and self._are_strange(name):
                votes[PERSON] += _STRANGE
            if any(len(w) == 1 for w in words[:-1]) and not tail & (lx.ORG_WORD | lx.COMMON):
                votes[PERSON] += 2.5 if "." in self._words[name.first : name.last] else 1
            if not given and any(f & lx.ORG_WORD for f in fl[:-1]):
                votes[ORGANIZATION] += 1.5
            if tail & lx.PLACE_WORD and not tail & lx.ORG_WORD:
                votes[PLACE] += 6 if not given else 1.5
            new = plain.istitle() and not self._words[tokens[-1]].isupper()
            if first & lx.PLACE_HEAD and new and size == 2 and not tail & (lx.ORG_WORD | lx.COMMON):
                votes[PLACE] += 2
            if tail & lx.PRODUCT_WORD and not tail & lx.ORG_WORD:
                votes[PRODUCT] += 3.5
            elif tail & lx.PRODUCT_WORD:
                votes[PRODUCT] += 1
            if words[:-1] in self._places or (size == 2 and first & lx.MAJOR_PLACE):
                if words[-1].endswith("s") and not tail & lx.PLACE_WORD:
                    votes[ORGANIZATION] += 3
                    votes[PERSON] -= 4
            if words[end] in _OTHER_LAST:
                votes[OTHER] += 4
        if words[-1].isdigit() or (end and _has_digit(words[-1])):
            votes[PRODUCT] += 3
        return votes

    def _are_strange(self, name: Name) -> bool:
        """Whether no list has any word of a name, as is so of people from anywhere."""
        return all(map(self._is_strange, range(name.first, name.last + 1)))

    def _is_strange(self, token: int) -> bool:
        word, flag = self._words[token], self._flags[token]
        known = lx.COMMON | lx.PLACE | lx.ORG_WORD | lx.PRODUCT_WORD | lx.LEGAL | lx.EMPTY | lx.ROLE
        return (
            word.isalpha()
            and word.istitle()
            and len(word) > 1
            and not flag & (known | lx.PLACE_WORD | lx.PLACE_HEAD | lx.FUNCTION | lx.ORG_HEAD)
        )

    def _known_as(self, name: Name) -> tuple[str, ...]:
        """What a well-known name is known for; nothing where it is none."""
        form = self._text[name.start : name.end]
        known = self._known.get(form)
        if known is None and form.startswith(("The ", "the ")):
            known = self._known.get(form[4:])
        if known is None and len(form) >= _SPELT_OUT and form.istitle():
            known = self._known.get(form.upper())
        return known or ()

    def of_surroundings(self, name: Name, votes: list[float]) -> None:
        """Add the weights that the words around one mention give."""
        lower, flags, words = self._lower, self._flags, self._words
        before = name.first - 1
        after = name.last + 1
        size = len(words)
        if name.honorific:
            votes[PERSON] += 8
        elif name.role_before:
            votes[PERSON] += 4
        if name.role_after:
            votes[ORGANIZATION] += 4
        if before >= 0:
            self._before(name, before, votes)
        if is_founder(name, self._flagged):
            votes[PERSON] += 2
        if after >= size:
            return
        low, flag = lower[after], flags[after]
        if words[after] in POSSESSIVE:
            after += 1
            if after >= size:
                return
            low, flag = lower[after], flags[after]
            if self._role_ahead(after):
                votes[ORGANIZATION] += 3
            if low in self._possessed:
                votes[PERSON] += 2
            elif (
                self._cap[after]
                and flag & lx.GIVEN
                and not flag & lx.COMMON
                and after + 1 < size
                and self._cap[after + 1]
            ):
                # "Vela's Jane Orr"
                votes[ORGANIZATION] += 2
            votes[PERSON] += 0.2
            votes[ORGANIZATION] += 0.3
            return
        if low == "-" and after + 1 < size:
            tail = lower[after + 1]
            if tail in ("based", "headquartered"):
                votes[PLACE] += 5
            elif tail in ("owned", "backed", "led", "founded", "funded"):
                votes[ORGANIZATION] += 0.3
                votes[PERSON] += 0.3
            elif tail in ("powered", "compatible", "enabled", "like"):
                votes[PRODUCT] += 0.5
            return
        if low == "(":
            # "Jane Orr (born 1970) is an engineer": read on after the bracket.
            for i in range(after + 1, min(after + 25, size)):
                if lower[i] == ")":
                    after = i + 1
                    break
            else:
                return
            if after >= size:
                return
            low, flag = lower[after], flags[after]
        if low == ",":
            self._apposition(after + 1, votes, name)
            return
        for _ in range(3):
            if after + 1 >= size or not (low in _SKIPPED or low.endswith("ly")):
                break
            if low == "who":
                votes[PERSON] += 1.0 if words[name.first].isupper() else 2.0
            after += 1
            low, flag = lower[after], flags[after]
        if not self._cap[after]:
            if flag & (lx.PAST | lx.THIRD) and lower[after + 1 : after + 2] == ["its"]:
                # "Vela lost its finance chief": a person has no "its".
                votes[PERSON] -= 1
                votes[ORGANIZATION] += 3 if self._role_ahead(after + 2) else 1
            if flag & lx.ROLE_LOWER and self._role_ahead(after):
                votes[ORGANIZATION] += 3
            elif low in _ORG_AFTER:
                votes[ORGANIZATION] += 2.5
            elif flag & (lx.NOUN | lx.ADJECTIVE) and self._role_ahead(after):
                votes[ORGANIZATION] += 2.5
            if flag & lx.PRODUCT_NOUN:
                votes[PRODUCT] += 0.3 if low.endswith("s") else 2
            elif after + 1 < size and flags[after + 1] & lx.PRODUCT_NOUN and flag & lx.COMMON:
                votes[PRODUCT] += 1 if not flags[after + 1] & lx.PLURAL else 0
            if low in _MODALS and after + 2 < size and lower[after + 1] in ("be", "become"):
                self._predicate(after + 2, votes, name)
            elif low in _COPULA and after + 1 < size:
                self._predicate(after + 1, votes, name)
            elif flags[name.first] & lx.PLACE and flag & lx.ORG_NOUN:
                votes[PLACE] += 2  # "the Boston company"
            elif low in self._speech:
                votes[PERSON] += 0.4
                votes[ORGANIZATION] += 0.4
                if low == "announced":
                    votes[ORGANIZATION] += 0.8
            elif low in self._person_verbs:
                if not (low in _WORK and lower[after + 1 : after + 2] == ["with"]):
                    votes[PERSON] += 1.5  # companies work with one another, people at one
            elif low in self._org_verbs:
                votes[ORGANIZATION] += 1.5
            elif low == "whom":
                votes[PERSON] += 2
            elif low == "where":
                votes[PLACE] += 1
        elif flag & lx.ROLE:
            votes[ORGANIZATION] += 3
        elif flag & (lx.PRODUCT_NOUN | lx.ACRONYM) and flag & lx.PRODUCT_WORD:
            votes[PRODUCT] += 2

    def are_joined(self, one: Name, other: Name) -> bool:
        """Whether only "and" or "or" stands between two names."""
        return one.last + 2 == other.first and self._lower[one.last + 1] in ("and", "or")

    def _before(self, name: Name, before: int, votes: list[float]) -> None:
        lower, flags, words = self._lower, self._flags, self._words
        low, flag = lower[before], flags[before]
        further = lower[before - 1] if before else ""
        opens = not before or words[before - 1] in ".!?:"  # "Author Xarl Zentrin left"
        if flag & (lx.ROLE_LOWER | lx.PERSON_NOUN) and (opens or not self._cap[before]):
            if low not in self._either:
                votes[PERSON] += 4 if flag & lx.ROLE_LOWER else 2.5
            return
        if flag & lx.ORG_NOUN and not self._cap[before]:
            votes[ORGANIZATION] += 2
        elif flag & lx.PRODUCT_NOUN and not self._cap[before]:
            votes[PRODUCT] += 2
        if low in ("as", "like", "including", ",", "and", "or"):
            if low == "," and lower[name.first] in self._classes["us_state"]:
                votes[PLACE] += 3
            elif low == "," and flags[before - 1] & lx.MAJOR_PLACE and name.first == name.last:
                if lower[name.last + 1 : name.last + 2] in ([","], ["."], [")"]):
                    votes[PLACE] += 1.5  # "London, Middlesex,"
            if low == "," and before and not self._cap[before - 1]:
                # "the chief executive, Jane Orr,"
                noun = flags[before - 1]
                if noun & (lx.ROLE_LOWER | lx.PERSON_NOUN):
                    votes[PERSON] += 2.5
                elif noun & lx.ORG_NOUN:
                    votes[ORGANIZATION] += 1.5
                elif noun & lx.PRODUCT_NOUN and not noun & lx.PLURAL:
                    votes[PRODUCT] += 2
            self._example(name, before, votes)
        elif low in _COPULA:
            if before and flags[before - 1] & lx.ROLE_LOWER:
                votes[PERSON] += 3  # "its chief executive is Jane Orr"
        elif low == "in":
            if further in self._stake:
                votes[ORGANIZATION] += 3
            else:
                votes[PLACE] += 0.7
                if further in _LOCATED:
                    votes[PLACE] += 4
                elif further in _SITES:
                    votes[PLACE] += 1.5
        elif low == "at":
            votes[ORGANIZATION] += 0.3
            if before and flags[before - 1] & lx.ROLE_LOWER:
                votes[ORGANIZATION] += 3
        elif low in ("of", "for"):
            if before and flags[before - 1] & lx.ROLE_LOWER:
                # "an adviser for Asia": whole countries and continents have such posts as well.
                votes[PLACE if flags[name.first] & lx.COUNTRY else ORGANIZATION] += 4
            elif further in _EDITIONS:
                votes[PRODUCT] += 2
            elif further in _USERS:
                votes[PRODUCT] += 1
            elif further in ("subsidiary", "division", "unit", "shares", "acquisition"):
                votes[ORGANIZATION] += 3
        elif low in self._joined:
            votes[ORGANIZATION] += 2
        elif low in self._launch or (low == "out" and further in _ROLLED):
            votes[PRODUCT] += 2
        elif low in _MAKES:
            votes[PRODUCT] += 1.5
        elif low in _MADE and lower[name.last + 1 : name.last + 2] == ["available"]:
            votes[PRODUCT] += 2
        elif low in ("a", "an", "the", "its", "their", "new"):
            after = name.last + 1
            modifies = (
                after < len(lower)
                and not self._cap[after]
                and flags[after] & (lx.NOUN | lx.PLURAL | lx.ADJECTIVE)
                and not flags[after] & (lx.FUNCTION | lx.THIRD | lx.PAST)
            )
            if modifies:
                # "a Vela plant": the article belongs to the noun.
                pass
            elif further in self._launch:
                votes[PRODUCT] += 3
            elif low == "the":
                if not name.role_before:
                    votes[PERSON] -= 1.5
                    if (
                        name.first == name.last
                        and not words[name.last].isupper()
                        and words[name.last][-1] != "s"
                    ):
                        votes[PRODUCT] += 0.8
            else:
                votes[PRODUCT] += 1.5
                votes[PERSON] -= 2
        elif low in ("with", "by", "against"):
            votes[ORGANIZATION] += 0.5
        elif words[before] in POSSESSIVE:
            if before and flags[before - 1] & (lx.COUNTRY | lx.MAJOR_PLACE):
                votes[ORGANIZATION] += 0.3  # "Norway's Vela"; "Norway's Orr" is one as well
            else:
                # People come with two names, "Vela's Jane Orr"; "Vela's Jane" is a tool.
                if name.first < name.last and self._is_strange(name.first):
                    votes[PERSON] += 0.8 if self._is_strange(name.last) else 0
                    return
                given = name.first == name.last and flags[name.first] & lx.GIVEN
                votes[PRODUCT] += 1.4 if given else 0.8
        elif low in ("near", "from", "throughout", "across"):
            votes[PLACE] += 0.8

    def _example(self, name: Name, before: int, votes: list[float]) -> None:
        """Weights from "companies such as X, Y and Z"; looks back over the names of the list."""
        lower, flags, cap = self._lower, self._flags, self._cap
        i = before
        limit = max(0, before - 12)
        while i > limit and (cap[i] or lower[i] in (",", "and", "or", "the")):
            i -= 1
        if lower[i] == "as" and i and lower[i - 1] == "such":
            i -= 1
        elif lower[i] not in ("like", "including"):
            return
        i -= 1
        if i >= 0 and lower[i] == ",":
            i -= 1
        if i < 0 or not flags[i] & lx.PLURAL:
            return
        singular = self._singular(lower[i])
        if singular & (lx.ROLE_LOWER | lx.PERSON_NOUN):
            if lower[i].removesuffix("s") not in self._either:
                votes[PERSON] += 2.5
        elif singular & lx.ORG_NOUN:
            votes[ORGANIZATION] += 2.5
        elif singular & lx.PRODUCT_NOUN:
            votes[PRODUCT] += 2.5

    def _singular(self, plural: str) -> int:
        """Flags of the singular of a regular plural."""
        get = lx.lexicon().flags.get
        if plural.endswith("ies"):
            return get(plural[:-3] + "y", 0)
        return get(plural[:-1], 0) | get(plural[:-2], 0) & (lx.ORG_NOUN | lx.PERSON_NOUN)

    def _predicate(self, at: int, votes: list[float], name: Name) -> None:
        """Weights from "was born", "was founded", "is currently a professor"."""
        lower = self._lower
        size = len(lower)
        for _ in range(2):
            if at + 1 < size and (lower[at] in _SKIPPED or lower[at].endswith("ly")):
                at += 1
        if lower[at] in self._person_passive:
            votes[PERSON] += 2
        elif lower[at] in self._org_passive:
            votes[ORGANIZATION] += 2
        elif lower[at] in self._product_passive:
            votes[PRODUCT] += 2
        else:
            self._apposition(at, votes, name)

    def _role_ahead(self, at: int) -> bool:
        """Whether a post in lower case follows within three words."""
        flags, cap = self._flags, self._cap
        for i in range(at, min(at + 4, len(flags))):
            if cap[i]:
                return bool(flags[i] & lx.ROLE)
            if flags[i] & lx.ROLE_LOWER:
                return True
            if not flags[i] & (lx.NOUN | lx.ADJECTIVE | lx.ROLE_MOD):
                return False
        return False

    def _apposition(self, at: int, votes: list[float], name: Name) -> None:
        """Weights from "X, a maker of engines," or "X is an engineer"."""
        lower, flags, cap = self._lower, self._flags, self._cap
        size = len(lower)
        if at >= size:
            return
        low = lower[at]
        if len(low) == 2 and low.isdigit() and lower[at + 1 : at + 2] == [","]:
            votes[PERSON] += 3  # "Jane Orr, 44, agreed"
            return
        if cap[at]:
            if at + 1 < size and self._words[at + 1] in POSSESSIVE:
                self._noun(at + 2, votes)  # "Orbit, Vela's browser,"
            elif flags[at] & (lx.ROLE | lx.ROLE_MOD):
                votes[PERSON] += 3
            elif flags[at] & lx.MAJOR_PLACE and lower[name.last + 1] == ",":
                # "Orrville, Ohio": what a state or country follows is a place.
                if name.last - name.first < 3 and not flags[name.last] & (lx.ORG_WORD | lx.LEGAL):
                    votes[PLACE] += 2.5
            elif lower[at] in self._classes["us_state"] and (
                self._words[at].isupper() or lower[at + 1 : at + 2] == ["."]
            ):
                votes[PLACE] += 3
            return
        if flags[at] & (lx.ROLE_LOWER | lx.ROLE_MOD):
            for i in range(at, min(at + 5, size)):
                if flags[i] & lx.ROLE_LOWER:
                    # "for Vela, founder Jane Orr said": the next name's post.
                    if lower[i] not in self._either and not (i + 1 < size and cap[i + 1]):
                        votes[PERSON] += 4
                    return
                if not flags[i] & lx.ROLE_MOD:
                    return
            return
        if low == "who":
            votes[PERSON] += 3
        elif low == "which":
            votes[PERSON] -= 1.5
            votes[ORGANIZATION] += 1
            if at + 2 < size and lower[at + 1] in _COPULA and lower[at + 2] in self._org_passive:
                votes[ORGANIZATION] += 2
        elif low in _APPOSED:
            self._noun(at + 1, votes)

    def _noun(self, at: int, votes: list[float]) -> None:
        """Weights from the noun of a phrase whose determiner stands before token `at`."""
        lower, flags, cap = self._lower, self._flags, self._cap
        nouns = lx.NOUN | lx.PLURAL | lx.ROLE_LOWER | lx.PERSON_NOUN | lx.ORG_NOUN | lx.PRODUCT_NOUN
        noun, word = 0, ""
        for i in range(at, min(at + 9, len(lower))):
            if lower[i] == "of" and lower[i - 1] in _PARTITIVE:
                continue
            if lower[i] in _PHRASE_ENDS or (flags[i] & lx.FUNCTION and not flags[i] & lx.COMMON):
                break
            if cap[i]:
                if flags[i] & (lx.ROLE | lx.ROLE_MOD):
                    votes[PERSON] += 3  # "the President of Vela"
                    return
            elif noun and lower[i + 1 : i + 2] == ["by"]:
                break  # "a service run by Vela"
            elif flags[i] & nouns:
                noun, word = flags[i], lower[i]
                if word == "processor" and lower[i - 1] in _PROCESSED:
                    noun = lx.ORG_NOUN  # "a payments processor"
        if noun & (lx.ROLE_LOWER | lx.PERSON_NOUN):
            if word not in self._either:
                votes[PERSON] += 4
        elif noun & lx.ORG_NOUN:
            votes[ORGANIZATION] += 3
        elif noun & lx.PRODUCT_NOUN:
            votes[PRODUCT] += 3
        elif noun & lx.PLACE_WORD:
            votes[PLACE] += 3


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def decide(votes: list[float]) -> int:
    """Type with the most weight, as an index into `TYPES`; without evidence, an organisation."""
    heaviest = 0
    for kind, weight in enumerate(votes):
        if weight > votes[heaviest]:
            heaviest = kind
    return heaviest if votes[heaviest] >= _ENOUGH else ORGANIZATION


def second_guess(votes: list[float]) -> int:
    """What is published where an organisation was only assumed and nothing bears it out.

    A hint of a person is right in four cases of five, one of a product or place in less than half.
    """
    return PERSON if votes[PERSON] >= _HINT and votes[PERSON] == max(votes) else OTHER


def lead(votes: list[float]) -> float:
    """By how much the weight of the first type exceeds that of the second."""
    first, second = votes[0], votes[1]
    if first < second:
        first, second = second, first
    for weight in votes[2:]:
        if weight > first:
            first, second = weight, first
        elif weight > second:
            second = weight
    return first - second
