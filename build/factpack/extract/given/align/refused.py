"""Why a fact is not published: codes that people count, and the exception that carries one."""

from __future__ import annotations

CODES = {
    "facts-invalid": "departs from schema/facts-input.schema.json",
    "predicate-unknown": "names no predicate of the vocabulary",
    "kind-unknown": "gives a kind that the predicate does not have",
    "metric-unknown": "names no metric of the vocabulary",
    "entity-unknown": "names an entity that no entry of `entities` describes",
    "entity-conflict": "gives a name that is another entity's already",
    "entity-not-found": "gives an entity that the article does not name",
    "name-too-common": "gives a pronoun, an article or the like as a name",
    "evidence-not-found": "gives words as evidence that the article does not have",
    "evidence-ambiguous": "gives words as evidence that stand in several places and leave it open",
    "evidence-too-long": "gives more words as evidence than a sentence has",
    "subject-not-found": "has a subject that is not named in the evidence or near it",
    "object-not-found": "has an object that does not stand in the evidence or near it",
    "reference-unclear": "refers by words that are neither a name nor stand for one",
    "type-mismatch": "has a subject, object or speaker of a type that the vocabulary excludes",
    "subject-is-object": "has the same entity at both ends",
    "amount-not-found": "gives an amount that does not stand in the evidence or near it",
    "amount-mismatch": "gives another amount than the words do",
    "date-not-found": "gives a date that does not stand in the evidence or near it",
    "date-mismatch": "gives another date than the words do",
    "date-after-publication": "states as past what lies after the publication of the article",
    "value-unresolved": "has a date or an amount as its object whose words give no value",
    "role-not-found": "gives a role that does not stand in the evidence or near it",
    "unit-not-found": "gives a unit that does not stand in the evidence or near it",
    "scope-not-found": "gives a scope that does not stand in the evidence or near it",
    "metric-not-found": "gives a metric that no word in the evidence or near it names",
    "trigger-not-found": "gives a trigger that does not stand in the evidence",
    "speaker-not-found": "gives a speaker who is not named near the words",
    "quote-without-marks": "gives words as quoted that stand in no quotation marks",
    "claim-repeated": "says what another has said of the same words",
    "quote-repeated": "gives a quote that another has given",
}
"""Every code with what a rejected fact does, the second half of a sentence."""


class Refused(Exception):
    """A fact cannot be proved; caught where it is aligned."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code; the detail replaces the general words for it."""
        self.code = code
        self.detail = detail or CODES[code]
        super().__init__(self.detail)
