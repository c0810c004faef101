"""How a claim is meant: its modality, its speaker and its direction, against the words around it.

That needs no extractor. What a quotation decides holds in every language; words of plans and of
denials, and the order of a verb and its parties, are looked at where they leave no choice, in
languages whose words are known (`profiles/claim_words.json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import Any

from factpack_validators.articles_text import texts
from factpack_validators.claim_parts import READ
from factpack_validators.context import Context
from factpack_validators.mended import mended_claims
from factpack_validators.query import report_rows

NEAR = 80
"""Characters before a trigger, and between a trigger and a party, that are looked at."""

AROUND = 300
"""Characters on each side of a claim within which its sentence is looked for."""


def check_manner(context: Context) -> None:
    """Report claims whose modality, speaker or direction is not that of the words around them."""
    mended = mended_claims(context, "modality")
    context.database.con.execute("CREATE OR REPLACE TEMP TABLE mended_claims (claim_id VARCHAR)")
    context.database.con.execute("INSERT INTO mended_claims SELECT unnest(?::VARCHAR[])", [mended])
    _check_quoted(context)
    _check_words(context)
    context.database.con.execute("DROP TABLE mended_claims")


def _check_quoted(context: Context) -> None:
    for claim, modality, attributed, speaker in _quoted(context):
        if modality == "asserted":
            context.found.add(
                "claim-modality",
                "it stands in a quotation, so it is not the article that asserts it",
                table="claims",
                key=claim,
                column="modality",
            )
        if attributed != speaker:
            context.found.add(
                "claim-speaker",
                "it stands in a quotation of somebody else than attributed_to says",
                table="claims",
                key=claim,
                column="attributed_to",
            )
    report_rows(
        context,
        "claim-modality",
        f"""SELECT claim_id FROM claims c ANTI JOIN mended_claims USING (claim_id)
        WHERE {READ} AND modality = 'asserted' AND attributed_to IS NOT NULL""",
        lambda: "somebody says it, so it is not the article that asserts it",
        table="claims",
        column="modality",
    )
    report_rows(
        context,
        "claim-speaker",
        f"""SELECT c.claim_id FROM claims c WHERE {READ} AND attributed_to IS NULL
        AND EXISTS (FROM evidence e WHERE e.claim_id = c.claim_id AND e.part = 'speaker')""",
        lambda: "it has evidence of a speaker, and attributed_to names nobody",
        table="claims",
        column="attributed_to",
    )


_DEPTH = 32
"""Quotations around a claim among which the innermost is looked for."""


def _quoted(context: Context) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Claims that stand in a quotation: id, modality, whose words they are, and who speaks there.

    One pass over claims and quotations in the order of the text, since to join them by their spans
    takes the product of both.
    """
    query = f"""SELECT * FROM (
            SELECT article_id, char_start, 0 AS is_claim, char_end, quote_id AS key,
                NULL AS modality, speaker_id AS who FROM quotes
            UNION ALL
            SELECT article_id, char_start, 1, char_end, claim_id, modality, attributed_to
            FROM claims c ANTI JOIN mended_claims USING (claim_id) WHERE {READ}
        ) WHERE article_id IS NOT NULL AND char_start IS NOT NULL AND char_end IS NOT NULL
        ORDER BY article_id, char_start, is_claim, char_end DESC, key"""
    article = None
    around: list[tuple[int, str | None]] = []
    for batch in context.database.stream(query):
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        for place, start, is_claim, end, key, modality, who in rows:
            if place != article:
                article, around = place, []
            while around and around[-1][0] <= start:
                around.pop()
            if not is_claim:
                around.append((end, who))
                continue
            for quote_end, speaker in around[: -_DEPTH - 1 : -1]:
                if end <= quote_end:
                    yield key, modality, who, speaker
                    break


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim with the spans that direction and modality rest on; those not there are negative."""

    article_id: str
    claim_id: str
    language: str
    predicate: str
    modality: str
    is_mended: bool
    start: int
    end: int
    trigger: int
    trigger_end: int
    subject: int
    subject_end: int
    object: int
    object_end: int


def _check_words(context: Context) -> None:
    claims = groupby(_claims(context), key=attrgetter("article_id"))
    articles = texts(context)
    article, text = next(articles, (None, None))
    for key, group in claims:
        while article is not None and article < key:
            article, text = next(articles, (None, None))
        if article != key or text is None:
            continue
        for claim in group:
            if not 0 <= claim.start <= claim.trigger < claim.trigger_end <= claim.end <= len(text):
                continue  # Reported by its span.
            words = claim_words().get(claim.language)
            if words is None:
                continue
            context.found.looked_at("triggers")
            if not claim.is_mended and (problem := words.contradiction(text, claim)):
                context.found.add(
                    "claim-modality",
                    f"it is {claim.modality}, and {problem}",
                    table="claims",
                    key=claim.claim_id,
                    column="modality",
                )
            if words.is_reversed(text, claim):
                context.found.add(
                    "claim-direction",
                    "its subject and object stand in each other's place in the words",
                    table="claims",
                    key=claim.claim_id,
                    column="subject_id",
                )


def _claims(context: Context) -> Iterator[ReadClaim]:
    known = ", ".join(f"'{language}'" for language in sorted(claim_words()))
    spans = ", ".join(
        f"any_value(char_{end}) FILTER (part = '{part}') AS {part}_{end}"
        for part in ("trigger", "subject", "object")
        for end in ("start", "end")
    )
    found = ", ".join(
        f"any_value(coalesce({part}_{end}, -1))"
        for part in ("trigger", "subject", "object")
        for end in ("start", "end")
    )
    query = f"""SELECT c.article_id, c.claim_id, any_value(coalesce(a.language, 'en')),
        any_value(c.predicate), any_value(c.modality), c.claim_id IN (FROM mended_claims),
        any_value(c.char_start), any_value(c.char_end), {found}
        FROM claims c JOIN articles a USING (article_id)
        JOIN (SELECT claim_id, {spans} FROM evidence GROUP BY claim_id) e USING (claim_id)
        WHERE {READ} AND coalesce(a.language, 'en') IN ({known})
        AND c.char_start IS NOT NULL AND c.char_end IS NOT NULL
        GROUP BY c.article_id, c.claim_id ORDER BY c.article_id, c.claim_id"""
    for batch in context.database.stream(query):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield ReadClaim(*row)


class ClaimWords:
    """Words of one language that say how a claim is meant."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the lists of a language in `profiles/claim_words.json`."""
        between = rf"(?: {_any(data['between'])}){{0,3}}"
        self._denied = re.compile(rf"(?<!\w)({_any(data['denials'])}){between} $")
        self._planned = re.compile(rf"(?<!\w)({_any(data['plans'])}){between} $")
        self._denial = re.compile(rf"(?<!\w){_any(data['denial_signs'])}(?!\w)|n't(?!\w)")
        self._plan = re.compile(rf"(?<!\w){_any(data['plan_signs'])}(?!\w)|'(?:ll|d)(?!\w)")
        self._open = re.compile(rf"(?<!\w){_any(data['open'])}(?!\w)")
        self._active = re.compile(rf"(?: {_any(data['helpers'])}){{0,3}} ")
        self._passive = re.compile(rf"(?: {_any(data['passive'])}){{1,3}} ")
        self._not_direct = re.compile(rf"(?<!\w){_any(data['not_direct'])}(?!\w)")
        self._agents = {
            predicate: (entry["agent"], frozenset(entry["triggers"]))
            for predicate, entry in data["agents"].items()
        }

    def contradiction(self, text: str, claim: ReadClaim) -> str | None:
        """What in the words denies the modality of a claim, as the end of a sentence."""
        if claim.modality in ("asserted", "reported"):
            before = _plain(text[max(0, claim.trigger - NEAR) : claim.trigger])
            match = self._denied.search(before)
            if match is None and claim.modality == "asserted":
                match = self._planned.search(before)
            if match is None or self._open.search(_plain(sentence(text, claim.start, claim.end))):
                return None
            return f'"{match[1]}" stands before its trigger'
        signs = self._denial if claim.modality == "negated" else self._plan
        around = sentence(text, claim.start, claim.end)
        if signs.search(_plain(around)) or (claim.modality == "possible" and "?" in around):
            return None
        return "no word of its sentence says so"

    def is_reversed(self, text: str, claim: ReadClaim) -> bool:
        """Whether who does what the verb says stands where the one it is done to must stand."""
        side, triggers = self._agents.get(claim.predicate, ("", frozenset()))
        trigger = text[claim.trigger : claim.trigger_end].casefold()
        if trigger not in triggers or claim.object < 0 or claim.subject < 0:
            return False
        agent = (claim.subject, claim.subject_end)
        patient = (claim.object, claim.object_end)
        if side == "object":
            agent, patient = patient, agent
        first, second = sorted((agent, patient))
        if not (first[1] <= claim.trigger and claim.trigger_end <= second[0]):
            return False
        if claim.trigger - first[1] > NEAR or second[0] - claim.trigger_end > NEAR:
            return False
        before = _plain(text[first[1] : claim.trigger])
        after = _plain(text[claim.trigger_end : second[0]])
        if re.search(r"[^\w\s$€£.'-]", after):
            return False
        if first == patient:
            return self._active.fullmatch(before) is not None and not self._not_direct.search(after)
        return self._passive.fullmatch(before) is not None and after.startswith(" by ")


@cache
def claim_words() -> Mapping[str, ClaimWords]:
    """The words that are known, by the language of the article."""
    data = json.loads((files(__package__) / "profiles" / "claim_words.json").read_text("utf-8"))
    return {key: ClaimWords(lists) for key, lists in data.items() if isinstance(lists, dict)}


_STOP = re.compile(r"[.!?…][\"'”’)]*\s|\n")


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span, as far as it lies near.

    >>> sentence("It fell. Alder never bought it. It rose.", 9, 14)
    'Alder never bought it. '
    """
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    stops = [match.end() for match in _STOP.finditer(text, first, start)]
    after = _STOP.search(text, end, last)
    return text[stops[-1] if stops else first : after.end() if after else last]


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some words; a star is any ending."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    patterns = (re.escape(word.rstrip("*")) + r"[\w-]*" * word.endswith("*") for word in longest)
    return f"(?:{'|'.join(patterns)})"


def _plain(text: str) -> str:
    """Words in small letters with straight apostrophes, one space between them."""
    return re.sub(r"\s+", " ", text.casefold().replace("’", "'"))
