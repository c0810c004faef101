"""Regular inflection of English nouns, both ways."""

from __future__ import annotations


def plural(noun: str) -> str:
    """Regular plural of a noun.

    >>> plural("company"), plural("tie-up"), plural("chairman"), plural("boss")
    ('companies', 'tie-ups', 'chairmen', 'bosses')
    """
    if noun.endswith("man") and len(noun) > 3:
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def singular(word: str) -> str:
    """Singular of a regular noun, guessed from its ending.

    >>> [singular(w) for w in ("companies", "founders", "bosses", "chairmen", "business")]
    ['company', 'founder', 'boss', 'chairman', 'business']
    """
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
