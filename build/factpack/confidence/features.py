"""What is known of a single claim besides its rule, and whether it speaks for the claim."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """A whole number that says something of a claim.

    Attributes:
        name: column of the staged table `claim_features`.
        surer: whether more of it makes a claim surer. A weight against this direction would be
            learnt from the few claims that were judged, not from what language is like: it is 0.
        words: what it says, after "for it" or "against it".
    """

    name: str
    surer: bool
    words: str


FEATURES = (
    Feature("pronoun", False, "a pronoun for a name"),
    Feature("antecedent_distance", False, "a name far before the words that stand for it"),
    Feature("one_word_name", False, "a name of one word"),
    Feature("part_of_name", False, "a name that is part of another name"),
    Feature("cut_name", False, "a name beside a further capitalised word"),
    Feature("other_form", False, "a name in a form other than its usual one"),
    Feature("starts_sentence", False, "a name at the start of the sentence"),
    Feature("subject_mentions", True, "a subject that is named often"),
    Feature("object_mentions", True, "an object that is named often"),
    Feature("aliases", True, "names in several forms"),
    Feature("object_place", True, "a place as its object"),
    Feature("names_between", False, "other names between its ends"),
    Feature("object_word", False, "an object of one word"),
    Feature("object_length", False, "an object of many words"),
    Feature("object_goes_on", False, "an object that may go on"),
    Feature("trigger_distance", False, "an object far from the words that state it"),
    Feature("unstopped", False, "a line that does not end as sentences do"),
    Feature("capitals", False, "a line in capitals, as headlines and captions are"),
    Feature("in_quote", False, "words of a quote"),
    Feature("reported", False, "words of others"),
    Feature("negated", False, "a denial"),
    Feature("said_again", True, "the same said again in the article"),
    Feature("claims_in_sentence", True, "other claims in its sentence"),
    Feature("claims_in_article", True, "many claims in its article"),
    Feature("money", True, "an amount of money"),
    Feature("inexact", False, "an inexact number"),
)
"""Counts of the two ends of a claim (0 to 2), flags, and sizes in bits: 0, 1, 2 to 3, 4 to 7 …

Each lowered the log loss over folds by stories when it was chosen; those that raised it, or did
nothing, are gone (docs/decisions/0016-confidence.md).
"""
