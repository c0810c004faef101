"""What markets and shops say: "Orbit costs $3", "Acme fell 5 percent", "the index fell"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import Link, behind, is_number
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.goods import version_of, version_scope
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
_LOSE = word_list("claims", "measures.readings.prices.lose")
_ASKED = frozenset(("for", "at", "from"))
"""Prepositions of what is asked for something: "on sale for $3", "available from $3"."""
_SCALES = word_list("claims", "measures.readings.prices.scales")
_ON_SALE = word_list("claims", "measures.readings.prices.on_sale")


def read_price(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The price, or its move, that the verb states of which the number is an object."""
    tag = sentence.tags[token]
    if tag == "$":
        asked = _asked(sentence, phrase, token, link)
        if asked is not None:
            return asked
    if tag not in "$%" or (link.moved >= 0 and not _changes_hands(sentence, link)):
        return None
    return _priced(sentence, phrase, token, link)


def _changes_hands(sentence: Sentence, link: Link) -> bool:
    """Whether something is sold: "changes hands at $3"."""
    lemma = sentence.verb_at(link.verb).lemma
    return lemma == "change" and sentence.words_of(link.moved) == ["hands"]


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
    elif verb.lemma in ("go", "be", "come", "become", "launch", "arrive"):
        between = {*sentence.words[sentence.first[link.verb] : sentence.first[phrase]]}
        if verb.lemma == "launch" or not between.isdisjoint(_ON_SALE):
            subject = actor_of(sentence, link.verb)
    scope = None
    if subject is not None and subject.mention < 0 and subject.phrase >= 0:
        subject = version_of(sentence, subject.phrase) or subject
        scope = version_scope(sentence, subject)
    if subject is None or subject.types != ONLY["Product"]:
        return None
    return make(
        sentence,
        "price",
        subject,
        "price",
        phrase,
        words=span(sentence, verb.at, verb.at),
        verb=link.verb,
        scope=scope,
    )


def _priced(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """What "Acme fell 3 percent" and "Orbit trades at $3" say of a share, or of a price."""
    words = load_words()
    verb = sentence.verb_at(link.verb)
    tag = sentence.tags[token]
    way = words.market.get(verb.lemma, "")
    if not way and verb.lemma in words.carry and verb.lemma not in words.directions:
        way = link.particle
    trades = verb.lemma in words.trade
    sold = verb.lemma in words.sale
    reached = verb.lemma in words.reach
    if not way and not trades and not sold and not reached:
        return None
    if verb.passive:
        passive = verb.lemma in ("price", "trade", "sell", "quote")
        subject = only_thing(in_role(sentence, link.verb, "patient")) if passive else None
    else:
        subject = actor_of(sentence, link.verb)
        if subject is None and verb.lemma == "price" and verb.subject < 0:
            subject = _apposed(sentence, link.verb)
    if subject is None or not _is_alone(sentence, phrase):
        return None
    context = sentence.context
    scope = None
    if subject.mention < 0 and subject.phrase >= 0:
        version = version_of(sentence, subject.phrase)
        if version is not None:
            subject, scope = version, version_scope(sentence, version)
    if subject.mention < 0:
        if subject.named or "Product" not in subject.types or not (sold or way):
            return None
        subject = subject.meaning(-1, ONLY["Product"])  # "It costs $3": who that is comes later
        entity, product = -1, True
    elif len(subject.types) != 1:
        return None
    else:
        entity = context.entity[subject.mention]
        product = "Product" in subject.types or entity in context.priced
    good = product or (context.traded and not context.listed)
    name = "price" if good or not context.listed else "share_price"
    if not good and not context.listed and not (trades and tag == "$"):
        if tag != "%" or behind(sentence, sentence.right[phrase])[0] != "of":
            return None
        name = "valuation"  # "lost 5 percent of its value"
    old = link.preposition == "from"
    if link.preposition in _DIRECT and way:
        if tag == "$" and not good:
            return None
        if verb.lemma in _LOSE and tag == "$":
            return None
        name = f"{name}_{way}"
        form = "move"
    elif tag == "$" and trades and link.preposition == "for":
        form = "price"
    elif tag == "$" and (link.preposition in _TO or old) and (way or trades):
        form = "price"
    elif tag == "$" and product and sold and _sells(link, verb.lemma):
        form = "price"
        after = sentence.verb_of(sentence.right[phrase])
        if verb.lemma == "cost" and (is_large(sentence, token) or is_making(after)):
            name = "costs"  # what it cost to make, nobody pays for one
    elif tag == "$" and _is_reached(sentence, token, link, entity, product):
        form = "price"
    else:
        return None
    if name == "price" and entity >= 0:
        context.priced.add(entity)
    return make(
        sentence,
        form,
        subject,
        name,
        phrase,
        words=span(sentence, verb.at, verb.at),
        verb=link.verb,
        old=old,
        scope=scope,
    )


def _sells(link: Link, lemma: str) -> bool:
    """Whether the preposition before the amount is that of a price."""
    if lemma == "cost":
        return not link.preposition
    return link.preposition in ("at", "for") and lemma != "be"


def _apposed(sentence: Sentence, group: int) -> Arg | None:
    """The product before a comma and a participle: "Orbit, priced at $3,"."""
    comma = sentence.left[group]
    place = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    if sentence.kind_at(place) != "N" or sentence.tags[sentence.verb_at(group).at] != "p":
        return None
    return only_thing([arg_of(sentence, chain_head(sentence, place))])


def is_making(verb: Verb | None) -> bool:
    """Whether a verb tells what for money was spent: "to make"."""
    return verb is not None and verb.form == "infinitive" and verb.lemma in _MAKING


_MAKING = word_list("claims", "measures.readings.prices.making")


def _is_reached(sentence: Sentence, token: int, link: Link, entity: int, product: bool) -> bool:
    """Whether a price is reached: "Bitcoin hit a high of $3", "Orbit is $3"."""
    lemma = sentence.verb_at(link.verb).lemma
    if link.preposition or is_large(sentence, token) or not product:
        return False
    if lemma == "be":
        return sentence.words[sentence.verb_at(link.verb).at] in ("is", "was", "'s", "’s")
    return lemma in load_words().reach and entity in sentence.context.priced


def _is_alone(sentence: Sentence, phrase: int) -> bool:
    """Whether nothing behind says of what the number is a part: "5 percent of its staff"."""
    word, noun = behind(sentence, sentence.right[phrase])
    if word == "of":
        return sentence.last_word(noun) == "value"
    if sentence.kind_at(noun + 1) == "T":  # "in the last 24 hours"
        return True
    if word != "in" or is_number(sentence, noun) or sentence.first_tag(noun) == "E":
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
    place = verb.subject
    subject = _index(sentence, place)
    if subject is None and place >= 0:  # "the index of leading shares"
        subject = _index(sentence, chain_head(sentence, place))
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
    at = span(sentence, verb.at, verb.at)
    return make(sentence, form, subject, name, phrase, words=at, verb=link.verb)


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
