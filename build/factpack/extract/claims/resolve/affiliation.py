"""Where people of an article belong: "its chief executive", "the board", "the Roe-led group".

What neither grammar nor the nearest name resolves, the article may have said before: Jane Roe
founded Acme, so that the company which she left is Acme. One organisation must be left, or nothing
is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from factpack.extract.claims.resolve.anaphora import DEFINITE
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.text.annotated import AnnotatedText

_LED = re.compile(r"-(?:led|run|headed|founded|chaired|owned)\b", re.IGNORECASE)
_BOARD = "board member"


class _Only:
    """The first organisation that something is said of, and from where on there is another.

    Attributes:
        at: where the first is said.
        mention: of the first, -1: none.
        other: where another is first said, -1: nowhere.
    """

    at: int = -1
    mention: int = -1
    other: int = -1

    def before(self, at: int) -> int:
        """A mention of the one organisation said before an offset; -1: none or several."""
        one = 0 <= self.at < at and not 0 <= self.other < at
        return self.mention if one else -1


_NONE = _Only()


@dataclass(slots=True, eq=False)
class Affiliations:
    """Organisations that the people of one article are said to have founded or to work for."""

    known: AnnotatedText
    _of: dict[int, _Only] = field(default_factory=dict)
    _board: _Only = field(default_factory=_Only)

    def learn(self, candidates: Sequence[Candidate]) -> None:
        """Note what the candidates say of people whose names are resolved."""
        for candidate in candidates:
            if (
                candidate.object is None
                or candidate.subject.mention < 0
                or candidate.object.mention < 0
            ):
                continue
            if candidate.rule.predicate == "founded_by":
                person, place = candidate.object, candidate.subject
            elif candidate.rule.predicate == "has_role":
                person, place = candidate.subject, candidate.object
                if candidate.rule.role_text == _BOARD:
                    self._note(self._board, candidate.trigger[0], place.mention)
                if candidate.former:
                    continue
            else:
                continue
            entity = self._entity_of(person.mention)
            self._note(self._of.setdefault(entity, _Only()), candidate.trigger[0], place.mention)

    def resolve(self, arg: Arg, candidate: Candidate) -> Arg:
        """The argument with the mention that it stands for, unchanged where none or several may.

        Args:
            arg: the subject or the object of the candidate; a resolved one stays as it is.
            candidate: what is claimed; unless `arg` names a person by whom a group is led, the
                candidate must be of a post, with the person known.
        """
        if arg.mention >= 0:
            return self._left(arg, candidate)
        found = self._led(arg)
        if found < 0 and candidate.rule.predicate == "has_role" and arg is candidate.object:
            words = self.known.doc.lower_in(arg.start, arg.end)
            before = self.known.sentence_start(candidate.trigger[0])
            person = candidate.subject.mention
            entity = self.known.mentions[person].entity if person >= 0 else -1
            own = self._of.get(entity, _NONE)
            if words == ["the", "board"]:
                found = self._board.before(before)
                found = found if found >= 0 else own.before(before)
            elif words == ["its"] and candidate.rule.trigger == "isa":
                found = own.before(before)
            elif words == ["its"] or (words[:1] == ["the"] and words[-1] in DEFINITE):
                found = own.before(before) if candidate.rule.former else -1
        if found < 0:
            return arg
        return arg.meaning(found, ONLY["Organization"])

    def _left(self, arg: Arg, candidate: Candidate) -> Arg:
        """Where somebody was before who left "the company": their own, not the one named last."""
        if not candidate.former or candidate.rule.predicate != "has_role":
            return arg
        words = self.known.doc.lower_in(arg.start, arg.end)
        described = words[:1] == ["the"] or self.known.mentions[arg.mention].kind == "description"
        if not described or words[-1] not in DEFINITE or candidate.subject.mention < 0:
            return arg
        before = self.known.sentence_start(candidate.trigger[0])
        own = self._of.get(self._entity_of(candidate.subject.mention), _NONE).before(before)
        return arg.meaning(own) if own >= 0 else arg

    def _led(self, arg: Arg) -> int:
        """The organisation of the person in "the Roe-led group"."""
        first = self.known.first_mention_from(arg.start)
        for mention in self.known.mentions[first : self.known.first_mention_from(arg.end)]:
            if self.known.type_of(mention) == "Person":
                if _LED.match(self.known.text, mention.end, arg.end):
                    return self._of.get(mention.entity, _NONE).before(arg.start)
        return -1

    def _note(self, only: _Only, at: int, mention: int) -> None:
        """Note that an organisation is said at an offset, which none noted before exceeds."""
        if only.mention < 0:
            only.at, only.mention = at, mention
        elif only.other < 0 and self._entity_of(mention) != self._entity_of(only.mention):
            only.other = at

    def _entity_of(self, mention: int) -> int:
        return self.known.mentions[mention].entity
