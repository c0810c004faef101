"""What markets and shops say: "Orbit costs $3", "Acme fell 5 percent", "the index fell"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import Link, behind, is_number
from factpack.extract.claims.measures.number import Number, make
from factpack.extract.claims.measures.owners.goods import version_of
from factpack.extract.claims.measures.owners.owners import actor_of, only_thing
from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.phrases.walks import chain_head
from factpack.extract.claims.syntax.sentence import Sentence, Verb
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_DIRECT = frozenset(("", "by"))
_TO = word_list("claims", "measures.readings.prices.to")
_ASKED = word_list("claims", "measures.readings.prices.asked")
"""Prepositions of what is asked for something: "on sale for $3", "available from $3"."""
_SCALES = word_list("claims", "measures.readings.prices.scales")
_LOSE = word_list("claims", "measures.readings.prices.lose")
_ON_SALE = word_list("claims", "measures.readings.prices.on_sale")
_MAKING = word_list("claims", "measures.readings.prices.making")


def read_price(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The price, or its move, that the verb states of which the number is an object."""
    asked = _asked(sentence, phrase, token, link) if sentence.tags[token] == "$" else None
    if asked is not None or sentence.tags[token] not in "$%":
        return asked
    if link.moved >= 0 and sentence.words_of(link.moved) != ["hands"]:  # "changes hands at $3"
        return None
    return _priced(sentence, phrase, token, link)


def is_making(verb: Verb | None) -> bool:
    """Whether a verb tells what for money was spent: "to make"."""
    return verb is not None and verb.form == "infinitive" and verb.lemma in _MAKING


def is_large(sentence: Sentence, token: int) -> bool:
    """Whether an amount is one of millions: what a whole business costs, not one thing of many."""
    return not _SCALES.isdisjoint(sentence.words[token].split(" "))


def _asked(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """What is asked for a product: "sells Orbit for $3", "Orbit goes on sale for $3"."""
    verb = sentence.verb_at(link.verb)
    if link.preposition not in _ASKED or is_large(sentence, token):
        return None
    subject: Arg | None = None
    if verb.lemma in load_words().sell:
        if verb.passive:
            subject = only_thing(in_role(sentence, link.verb, "patient"))
        elif link.moved >= 0:
            subject = arg_of(sentence, link.moved)
    elif not _ON_SALE.isdisjoint(sentence.words[sentence.first[link.verb] : token]):
        subject = actor_of(sentence, link.verb)
    subject, scope = _version(sentence, subject)
    if subject is None or subject.types != ONLY["Product"]:
        return None
    return make(sentence, "price", subject, "price", phrase, verb=link.verb, scope=scope)


def _version(sentence: Sentence, subject: Arg | None) -> tuple[Arg | None, tuple[int, int] | None]:
    """The product that an unnamed subject is a version of, and which: "the 2GB model"."""
    if subject is not None and subject.mention < 0 <= subject.phrase:
        return version_of(sentence, subject.phrase) or (subject, None)
    return subject, None


def _priced(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """What "Acme fell 3 percent" and "Orbit trades at $3" say of a share, or of a price."""
    words, context = load_words(), sentence.context
    verb, tag, to = sentence.verb_at(link.verb), sentence.tags[token], link.preposition
    way = words.market.get(verb.lemma, "")
    if not way and verb.lemma in words.carry and verb.lemma not in words.directions:
        way = link.particle
    trades, sold = verb.lemma in words.trade, verb.lemma in words.sale
    if not (way or trades or sold or verb.lemma in words.reach):
        return None
    if not verb.passive:
        subject = actor_of(sentence, link.verb) or _apposed(sentence, link.verb)
    elif trades or sold:
        subject = only_thing(in_role(sentence, link.verb, "patient"))
    else:
        return None
    subject, scope = _version(sentence, subject)
    if subject is None or not is_alone(sentence, phrase):
        return None
    entity = -1
    if subject.mention >= 0:
        entity = context.entity[subject.mention]
    elif subject.named or "Product" not in subject.types or not (sold or way):
        return None
    else:
        subject = subject.meaning(-1, ONLY["Product"])  # "It costs $3": who that is comes later
    product = "Product" in subject.types or entity in context.priced
    good = product or (context.traded and not context.listed)
    form, name = "price", "share_price" if context.listed and not good else "price"
    if not good and not context.listed and not (trades and tag == "$"):
        if tag != "%" or behind(sentence, sentence.right[phrase])[0] != "of":
            return None
        name = "valuation"  # "lost 5 percent of its value"
    if to in _DIRECT and way:
        if tag == "$" and (not good or verb.lemma in _LOSE):
            return None
        form, name = "move", f"{name}_{way}"
    elif tag != "$":
        return None
    elif verb.lemma == "cost" and not to and product:
        if is_large(sentence, token) or is_making(sentence.verb_of(sentence.right[phrase])):
            name = "costs"  # what it cost to make, nobody pays for one
    elif not (
        (to == "for" and trades)
        or ((to in _TO or to == "from") and (way or trades))
        or (to in ("at", "for") and product and sold)
        or (not to and product and _is_reached(sentence, token, verb, entity))
    ):
        return None
    if name == "price" and entity >= 0:
        context.priced.add(entity)
    return make(
        sentence, form, subject, name, phrase, verb=link.verb, old=to == "from", scope=scope
    )


def _apposed(sentence: Sentence, group: int) -> Arg | None:
    """The product before a comma and a participle: "Orbit, priced at $3,"."""
    verb, comma = sentence.verb_at(group), sentence.left[group]
    place = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    if sentence.kind_at(place) != "N" or verb.subject >= 0 or sentence.tags[verb.at] != "p":
        return None
    return only_thing([arg_of(sentence, chain_head(sentence, place))])


def read_tag(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The price before the name of a product: "the $499 Orbit phone"."""
    if is_large(sentence, token) or sentence.tags[token + 1] != "E":
        return None
    if token == sentence.first[phrase] or sentence.tags[token - 1] not in "DHA":
        return None  # "losses of $3 Orbit"
    subject = arg_of(sentence, phrase)
    if subject.types != ONLY["Product"] or subject.mention < 0:
        return None
    words = sentence.span(token)
    return make(sentence, "adjacent", subject, "price", phrase, words=words, named=phrase)


def _is_reached(sentence: Sentence, token: int, verb: Verb, entity: int) -> bool:
    """Whether a price is reached: "Bitcoin hit a high of $3", "Orbit is $3"."""
    if is_large(sentence, token):
        return False
    if verb.lemma == "be":
        return sentence.words[verb.at] in ("is", "was", "'s", "’s")
    return verb.lemma in load_words().reach and entity in sentence.context.priced


def is_alone(sentence: Sentence, phrase: int) -> bool:
    """Whether nothing behind says of what the number is a part: "5 percent of its staff"."""
    word, noun = behind(sentence, sentence.right[phrase])
    if word == "of":
        return sentence.last_word(noun) == "value"
    if word != "in" or sentence.kind_at(noun + 1) == "T":  # "in the last 24 hours"
        return True
    if is_number(sentence, noun) or sentence.first_tag(noun) == "E":
        return True
    return sentence.last_word(noun) in load_words().trading


_LEVEL = "index_level"


def read_index(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The level of an index, or how far it moved; None where the subject is none."""
    tag, words = sentence.tags[token], load_words()
    points = tag == "#" and sentence.words[token].endswith("points")
    if not sentence.context.indices or not (points or tag == "%") or link.moved >= 0:
        return None
    verb = sentence.verb_at(link.verb)
    subject = _index(sentence, verb.subject)
    if subject is None and verb.subject >= 0:  # "the index of leading shares"
        subject = _index(sentence, chain_head(sentence, verb.subject))
    if subject is None:
        return None
    way = words.market.get(verb.lemma, "")
    if not way and verb.lemma in words.carry:
        way = link.particle
    if link.preposition in ("", "by") and way:
        name, form = f"{_LEVEL}_{way}", "move"
    elif points and (link.preposition in ("to", "at") or verb.lemma in words.reach):
        name, form = _LEVEL, "change"
    else:
        return None
    return make(sentence, form, subject, name, phrase, verb=link.verb)


def _index(sentence: Sentence, place: int) -> Arg | None:
    """The index that a noun phrase names; None: none, or several."""
    if place < 0:
        return None
    context = sentence.context
    found = [
        token
        for token in range(sentence.first[place], sentence.stop[place])
        if sentence.ref[token] >= 0 and context.entity[sentence.ref[token]] in context.indices
    ]
    return token_arg(sentence, found[0], place) if len(found) == 1 else None
