"""Numbers whose metric is in the verb: "X is valued at", "X lost $3 million", "X spent $3"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import ROUGH, Link, behind, is_number
from factpack.extract.claims.measures.metrics import metric_of, per_share
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import THING, actor_of, unit_owner
from factpack.extract.claims.measures.readings.prices import is_making, read_price
from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.phrases.walks import chain_head, previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_EFFORTS = word_list("claims", "measures.readings.verbs.efforts")
_BARE = word_list("claims", "measures.readings.verbs.bare")


def read_verb(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric that the verb means of which the number at token `token` is an object."""
    tag, lemma = sentence.tags[token], sentence.verb_at(link.verb).lemma
    if tag == "$" and lemma == "value" and link.preposition == "at":
        return _valued(sentence, phrase, link)
    cost = _cost_to(sentence, phrase, token, link) if tag == "$" and lemma == "cost" else None
    if cost is not None:
        return cost
    if tag == "$" and (link.preposition == "owing" or (lemma == "owe" and link.moved >= 0)):
        return _result(sentence, phrase, link, "debt")  # "collapsed owing $3", "owes X $3"
    price = read_price(sentence, phrase, token, link)
    if price is not None or link.moved >= 0 or tag != "$":
        return price
    if lemma == "be" and link.preposition == "worth":
        return _worth(sentence, phrase, link)
    if link.preposition:
        return None
    words = load_words()
    metric = words.results.get(lemma.replace(" ", "-"), "")
    if per_share(sentence, phrase):
        earned = actor_of(sentence, link.verb, "Organization") if metric == "profit" else None
        return make(sentence, "verb", earned, "earnings_per_share", phrase, verb=link.verb)
    if not {*sentence.words_of(phrase)[:-1]} <= words.plain | _BARE:
        metric = ""  # it names something else than "a net $3"
    subject = actor_of(sentence, link.verb, "Product")
    if subject is not None and lemma.replace(" ", "-") in words.taken:
        if lemma == "gross" or not words.at_box_office.isdisjoint(sentence.words):
            return make(sentence, "verb", subject, "box_office", phrase, verb=link.verb)
    if metric == "spending":
        return _spent(sentence, phrase, link)
    return _result(sentence, phrase, link, metric) if metric else None


def _cost_to(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """What something cost an organisation: "the fire cost Acme $3 million"."""
    verb, first = sentence.verb_at(link.verb), sentence.first[phrase]
    if link.preposition or verb.passive or verb.subject < 0:
        return None
    if sentence.tags[first] == "E" and first + 1 == token:
        payer = token_arg(sentence, first, phrase)
    elif link.moved >= 0 and _is_next(sentence, link.moved, phrase):
        payer = arg_of(sentence, link.moved)
    else:
        return None
    if payer.types != ONLY["Organization"]:
        return None
    begin, stop = sentence.first[verb.subject], sentence.stop[verb.subject]
    scope = span(sentence, begin, stop - 1) if sentence.tags[begin] != "O" else None
    return make(sentence, "verb", payer, "costs", phrase, verb=link.verb, scope=scope)


def _is_next(sentence: Sentence, place: int, phrase: int) -> bool:
    """Whether only words that blur a number come between: "Acme more than $3 million"."""
    following = sentence.right[place]
    while following < phrase and sentence.kinds[following] in "AR%I":
        if sentence.kinds[following] == "I" and sentence.first_word(following) not in ROUGH:
            return False
        following = sentence.right[following]
    return following == phrase


def _valued(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What an investor or a deal values an organisation at: "X is valued at $3 million"."""
    verb, entity = sentence.verb_at(link.verb), sentence.context.entity
    named = next(iter(in_role(sentence, link.verb, "patient")), None)
    if named is None or named.types.isdisjoint(THING):
        return None
    if verb.form == "participle" and named.phrase != verb.subject:
        return None  # "buy a jet, valued at": the jet is, not who buys it
    other, deal = named, -1
    if verb.form == "gerund" and named.mention < 0:
        other = _raiser(sentence, link.verb) or named
    elif verb.subject >= 0 and not verb.passive:
        heads = (verb.subject, chain_head(sentence, verb.subject))
        deal = next((at for at in heads if sentence.last_word(at) in load_words().deals), -1)
        word, noun = behind(sentence, sentence.right[deal]) if deal >= 0 else ("", -1)
        if word == "for":  # "an offer for X that values the company"
            other = arg_of(sentence, noun)
        by = arg_of(sentence, verb.subject)
        if deal < 0 and by.mention >= 0 and sentence.kind_at(sentence.left[link.verb]) == "W":
            if named.mention < 0 or entity[by.mention] == entity[named.mention]:
                return None  # "X, which values the company": it is not X itself
    described = named.mention < 0 or sentence.first_tag(named.phrase) == "D"
    if described and other.mention >= 0 and other.types & named.types:
        named = named.meaning(other.mention, other.types)
    metric = "price" if named.types == ONLY["Product"] else "valuation"
    return make(sentence, "verb", named, metric, phrase, verb=link.verb, by_deal=deal >= 0)


def _raiser(sentence: Sentence, group: int) -> Arg | None:
    """Who raised the money in "X raised $3 million, valuing the company at $9 million"."""
    raising = load_words().have_by_metric["valuation"]
    while group >= 0 and sentence.verb_at(group).lemma not in raising:
        group = previous_verb(sentence, group)
    return actor_of(sentence, group, "Organization")


def _worth(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What an organisation or a currency is worth."""
    subject = actor_of(sentence, link.verb)
    if subject is None or not subject.named or sentence.verb_at(link.verb).subject < 0:
        return None
    metric = {ONLY["Organization"]: "valuation", ONLY["Product"]: "price"}.get(subject.types)
    if metric is None:
        return None
    at = sentence.words.index("worth")
    return make(sentence, "verb", subject, metric, phrase, words=sentence.span(at), verb=link.verb)


def _result(sentence: Sentence, phrase: int, link: Link, metric: str) -> Number | None:
    """Loss or profit of "X lost $3 million in 2015", not "in market value" or "to hackers"."""
    following = sentence.right[phrase]
    behind_it = sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) in "NV"
    if behind_it and metric != "debt":
        word, noun = behind(sentence, following)
        timed = word in ("in", "for") and sentence.last_word(noun) in load_words().times
        earned = word == "on" and metric_of(sentence, noun, "$") is not None
        if not (timed or earned) and not (word == "against" and is_number(sentence, noun)):
            return None
    unit = unit_owner(sentence, link.verb)
    subject, scope = actor_of(sentence, link.verb, "Organization"), None
    if unit is not None:
        subject, scope = unit.arg, unit.scope
    return make(sentence, "verb", subject, metric, phrase, verb=link.verb, scope=scope)


def _spent(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What an organisation spends: "spent $3 million on research", not "to buy X" or "on X"."""
    following = sentence.right[phrase]
    after = sentence.verb_of(following)
    word, noun = behind(sentence, following)
    scope = None
    if after is not None and not is_making(after):
        return None
    if word == "on":
        if not set(sentence.tags_of(noun)) <= set("DHNA"):
            return None
        scope = span(sentence, sentence.first[noun], sentence.stop[noun] - 1)
    elif noun >= 0 and not (word == "in" and sentence.last_word(noun) in _EFFORTS):
        return None  # but "spent $3 in an effort to"
    subject = actor_of(sentence, link.verb, "Organization")
    return make(sentence, "verb", subject, "spending", phrase, verb=link.verb, scope=scope)
