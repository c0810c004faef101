"""Who the subject and the object of a candidate are, as far as the claim as a whole can tell."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.claims.resolve.affiliation import Affiliations
from factpack.extract.claims.resolve.anaphora import DEFINITE, GENERIC, Anaphora
from factpack.extract.claims.resolve.metonyms import Metonyms
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.text.annotated import AnnotatedText
from factpack.extract.text.doc import Doc
from factpack.model import Article, LocalEntity, Mention
from factpack.vocabulary import Predicate


class Parties:
    """Completes the arguments of the candidates of one article.

    Attributes:
        makers: product to the organisation that makes it, once candidates were learnt from.
    """

    def __init__(
        self,
        article: Article,
        doc: Doc,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
    ) -> None:
        """Wrap what is known of the article."""
        self._text = doc.text
        self._doc = doc
        self._entities = entities
        self._mentions = mentions
        known = AnnotatedText(doc, entities, mentions)
        self._anaphora = Anaphora(known)
        self._metonyms = Metonyms(known, self._anaphora)
        self._affiliations = Affiliations(known)
        self._organisations = {
            form: i
            for i, e in enumerate(entities)
            if e.type == "Organization"
            for form in (*e.aliases, e.name)
        }
        # "We" outside of quotations is the publisher, where it writes about itself.
        publisher = article.raw.metadata.publisher
        self._publisher = self._organisations.get(publisher) if publisher else None
        self.makers: dict[int, int] = {}
        self._employers: dict[int, int] = {}
        self._last_object: dict[tuple[str, int], int] = {}

    def learn(self, candidates: Sequence[Candidate]) -> None:
        """Note who makes what, who works where, and what sort of thing an organisation is."""
        self.makers = self._find_makers(candidates)
        self._anaphora.learn(candidates)
        self._affiliations.learn(candidates)
        for candidate in candidates:
            person, place = candidate.subject, candidate.object
            if candidate.rule.predicate == "has_role" and place is not None:
                if not candidate.former and person.mention >= 0 and place.mention >= 0:
                    self._employers.setdefault(self.entity_of(person), self.entity_of(place))

    def complete(
        self, candidate: Candidate, predicate: Predicate, speaker: int | None
    ) -> tuple[Arg, Arg | None]:
        """Subject and object, with what only the claim as a whole can resolve.

        That is "we" in a quotation, and "the company" beside one of the two parties that the text
        has just named.
        """
        subject, target = candidate.subject, candidate.object
        if candidate.rule.trigger == "number":
            subject = self._measured(subject, candidate)
        if candidate.rule.subject[0] == "maker":
            subject = self._made_by(subject, target)
        open_end = target is not None and target.mention < 0
        if subject.mention < 0 or open_end:
            voice = speaker if speaker is not None else self._publisher
            if voice is not None:
                subject = self._first_person(subject, voice)
                target = self._first_person(target, voice) if target is not None else None
            if candidate.pair is not None and target is not None:
                subject, target = self._paired(subject, target, candidate.pair)
            if target is not None and target.mention < 0:
                target = self._again(target, predicate.name, subject)
            if subject.mention < 0:
                subject = self._anaphora.resolve(subject, target, self.makers)
                subject = self._affiliations.resolve(subject, candidate)
                subject = self._anaphora.its_owner(subject, target)
            if target is not None and target.mention < 0:
                target = self._anaphora.resolve(target, subject, self.makers)
        if target is not None:
            target = self._affiliations.resolve(target, candidate)
            target = self._anaphora.its_owner(target, subject)
        if candidate.rule.trigger == "verb" and "Place" in subject.types:
            if "Place" not in predicate.subject_types:
                subject = self._metonyms.resolve(subject, target)
        if target is not None and subject.mention >= 0 and target.mention >= 0:
            self._last_object[predicate.name, self.entity_of(subject)] = target.mention
        return subject, target

    def is_actor(self, actor: Arg, arg: Arg, entity: int) -> bool:
        """Whether the entity that `arg` was taken for is the actor, or may be: it is not named."""
        actor = self._anaphora.resolve(actor, None, self.makers)
        if actor.mention < 0:
            return arg.mention < 0 or self._mentions[arg.mention].kind != "name"
        return self.entity_of(actor) == entity

    def named_in(self, name: str) -> int | None:
        """The organisation whose name the name begins with, in whole words; the longest such."""
        words = name.split(" ")
        for n in range(len(words) - 1, 0, -1):
            named = self._organisations.get(" ".join(words[:n]))
            if named is not None:
                return named
        return None

    def entity_of(self, arg: Arg) -> int:
        """The entity of an argument, -1: it is not resolved."""
        return self._mentions[arg.mention].entity if arg.mention >= 0 else -1

    def _find_makers(self, candidates: Sequence[Candidate]) -> dict[int, int]:
        """Product to the organisation that makes it, as far as names and the article tell."""
        makers: dict[int, int] = {}
        for candidate in candidates:
            if candidate.rule.predicate == "offers" and candidate.object is not None:
                if candidate.subject.mention >= 0 and candidate.object.mention >= 0:
                    maker = self._mentions[candidate.subject.mention].entity
                    product = self._mentions[candidate.object.mention].entity
                    if self._entities[maker].type == "Organization":
                        makers.setdefault(product, maker)
        for i, entity in enumerate(self._entities):
            if entity.type == "Product":
                named = self.named_in(entity.name)
                if named is not None:
                    makers[i] = named
        return makers

    def _made_by(self, subject: Arg, target: Arg | None) -> Arg:
        """The maker of the product, for which its own words stand; unresolved where unknown."""
        maker = self.makers.get(self.entity_of(target), -1) if target is not None else -1
        return subject.meaning(self._named_mention(maker))

    def _named_mention(self, entity: int) -> int:
        """The first mention of an entity, -1: none."""
        return next((i for i, m in enumerate(self._mentions) if m.entity == entity), -1)

    def _measured(self, subject: Arg, candidate: Candidate) -> Arg:
        """What a number measures: "a laboratory", or "the laboratory" that a deal values."""
        words = self._doc.lower_in(subject.start, subject.end)
        described = subject.mention < 0 or self._mentions[subject.mention].kind == "description"
        if candidate.valued_by_deal and candidate.pair is not None and described:
            target = candidate.pair[1]
            if words[-1] in DEFINITE and words[0] in ("the", words[-1]) and target.mention >= 0:
                return subject.meaning(target.mention)  # what is bought is valued, not who buys it
        if subject.mention >= 0:
            return subject
        return self._anaphora.opening(self._anaphora.indefinite(subject))

    def _again(self, target: Arg, predicate: str, subject: Arg) -> Arg:
        """In whom the text last said that the subject did what it now does again."""
        if self._text[target.start : target.end] != "again":
            return target
        return target.meaning(self._last_object.get((predicate, self.entity_of(subject)), -1))

    def _paired(self, subject: Arg, target: Arg, pair: tuple[Arg, Arg]) -> tuple[Arg, Arg]:
        """Subject and object, where "the company" can only be the other of the two parties."""
        one, other = pair
        ours, theirs = self.entity_of(subject), self.entity_of(target)
        vague, vague_target = self._is_vague(subject), self._is_vague(target)
        if vague and vague_target:
            subject = subject.meaning(one.mention)
            target = target.meaning(other.mention)
        elif vague_target:
            if ours == self.entity_of(one):
                target = target.meaning(other.mention)
            elif ours == self.entity_of(other):
                target = target.meaning(one.mention)
            elif "Place" in subject.types:
                # A place that acts stands for the organisation that the text is about.
                subject = subject.meaning(one.mention)
                target = target.meaning(other.mention)
        elif vague:
            if theirs == self.entity_of(other):
                subject = subject.meaning(one.mention)
            elif theirs == self.entity_of(one):
                subject = subject.meaning(other.mention)
        return subject, target

    def _is_vague(self, arg: Arg) -> bool:
        """Whether the words are "the company" and the like, unresolved."""
        if arg.mention >= 0:
            return False
        words = self._doc.lower_in(arg.start, arg.end)
        return words == ["again"] or (len(words) == 2 and words[0] == "the" and words[1] in GENERIC)

    def _first_person(self, arg: Arg, speaker: int) -> Arg:
        """Who "we" and "our" are in the words of an organisation, or of someone who works there."""
        if arg.mention >= 0:
            return arg
        if self._text[arg.start : arg.end].lower() not in ("we", "our", "us"):
            return arg
        entity = speaker
        if self._entities[speaker].type == "Person":
            entity = self._employers.get(speaker, -1)
        if entity < 0 or self._entities[entity].type != "Organization":
            return arg
        return arg.meaning(self._named_mention(entity))
