"""Phrases of a sentence: noun phrases and verb groups with their voice and form.

The tags of the tokens form a string, which `chunking` cuts into phrases; what a verb group says is
read once for all groups of the same words. Who does what is found in `subjects`.
"""

from __future__ import annotations

from factpack.extract.claims.syntax.claim_context import ClaimContext
from factpack.extract.claims.syntax.modality import (
    ENDED,
    MAYBE,
    NAMED,
    NEGATED,
    PAST,
    PLANNED,
    POSSIBLE,
    WOULD,
)
from factpack.extract.claims.syntax.phrases.chunking import chunk, classes_of
from factpack.extract.claims.syntax.phrases.subjects import find_subjects
from factpack.extract.claims.syntax.sentence import Sentence, Verb
from factpack.extract.claims.syntax.tokens.sentence_tokens import SentenceTokens
from factpack.extract.claims.syntax.tokens.set_phrases import NO_LONGER
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

_MAX_KNOWN: int = 20_000
"""Phrases remembered in one process; hostile text cannot fill the memory."""


_EXPECTED = word_list("claims", "syntax.phrases.parsing.expected")
_FALSELY = word_list("claims", "syntax.phrases.parsing.falsely")
_FUTURE = word_list("claims", "syntax.phrases.parsing.future")
_HEDGE = word_list("claims", "syntax.phrases.parsing.hedge")
_PROFESS = word_list("claims", "syntax.phrases.parsing.profess")
_WOULD = word_list("claims", "syntax.phrases.parsing.would")
_ASPECT = word_list("claims", "syntax.phrases.parsing.aspect")


def parse(tokens: SentenceTokens, context: ClaimContext) -> Sentence:
    """Phrases of a sentence, with the subject of every verb found where the words show it.

    The sentence keeps the context, what the article has made known, for its readers.
    """
    tags, words, lexicon = tokens.tags, tokens.words, load_lexicon()
    kinds: list[str] = []
    stop: list[int] = []
    classes = classes_of(tags)
    chunk(tags, classes, 0, kinds, stop)
    first = [0, *stop[:-1]]
    verb: list[Verb | None] = [None] * len(kinds)
    verbs = todo = [phrase for phrase, kind in enumerate(kinds) if kind == "V"]
    while todo:
        for phrase in todo:
            found = verb[phrase] = _verb(tags, words, first[phrase], stop[phrase])
            end = stop[phrase]
            if end < len(words) and words[end] in lexicon.particles and tags[end] in "IRNA":
                pair = f"{found.lemma} {words[end]}"
                if (
                    pair in lexicon.phrasal and tags[end + 1 : end + 2] != "%"
                ):  # the particle belongs to the verb
                    found.lemma = pair
                    break
        else:
            break
        del kinds[phrase + 1 :], stop[phrase:]
        stop.append(end + 1)
        chunk(tags, classes, end + 1, kinds, stop)
        first[phrase + 1 :] = stop[phrase:-1]
        verb[phrase + 1 :] = [None] * (len(kinds) - phrase - 1)
        todo = [n for n in range(phrase + 1, len(kinds)) if kinds[n] == "V"]
        verbs = [n for n in verbs if n <= phrase] + todo
    if len(verbs) > 1:
        verbs = _govern(words, verbs, kinds, first, stop, verb)
    sentence = Sentence(tokens, context, classes, kinds, first, stop, verb, verbs)
    find_subjects(sentence)
    return sentence


def _verb(tags: str, words: list[str], at: int, stop: int) -> Verb:
    """The verb group of the tokens `[i, j)`."""
    text = words[at] if stop == at + 1 else " ".join(words[at:stop])
    lemma, form, passive, hints, head = _group(tags[at:stop], text)
    while at and tags[at - 1] == "R":  # "reportedly bought"
        at -= 1
        if words[at] in MAYBE:
            hints |= POSSIBLE
        elif words[at] == NO_LONGER:
            hints |= ENDED
    if stop < len(words) and words[stop] == NO_LONGER and lemma == "be":
        hints |= ENDED
    return Verb(lemma, form, passive, hints, stop - 1 - head)


_groups: dict[tuple[str, str], tuple[str, str, bool, int, int]] = {}


def _group(tags: str, text: str) -> tuple[str, str, bool, int, int]:
    """Base form, form, voice, hints, and how many adverbs follow the verb of a group."""
    known = _groups.get((tags, text))
    if known is None:
        known = _read_group(tags, text.split(" "))
        if len(_groups) < _MAX_KNOWN:
            _groups[tags, text] = known
    return known


def _read_group(tags: str, words: list[str]) -> tuple[str, str, bool, int, int]:
    lexicon = load_lexicon()
    head = len(tags) - 1
    while head > 0 and tags[head] in "Rx":
        head -= 1
    tag, word = tags[head], words[head]
    hints, be, finite = 0, False, False
    for token, (t, w) in enumerate(zip(tags, words, strict=True)):
        if t == "M":
            finite = True
            if w in _FUTURE:
                hints |= PLANNED
            elif w in _HEDGE:
                hints |= WOULD if w in _WOULD else POSSIBLE
        elif t == "B" and token != head:
            be, finite = True, True
            if w in ("was", "were"):
                hints |= PAST
        elif t in "hd" and token != head:
            finite = True
            if w == "had" and tag == "B":
                hints |= PAST
        elif t == "x":
            hints |= NEGATED
        elif t == "R" and w in MAYBE:
            hints |= POSSIBLE
        elif t == "R" and w == NO_LONGER:
            hints |= ENDED
        if w.endswith(("n't", "n’t")):
            hints |= NEGATED
    if words[0] in ("being", "having"):
        finite = False  # "after being bought"
    passive = False
    if tag == "B":
        lemma = "be"
        if word in ("was", "were"):
            hints |= PAST
    elif tag == "h":
        lemma = "have"
    elif tag == "d":
        lemma = "do"
    else:
        lemma = lexicon.verbs.get(word, (word,))[0]
        passive = tag == "p" and be
        base = tags[0] == "t" or (not {"M", "d"}.isdisjoint(tags[:head]) and not be)
        if word == "found" and base and not passive:
            lemma = _found(lemma)
    if tags[0] == "t":
        form = "infinitive"
    elif finite or tag in "VBhd":
        form = "gerund" if word in ("being", "having") else "finite"
    elif tag == "g" or words[0] in ("being", "having"):
        form = "gerund"
    else:
        past_only = tag == "p" and "!" in lexicon.verbs.get(word, ("", ""))[1]
        form = "finite" if past_only else "participle"
    return lemma, form, passive, hints, len(tags) - 1 - head


def _found(lemma: str) -> str:
    """The verb that "found" is where a base form stands: to found, not to find."""
    return "found" if lemma == "find" else lemma


def _govern(
    words: list[str],
    verbs: list[int],
    kinds: list[str],
    first: list[int],
    stop: list[int],
    verb: list[Verb | None],
) -> list[int]:
    """Join "plans to buy", "is likely to buy", "began buying" into one verb group.

    The phrases of what governs are taken out of the columns.

    Returns:
        The phrases that are verb groups then.
    """
    found: list[int] = []
    gone = 0
    for phrase in verbs:
        phrase -= gone
        found.append(phrase)
        back = phrase - 1
        if back < 0 or kinds[back] not in "VRA":
            continue
        word = ""
        while back >= 0 and kinds[back] in "RA":
            if kinds[back] == "A":
                word = words[first[back]]
            back -= 1
        governor, inner = verb[back] if back >= 0 else None, verb[phrase]
        if governor is None or inner is None:
            continue
        hint = _governed(words, governor, inner, word, back == phrase - 1)
        if hint is None:
            continue
        if governor.lemma in ("stop", "cease") or _is_false(words, first[back], first[phrase]):
            inner.hints |= NEGATED
        else:
            inner.hints |= NAMED[hint]
        inner.hints |= governor.hints
        inner.chain = (*governor.chain, (governor.lemma, governor.at))
        inner.form = governor.form
        aside = back > 0 and kinds[back - 1] == "," and governor.lemma in _EXPECTED
        if governor.form == "participle" and not aside:
            inner.form = "finite"  # but ", set to buy Y," is said of something before
        for column in (kinds, first, stop, verb):
            del column[back:phrase]
        gone += phrase - back
        found[-2:] = [back]
    return found


def _is_false(words: list[str], start: int, stop: int) -> bool:
    """Whether an adverb by the governing verb takes it back: "falsely claimed to be"."""
    return not _FALSELY.isdisjoint(words[max(0, start - 1) : stop])


def _governed(
    words: list[str], governor: Verb, inner: Verb, word: str, next_to: bool
) -> str | None:
    """What the governor says about a verb, None where the two are not one group.

    Args:
        words: of the sentence.
        governor: the verb before.
        inner: the verb that may depend on it; the voice of one after "help" is set.
        word: adjective between them, else empty.
        next_to: whether nothing stands between them.
    """
    lemma, lexicon = governor.lemma, load_lexicon()
    if inner.form == "infinitive":
        if word:
            return lexicon.infinitive_words.get(word) if lemma == "be" else None
        if lemma == "be":
            return "planned"  # "is to buy"
        if lemma in _PROFESS and inner.lemma == "be":
            return "possible"  # who claims to be somebody need not be
        if lemma in ("have", "go"):
            return "planned" if lemma == "go" else "fact"
        if lemma == "use" and words[governor.at] == "used":
            return "past"  # "used to be"
        if not governor.passive or lemma in lexicon.control:
            return lexicon.control.get(lemma)
    elif lemma == "help" and not governor.passive:
        if next_to and inner.form in ("participle", "finite"):
            inner.passive, inner.lemma = False, _found(inner.lemma)  # "helped found"
            return "fact"
    elif inner.form == "gerund" and not word and lemma in _ASPECT:
        return lexicon.control.get(lemma, "fact")
    return None
