"""Numbers whose metric is in the verb: "X is valued at", "X lost $3 million", "X fell 5%"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import Link, behind
from factpack.extract.claims.measures.metrics import per_share
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


def read_verb(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric that the verb means of which the number at token `token` is an object."""
    tag, lemma = sentence.tags[token], sentence.verb_at(link.verb).lemma
    if tag == "$" and lemma == "value" and link.preposition == "at":
        return _valued(sentence, phrase, link)
    if tag == "$" and lemma == "cost":
        cost = _cost_to(sentence, phrase, token, link)
        if cost is not None:
            return cost
    if token != sentence.stop[phrase] - 1:
        return None
    price = read_price(sentence, phrase, token, link)
    if price is not None or link.moved >= 0:
        return price
    if tag == "$" and lemma in ("be", "become") and link.preposition == "worth":
        return _worth(sentence, phrase, link)
    if tag == "$" and per_share(sentence, phrase):
        return (
            _per_share(sentence, phrase, link) if lemma == "earn" and not link.preposition else None
        )
    if tag == "$" and lemma == "owe" and not link.preposition:
        return _owed(sentence, phrase, link)
    if tag == "$" and lemma.replace(" ", "-") in load_words().taken and not link.preposition:
        taken = _box_office(sentence, phrase, link)
        if taken is not None:
            return taken
    if tag == "$" and lemma == "lose" and not link.preposition:
        return _result(sentence, phrase, link, "loss")
    if tag == "$" and lemma == "earn" and not link.preposition:
        return _result(sentence, phrase, link, "profit")
    if tag == "$" and lemma == "spend" and not link.preposition:
        return _spent(sentence, phrase, link)
    return None


def _cost_to(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """What something cost an organisation: "the fire cost Acme $3 million"."""
    verb = sentence.verb_at(link.verb)
    first = sentence.first[phrase]
    if link.preposition or verb.passive or verb.subject < 0:
        return None
    if sentence.tags[first] == "E" and first + 1 == token:
        arg = token_arg(sentence, first, phrase)
    elif link.moved >= 0 and sentence.right[link.moved] == phrase:
        arg = arg_of(sentence, link.moved)
    else:
        return None
    if arg.types != ONLY["Organization"]:
        return None
    subject = verb.subject
    return make(
        sentence,
        "verb",
        arg,
        "costs",
        phrase,
        words=span(sentence, verb.at, verb.at),
        verb=link.verb,
        scope=span(sentence, sentence.first[subject], sentence.stop[subject] - 1),
    )


def _valued(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    previous = link.verb
    verb = sentence.verb_at(previous)
    for named in in_role(sentence, previous, "patient")[:1]:
        if verb.form == "participle" and named.phrase != verb.subject:
            return None  # "buy a jet, valued at": the jet is, not who buys it
        place = verb.subject
        if place >= 0 and sentence.last_word(place) not in load_words().deals:
            place = chain_head(sentence, place)  # "an offer for X that values"
        deal = place >= 0 and not verb.passive and sentence.last_word(place) in load_words().deals
        subject = _raiser(sentence, previous, named)
        if deal:
            subject = _target(sentence, place, subject)
        metric = "price" if subject.types == ONLY["Product"] else "valuation"
        if subject.types.isdisjoint(THING):
            return None
        if not deal and _is_itself(sentence, link.verb, subject):
            return None
        return make(
            sentence,
            "verb",
            subject,
            metric,
            phrase,
            words=span(sentence, verb.at, verb.at),
            verb=previous,
            by_deal=deal,
        )
    return None


def _is_itself(sentence: Sentence, group: int, valued: Arg) -> bool:
    """Whether "the company" in "X, which values the company at" was taken for X itself."""
    verb, entity = sentence.verb_at(group), sentence.context.entity
    if verb.passive or verb.subject < 0 or sentence.kind_at(sentence.left[group]) != "W":
        return False
    by = arg_of(sentence, verb.subject)
    if by.mention < 0 or "Organization" not in by.types:
        return False
    return valued.mention < 0 or entity[by.mention] == entity[valued.mention]


def _target(sentence: Sentence, deal: int, valued: Arg) -> Arg:
    """Whom "an offer for X that values the company at $3 million" values."""
    word, noun = behind(sentence, sentence.right[deal])
    if valued.mention >= 0 and valued.named and word == "for":
        target = arg_of(sentence, noun)
        if target.mention >= 0 and target.types & valued.types:
            if sentence.first_tag(valued.phrase) == "D":
                return valued.meaning(target.mention, target.types)
    return valued


def _raiser(sentence: Sentence, previous: int, valued: Arg) -> Arg:
    """Who raised the money in "X raised $3 million, valuing the company at $9 million"."""
    group = previous_verb(sentence, previous)
    if valued.mention >= 0 or sentence.verb_at(previous).form != "gerund":
        return valued
    while group >= 0 and sentence.verb_at(group).lemma not in load_words().fund:
        group = previous_verb(sentence, group)
    found = in_role(sentence, group, "agent") if group >= 0 else []
    if len(found) != 1 or found[0].mention < 0 or not found[0].types & valued.types:
        return valued
    return valued.meaning(found[0].mention, found[0].types)


def _worth(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What an organisation or a currency is worth."""
    subject = actor_of(sentence, link.verb)
    if subject is None or not subject.named or not sentence.verb_at(link.verb).subject >= 0:
        return None
    metric = {ONLY["Organization"]: "valuation", ONLY["Product"]: "price"}.get(subject.types)
    if metric is None:
        return None
    held = sentence.last_word(sentence.verb_at(link.verb).subject)
    if held in load_words().no_value:
        return None  # "the company's shares are worth"
    at = next(
        token
        for token in range(sentence.first[phrase] - 1, -1, -1)
        if sentence.words[token] == "worth"
    )
    return make(
        sentence, "verb", subject, metric, phrase, words=span(sentence, at, at), verb=link.verb
    )


def _per_share(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    subject = actor_of(sentence, link.verb)
    if subject is None or "Organization" not in subject.types:
        return None
    at = sentence.verb_at(link.verb).at
    return make(
        sentence,
        "verb",
        subject,
        "earnings_per_share",
        phrase,
        words=span(sentence, at, at),
        verb=link.verb,
    )


def _result(sentence: Sentence, phrase: int, link: Link, metric: str) -> Number | None:
    """Loss or profit of "X lost $3 million in 2015", not "in market value" or "to hackers"."""
    following = sentence.right[phrase]
    if sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) in "NV":
        word, noun = behind(sentence, following)
        timed = sentence.last_word(noun) in load_words().times or (
            sentence.kind_at(noun + 1) == "T"
        )
        if word not in ("in", "for", "during") or not timed:
            return None
    subject, scope = actor_of(sentence, link.verb), None
    unit = unit_owner(sentence, link.verb)
    if unit is not None:
        subject, scope = unit.arg, unit.scope
    if subject is None or "Organization" not in subject.types or not _is_plain(sentence, phrase):
        return None
    at = sentence.verb_at(link.verb).at
    words = span(sentence, at, at)
    return make(sentence, "verb", subject, metric, phrase, words=words, verb=link.verb, scope=scope)


def _owed(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """The debt of "X owes $3 million to banks"."""
    subject = actor_of(sentence, link.verb)
    if subject is None or "Organization" not in subject.types or not _is_plain(sentence, phrase):
        return None
    at = sentence.verb_at(link.verb).at
    return make(
        sentence, "verb", subject, "debt", phrase, words=span(sentence, at, at), verb=link.verb
    )


def _box_office(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What a film takes in: "X grossed $3 million", "X made $3 million in its first weekend"."""
    verb, words = sentence.verb_at(link.verb), load_words()
    subject = actor_of(sentence, link.verb)
    if subject is None or subject.types != ONLY["Product"]:
        return None
    if verb.lemma != "gross" and words.at_box_office.isdisjoint(sentence.words):
        return None
    at = span(sentence, verb.at, verb.at)
    return make(sentence, "verb", subject, "box_office", phrase, words=at, verb=link.verb)


def _spent(sentence: Sentence, phrase: int, link: Link) -> Number | None:
    """What an organisation spends: "spent $3 million on research", not "to buy X" or "on X"."""
    subject = actor_of(sentence, link.verb)
    if subject is None or "Organization" not in subject.types or not _is_plain(sentence, phrase):
        return None
    following = sentence.right[phrase]
    after = sentence.verb_of(following)
    if after is not None and not is_making(after):
        return None
    word, noun = behind(sentence, following)
    scope = None
    if word == "in" and sentence.last_word(noun) in _EFFORTS:
        pass  # "spent $3 in an effort to"
    elif word == "on":
        if not set(sentence.tags_of(noun)) <= set("DHNA"):
            return None
        scope = span(sentence, sentence.first[noun], sentence.stop[noun] - 1)
    elif sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) != "T":
        return None
    at = sentence.verb_at(link.verb).at
    return make(
        sentence,
        "verb",
        subject,
        "spending",
        phrase,
        words=span(sentence, at, at),
        verb=link.verb,
        scope=scope,
    )


def _is_plain(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase is the amount alone, or as "a net $3": it names nothing else."""
    words = {*sentence.words_of(phrase)[:-1]}
    return words <= load_words().plain | {"a", "an", "the"}
