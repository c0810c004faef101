"""What a noun phrase stands for: a name, or what is described, bound or said before it."""

from __future__ import annotations

from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.phrases.walks import chain_head, past_complements, previous_verb
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.grammar import load_lexicon, noun_types
from factpack.extract.languages.en.kinds import kind_list, sorts_before
from factpack.extract.languages.en.word_lists import word_list

THING = frozenset(("Organization", "Product"))
SAY = word_list("claims", "roles.arguments.arguments.say")
_SPEAKING = word_list("claims", "roles.arguments.arguments.speaking")
_PERSON_PRONOUNS = word_list("claims", "roles.arguments.arguments.person_pronouns")
_PLURAL_PRONOUNS = word_list("claims", "roles.arguments.arguments.plural_pronouns")
_OF_PRODUCTS = kind_list("of_products")
_COMPANY = word_list("claims", "roles.arguments.arguments.company")
_SEVERAL = frozenset(("Organization", "Person"))


def token_arg(sentence: Sentence, token: int, phrase: int) -> Arg:
    """The token as an argument."""
    known = sentence.token_memo.get(token)
    if known is None:
        mention = sentence.ref[token]
        named = sentence.tags[token] not in "OHWD"
        types = (
            sentence.context.types[mention]
            if mention >= 0
            else _types(sentence.words[token], named)
        )
        known = sentence.token_memo[token] = Arg(
            mention, sentence.start[token], sentence.end[token], phrase, types, named
        )
    return known


def _types(word: str, named: bool) -> frozenset[str]:
    """Entity types that a common noun or a pronoun may stand for."""
    if named:
        return load_lexicon().noun_types.get(word, ONLY["Text"])
    if word in _PERSON_PRONOUNS:
        return ONLY["Person"]
    return _SEVERAL if word in _PLURAL_PRONOUNS else THING


def head_token(sentence: Sentence, phrase: int) -> int:
    """The token that a noun phrase is about: its last noun, or the name that nouns only sort.

    "Acme’s Orbit cloud service" is about Orbit, "the Acme group" about Acme, "Acme shares" about
    shares, and "an Acme unit" about a unit.
    """
    tags, first, last = sentence.tags, sentence.first[phrase], sentence.stop[phrase] - 1
    if first == last or tags[last] in "EPOHD#$%" or sentence.ref[last] >= 0:
        return last
    name = last - 1
    while name >= first and tags[name] in "NA#":
        name -= 1
    if name >= first and tags[name] == "E" and sentence.words[first] not in ("a", "an"):
        word = sentence.words[last]
        kinds = token_arg(sentence, name, phrase).types
        if not kinds.isdisjoint(noun_types(word) or sorts_before(word)):
            return name
        if kinds == ONLY["Product"] and word in _OF_PRODUCTS:
            return name
    return last


def arg_of(sentence: Sentence, phrase: int) -> Arg:
    """The noun phrase as an argument.

    A description of something named before or after it ("X, a non-profit") stands for that.
    """
    known = sentence.arg_memo.get(phrase)
    if known is not None and (known[0] == sentence.version or known[1].mention >= 0):
        return known[1]
    found = _find_arg(sentence, phrase)
    sentence.arg_memo[phrase] = (
        sentence.version,
        found,
    )  # what is unresolved may be bound to a name later
    return found


def _find_arg(sentence: Sentence, phrase: int) -> Arg:
    token = head_token(sentence, phrase)
    own = token_arg(sentence, token, phrase)
    if own.mention >= 0:
        return own
    if sentence.tags[token] in "OH":
        return _speaker_of(sentence, phrase, own) or own
    company = _own_company(sentence, phrase, token)
    if company is not None:
        return company
    host = sentence.bound.get(phrase, -1)
    if host < 0 and own.types & {"Organization", "Product"}:
        host = _named_after(sentence, phrase)
    if host < 0 and not own.named:
        said = _speaker_of(sentence, phrase, own)
        if said is not None:
            return said
    if host < 0:
        host = _host(sentence, phrase)
    if host >= 0 and host != phrase:
        other = token_arg(sentence, head_token(sentence, host), host)
        if (other.mention >= 0 or not other.named) and (
            own.types & other.types
            or not own.types - {"Text"}
            or (own.types == ONLY["Product"] and "Organization" in other.types)
        ):
            return other  # who makes one product only is called by it: "X, the payments app"
    return Arg(-1, sentence.start[sentence.first[phrase]], own.end, phrase, own.types, own.named)


def _named_after(sentence: Sentence, phrase: int) -> int:
    """The name that follows a description: "the company behind X, Acme, is"."""
    if sentence.first_tag(phrase) not in "DH":
        return -1
    following = past_complements(sentence, phrase + 1)
    if (
        following + 2 >= sentence.size
        or sentence.kinds[following] != ","
        or sentence.kinds[following + 2] not in ",;"
    ):
        return -1
    single = (
        sentence.kinds[following + 1] == "N"
        and sentence.stop[following + 1] - sentence.first[following + 1] == 1
        and sentence.first_tag(following + 1) == "E"
    )
    return following + 1 if single else -1


def _speaker_of(sentence: Sentence, phrase: int, own: Arg) -> Arg | None:
    """Who an unresolved "it" or "he" means in "X said it would": the subject of "said"."""
    if sentence.first_word(phrase) not in _SPEAKING:
        return None
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "S" and sentence.first_word(previous) == "that":
        previous = sentence.left[previous]
    verb = sentence.verb_of(previous)
    if verb is None or verb.lemma not in SAY or verb.subject < 0 or verb.passive:
        return None
    other = arg_of(sentence, verb.subject)
    if other.mention >= 0 and other.types & own.types:
        return Arg(other.mention, own.start, own.end, phrase, other.types, False)
    return None


def employ(sentence: Sentence, person: Arg, organization: Arg) -> None:
    """Remember for whom a person works, for "his company"."""
    if person.mention >= 0 and organization.mention >= 0:
        sentence.context.employers.setdefault(sentence.context.entity[person.mention], organization)
        sentence.version += 1


def _own_company(sentence: Sentence, phrase: int, token: int) -> Arg | None:
    """Where the person that "his" means is known to hold a post, for "his company"."""
    if (
        sentence.first_tag(phrase) != "H"
        or token != sentence.first[phrase] + 1
        or sentence.ref[sentence.first[phrase]] < 0
    ):
        return None
    if sentence.words[token] not in _COMPANY:
        return None
    employer = sentence.context.employers.get(
        sentence.context.entity[sentence.ref[sentence.first[phrase]]]
    )
    if employer is None:
        return None
    start, end = sentence.start[sentence.first[phrase]], sentence.end[token]
    return Arg(employer.mention, start, end, phrase, employer.types, True)


def _host(sentence: Sentence, phrase: int) -> int:
    """The phrase that a common noun phrase describes: by apposition, "is a" or "as a"."""
    previous = sentence.left[phrase]
    if previous < 0:
        return -1
    if sentence.kinds[previous] == "," and sentence.first_tag(phrase) in "DHNA":
        after = sentence.verb_of(past_complements(sentence, sentence.right[phrase]))
        bare = sentence.stop[phrase] - sentence.first[phrase] <= 2
        if bare and after is not None and after.form == "finite":
            return -1  # "…, the company is": a clause begins, nothing is described
        near = sentence.left[previous]
        if sentence.kind_at(near) == "N":
            if sentence.tags[head_token(sentence, near)] in "EP":
                return near
            head = chain_head(sentence, near)
            if sentence.tags[head_token(sentence, head)] in "EP":
                return head
        return -1
    said = sentence.verb[previous]
    if said is not None and said.lemma in COPULA:
        return said.subject
    if sentence.preposition_at(previous) == "as":
        verb_phrase = previous_verb(sentence, phrase)
        verb = sentence.verb_of(verb_phrase)
        if verb is not None and (verb.passive or verb.form == "participle"):
            return verb.subject
        if verb is not None:
            found = object_of(sentence, verb_phrase)
            return found if found >= 0 else verb.subject
    return -1
