"""The page that follows one sentence through the extractor, made from a real run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor_walk import Walk, record_walk

from factpack.extract.claims import find_claims
from factpack.extract.claims.readers.apply_rules import apply_rules
from factpack.extract.claims.syntax.claim_context import Arg, ClaimContext
from factpack.extract.claims.syntax.phrases.parsing import parse
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.tokens.sentence_tokens import ArticleTokens
from factpack.extract.rules_extractor import extract
from factpack.extract.text.doc import Doc, doc_of
from factpack.model import Article, Claim, Extraction, Metadata, RawArticle
from factpack.normalise import normalise

TEXT = (
    "Orrin Pumps, which Jane Roe founded in Leeds in 2011, has bought Velmora for $3 million. "
    "The company said it would keep all 40 employees."
)

TEMPLATE = """# How a sentence walks through the extractor

`factpack.extract` turns a normalised article into mentions, values, quotes and claims. Folders are
read from left to right, and none imports one to its right (a test holds it):

```text
languages  text  values  names  coreference  mentions.py  quotes  claims  given
claims:    syntax  rules  roles  measures  readers  resolve
```

| folder | does | entry |
|---|---|---|
| `languages/en/` | English as data: words, word forms, rules | `load_lexicon()` |
| `text/` | tokens and sentences, made once | `doc_of(article)` |
| `values/` | money, dates, quantities | `find_literals(article, doc)` |
| `names/` | spans of names, their type, their long and short forms | `group_names(…)` |
| `coreference/` | what pronouns and descriptions refer back to | `find_references(…)` |
| `mentions.py` | both together | `find_mentions(…)` |
| `quotes/` | quotations and who is quoted | `find_quotes(…)` |
| `claims/syntax/` | tagged tokens, phrases, verbs and their subjects of one sentence | `parse(…)` |
| `claims/rules/` | rules and their roles, checked when they are loaded | `load_rules()` |
| `claims/roles/` | which words fill a role | `in_role(…)`, `noun_role(…)` |
| `claims/measures/` | what numbers measure | `find_numbers(sentence)` |
| `claims/readers/` | candidates for claims, by what triggers a rule | `apply_rules(sentence)` |
| `claims/resolve/` | from candidates to claims, or why not | `Resolver.resolve(…)` |
| `given/` | facts from elsewhere, aligned to the words | `align_facts(…)` |

`rules_extractor.extract` calls them in this order. What follows is a run of it over

> {text}

## 1. Names, values, quotes

{found}
A description or pronoun that no name is found for here is looked at again in step 4.

## 2. Tokens and phrases (`claims/syntax`)

A name or a value is one token. Each token has a one-letter tag (`languages/en/grammar.py` lists
them); patterns over the tags cut the sentence into phrases, `N` for noun phrases and `V` for verb
groups. The subject of each verb is found by walking over the phrases before it.

{syntax}
## 3. Candidates (`claims/readers`)

Each verb, noun and number looks its rules up. A rule names roles; `claims/roles` finds the phrases
that fill them, whatever the word order. An argument in *italics* is not resolved yet.

{candidates}
## 4. Claims (`claims/resolve`)

Types are checked against the vocabulary, the open arguments resolved, modality and attribution set.

{claims}{rejected}
## The walk

Counted in a run over the first sentence. `claims.py` enters these rooms, in this order:
{visits}. From there they call only what stands to their left:

{walk}

## To change what is read

A predicate is an entry in `schema/vocab/predicates.yaml`; a rule, with the sentences that it must
and must not match, an entry in `languages/en/rules/`; a role, an entry in `claims/rules/roles.py`
with a function in `claims/roles/`; a word, a line in the lists of `languages/en/`. A rule that
could never match is refused with its line.
"""


def extractor_page() -> str:
    """The page, in Markdown; the same for the same code."""
    raw = RawArticle(
        "map", "map", TEXT, 0, "0" * 64, "utf-8", "valid",
        Metadata(published_on=date(2020, 6, 1), published_precision="day", language="en"),
    )  # fmt: skip
    article = normalise(raw)
    found = extract(article)
    sentence = _parsed(article, found)
    names = [f"{entity.name} ({entity.type})" for entity in found.entities]
    walk = walk_of_a_sentence(article, found)
    return TEMPLATE.format(
        text=TEXT,
        found=_table(("what", "words", "means"), _found(article, found, names)),
        syntax=_table(("phrase", "words", "tags", "subject"), _phrases(article, sentence)),
        candidates=_table(("rule", "subject", "object"), _candidates(article, sentence)),
        claims=_table(("predicate", "subject", "object", "else"), _claims(article, found, names)),
        visits=", ".join(f"`{room}`" for room in walk.visits),
        walk=_table(("from", "into", "calls"), _calls(walk)),
        rejected="".join(f"\nRejected: {rejected.reason}\n" for rejected in found.rejected),
    )


def walk_of_a_sentence(article: Article, found: Extraction) -> Walk:
    """The walk of the first sentence; whatever is loaded once was loaded before."""
    first = Doc(article.text, doc_of(article).sentences[:1])
    return record_walk(
        lambda: find_claims(
            article, first, found.entities, found.mentions, found.literals, found.quotes
        )
    )


def _calls(walk: Walk) -> Iterator[tuple[str, ...]]:
    for (caller, room), calls in sorted(walk.calls.items(), key=lambda item: (-item[1], item[0])):
        yield f"`{caller}`", f"`{room}`", str(calls)


def _parsed(article: Article, found: Extraction) -> Sentence:
    """The first sentence, parsed."""
    doc = doc_of(article)
    tokens = ArticleTokens(doc, found.entities, found.mentions, found.literals)
    first = doc.sentences[0]
    context = ClaimContext(found.entities, found.mentions)
    return parse(tokens.sentence(first.start, first.end), context)


def _found(article: Article, found: Extraction, names: list[str]) -> Iterator[tuple[str, ...]]:
    for mention in found.mentions:
        yield mention.kind, article.text[mention.start : mention.end], names[mention.entity]
    for literal in found.literals:
        value = literal.value
        number = "" if value.amount is None else f"{value.amount:,.0f} {value.currency or ''}"
        day = f"{value.date_from} to {value.date_to}" if value.date_from else ""
        yield literal.kind, article.text[literal.start : literal.end], (number or day).strip()
    for quote in found.quotes:
        speaker = "" if quote.speaker is None else f"said by {names[quote.speaker]}"
        yield f"{quote.kind} quote", article.text[quote.start : quote.end], speaker


def _phrases(article: Article, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    def words(phrase: int) -> str:
        start = sentence.start[sentence.first[phrase]]
        return article.text[start : sentence.end[sentence.stop[phrase] - 1]]

    for phrase, kind in enumerate(sentence.kinds):
        verb = sentence.verb_of(phrase)
        subject = words(verb.subject) if verb is not None and verb.subject >= 0 else ""
        yield f"`{kind}`", words(phrase), f"`{sentence.tags_of(phrase)}`", subject


def _candidates(article: Article, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    def said(arg: Arg | None) -> str:
        if arg is None:
            return ""
        words = article.text[arg.start : arg.end]
        return words if arg.mention >= 0 else f"*{words}*"

    for candidate in apply_rules(sentence):
        words = candidate.object_words
        value = article.text[slice(*words)] if words else "(a value)"
        yield f"`{candidate.rule.name}`", said(candidate.subject), said(candidate.object) or value


def _claims(article: Article, found: Extraction, names: list[str]) -> Iterator[tuple[str, ...]]:
    def rest(claim: Claim) -> Iterator[str]:
        yield claim.modality
        if claim.kind:
            yield f"kind {claim.kind}"
        for name, span in claim.parts.items():
            if name in ("amount", "date", "metric", "role"):
                yield f"{name} “{article.text[span.start : span.end]}”"

    for claim in found.claims:
        target = claim.parts.get("object")
        words = article.text[target.start : target.end] if target else ""
        named = names[claim.object] if claim.object is not None else words
        yield f"`{claim.predicate}`", names[claim.subject], named, ", ".join(rest(claim))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
