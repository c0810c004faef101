"""From candidates to claims: who is meant, whose words they are, how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factpack.extract.claims.resolve.first_posts import with_first_posts_over
from factpack.extract.claims.resolve.parties import Parties
from factpack.extract.claims.resolve.role_kind import role_kind
from factpack.extract.claims.resolve.speakers import Speakers
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import modality_of
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.assumed import borne_out, is_untold
from factpack.extract.text.doc import Doc
from factpack.model import (
    Article,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    Part,
    Quote,
    Rejected,
    Span,
    Value,
)
from factpack.vocabulary import Predicate, load_vocabulary

EXTRACTOR = "rules"


_NO_VALUE = Value()
_REACH = 4_000
"""Characters before a claim in which one of the same words may end: two of the longest sentences
that are read."""


class Resolver:
    """Turns the candidates of one article into claims."""

    def __init__(
        self,
        article: Article,
        doc: Doc,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        literals: Sequence[LiteralValue],
        quotes: Sequence[Quote],
    ) -> None:
        """Wrap what is known of an article; the arguments are those of `find_claims`."""
        self._article = article
        self._parties = Parties(article, doc, entities, mentions)
        self._entities = entities
        self._mentions = mentions
        self._literals = literals
        self._predicates = load_vocabulary().predicates
        self._speakers = Speakers(quotes, entities, mentions)
        self._rejected: list[Rejected] = []
        self._shown: set[int] = set()

    def resolve(self, candidates: Sequence[Candidate]) -> tuple[list[Claim], list[Rejected]]:
        """Claims in reading order, and the candidates that failed a check."""
        self._parties.learn(candidates)
        claims: dict[tuple[object, ...], list[Claim]] = {}
        guesses = [candidate for candidate in candidates if self._is_guess(candidate)]
        for candidate in [c for c in candidates if not self._is_guess(c)] + guesses:
            if guesses and candidate is guesses[0]:
                self._note_shown(claim for same in claims.values() for claim in same)
            claim = self._claim(candidate)
            if claim is None:
                continue
            span = claim.object_span
            ends: tuple[int | None, ...] = (claim.subject, claim.object)
            if self._predicates[claim.predicate].symmetric and claim.object is not None:
                ends = tuple(sorted((claim.subject, claim.object)))
            key = (
                claim.predicate,
                ends,
                span.start if span is not None else -1,
                span.end if span is not None else -1,
                claim.role and claim.role.lower(),
                claim.value.amount if claim.object is None else None,
                claim.metric,
            )
            same = claims.setdefault(key, [])
            # Candidates come sentence by sentence, so that only the last claims can overlap.
            first = len(same)
            while first and same[first - 1].end > claim.start - _REACH:
                first -= 1
            for i in range(first, len(same)):
                known = same[i]
                if claim.start < known.end and known.start < claim.end:  # the same words, twice
                    if _weight(claim) > _weight(known):
                        same[i] = claim
                    break
            else:
                same.append(claim)
        every = [claim for same in claims.values() for claim in same]
        every.sort(key=lambda claim: (claim.start, claim.end, claim.predicate, claim.subject))
        return with_first_posts_over(every), self._rejected

    def _claim(self, candidate: Candidate) -> Claim | None:
        """The claim, None where a check failed and the candidate was rejected."""
        predicate = self._predicates[candidate.rule.predicate]
        speaker, quote = self._speakers.of(candidate)
        subject_arg, object_arg = self._parties.complete(candidate, predicate, speaker)
        rule = candidate.rule
        wanted: list[str] = [kind for kind in predicate.subject_types if kind in rule.subject_types]
        subject = self._entity(candidate, subject_arg, wanted, "subject")
        if subject is None:
            return None
        target: int | None = None
        unit = candidate.unit
        if object_arg is not None:
            wanted = [kind for kind in predicate.object_types if kind in rule.object_types]
            target = self._entity(candidate, object_arg, wanted, "object")
            if target is None:
                return None
            if predicate.name == "has_role":
                target, inner = self._whole(target, object_arg)
                unit = unit or inner
            if target == subject:
                return None
            if candidate.actor is not None and self._parties.is_actor(
                candidate.actor, object_arg, target
            ):
                # "sold the business to X": the seller is not what it sells
                self._reject(
                    candidate, "object-is-actor", "The object is who acts, not what is acted on."
                )
                return None
        parts: dict[Part, Span] = {
            "subject": Span(candidate.subject.start, candidate.subject.end),
            "trigger": Span(*candidate.trigger),
        }
        object_span: Span | None = None
        if object_arg is not None:
            parts["object"] = Span(object_arg.start, object_arg.end)
        elif candidate.object_words is not None:
            parts["object"] = object_span = Span(*candidate.object_words)
        value, date_relation = self._value(candidate, predicate, parts)
        if candidate.value >= 0 and value.amount is None and value.date_from is None:
            if value.amount_min is None and value.amount_max is None:
                self._reject(candidate, "value-unresolved", "The date or amount has no value here.")
                return None
        if predicate.object_types == ("Date",) and value.date_from is None and not value.date_to:
            self._reject(candidate, "value-unresolved", "The words give a duration, not a date.")
            return None
        role = candidate.rule.role_text
        if candidate.role is not None:
            parts["role"] = Span(*candidate.role)
            role = self._article.text[candidate.role[0] : candidate.role[1]] or role
        if unit is not None:
            parts["organization_unit"] = Span(*unit)
        scope = Span(*candidate.scope) if candidate.scope else None
        if scope is not None:
            parts["scope"] = scope
        if candidate.metric is not None:
            parts["metric"] = Span(*candidate.metric)
        start, end = candidate.trigger[0], candidate.trigger[1]
        for part in parts.values():
            start, end = min(start, part.start), max(end, part.end)
        if quote is not None and quote.speaker_span is not None and speaker is not None:
            parts["speaker"] = quote.speaker_span  # no part of the words that state the claim
        return Claim(
            predicate=predicate.name,
            start=start,
            end=end,
            subject=subject,
            object=target,
            object_span=object_span,
            parts=parts,
            value=value,
            role=role,
            organization_unit=self._article.text[unit[0] : unit[1]] if unit else None,
            former=bool(candidate.former) if "former" in predicate.takes else None,
            kind=role_kind(role) if predicate.name == "has_role" else candidate.kind,
            metric=candidate.metric_name,
            scope=scope,
            date_relation=date_relation,
            modality=modality_of(candidate.hints, quote is not None),
            attributed_to=speaker,
            extractor=EXTRACTOR,
            rule=candidate.rule.name,
        )

    def _entity(
        self, candidate: Candidate, arg: Arg, wanted: Sequence[str], side: str
    ) -> int | None:
        """The entity that an argument refers to, or None where it was rejected."""
        if arg.mention < 0:
            words = self._article.text[arg.start : arg.end]
            if arg.types - {"Text"} or not arg.named:
                self._reject(
                    candidate,
                    f"{side}-unresolved",
                    f"The {side} ({words[:60]}) is not known by name here.",
                )
            return None
        entity = self._mentions[arg.mention].entity
        kind = self._entities[entity].type
        if kind in wanted and not (self._is_guess(candidate) and self._is_unshown(entity)):
            return entity
        if side == "object" and candidate.rule.shows and is_untold(self._entities[entity]):
            return entity  # `without_refuted` has the last word
        if kind == "Product" and "Organization" in wanted and entity in self._parties.makers:
            return self._parties.makers[entity]
        told = (
            "a name of which nothing shows what it names" if kind in wanted else f"of type {kind}"
        )
        self._reject(
            candidate,
            "type-mismatch",
            f"The {side} is {told}, and {candidate.rule.predicate} wants {' or '.join(wanted)}.",
        )
        return None

    def _is_guess(self, candidate: Candidate) -> bool:
        """Whether nothing in the words shows an organisation: "Norland's Orrin" may be anything.

        People and things have places as well.
        """
        rule = candidate.rule
        return rule.trigger == "possessive" and rule.predicate == "located_in" and not rule.beside

    def _is_unshown(self, entity: int) -> bool:
        """Whether a thing is an organisation by assumption, and no claim besides shows it."""
        return self._entities[entity].otherwise is not None and entity not in self._shown

    def _note_shown(self, claims: Iterable[Claim]) -> None:
        """Note what the claims show to be an organisation: "Norland's Orrin bought Acme"."""
        for claim in claims:
            for end in (claim.subject, claim.object):
                if end is not None and self._entities[end].otherwise is not None:
                    name = self._entities[end].name
                    if borne_out(claim, end, name, self._article.text) == "Organization":
                        self._shown.add(end)

    def _whole(self, entity: int, arg: Arg) -> tuple[int, tuple[int, int] | None]:
        """For a unit named after its organisation: that one, and the words of the unit."""
        name = self._entities[entity].name
        last = name.rpartition(" ")[2].lower()
        best = self._parties.named_in(name) if last in _UNIT_WORDS else None
        if best is None:
            return entity, None
        words = self._article.text[arg.start : arg.end]
        prefix = self._entities[best].name + " "
        if words.startswith(prefix):
            return best, (arg.start + len(prefix), arg.end)
        return best, None

    def _value(
        self, candidate: Candidate, predicate: Predicate, parts: dict[Part, Span]
    ) -> tuple[Value, str | None]:
        value = _NO_VALUE
        relation = candidate.date_relation
        if candidate.value >= 0:
            literal = self._literals[candidate.value]
            is_date = "Date" in predicate.object_types
            parts["date" if is_date else "amount"] = Span(literal.start, literal.end)
            value = literal.value
        elif candidate.amount >= 0 and candidate.amount_at is not None:
            value = self._literals[candidate.amount].value
            parts["amount"] = Span(*candidate.amount_at)
        if candidate.date >= 0 and candidate.date_at is not None:
            date = self._literals[candidate.date].value
            if date.date_from is not None and value.date_from is None:
                value = value.dated(date)
                parts["date"] = Span(*candidate.date_at)
        if value.date_from is None:
            relation = None
        return value, relation

    def _reject(self, candidate: Candidate, code: str, reason: str) -> None:
        spans = [candidate.trigger, (candidate.subject.start, candidate.subject.end)]
        if candidate.object is not None:
            spans.append((candidate.object.start, candidate.object.end))
        self._rejected.append(
            Rejected(
                kind="claim",
                source=self._article.raw.source,
                check_code=code,
                reason=reason,
                article_id=self._article.article_id,
                extractor=EXTRACTOR,
                rule=candidate.rule.name,
                start=min(s[0] for s in spans),
                end=max(s[1] for s in spans),
            )
        )


_UNIT_WORDS = word_list("claims", "resolve.resolver.unit_words")


def _weight(claim: Claim) -> tuple[int, int]:
    return len(claim.parts), claim.kind is not None
