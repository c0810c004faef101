"""Names that end in "'s" themselves: "Hennig's said", "Hennig's, which trades in nine towns"."""

from __future__ import annotations

from dataclasses import replace

from factpack.extract.names.ambiguous_names import SUBJECT_VERBS
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc


def with_own_genitives(names: list[Name], flagged: Doc) -> list[Name]:
    """The names, with the "'s" where what follows shows that it is no genitive of theirs.

    One such place tells for the whole article, unless it has the name without "'s" as well. Where
    it has the plural instead, "Vela Motor's" is a slip for "Vela Motors".
    """
    at = [i for i, name in enumerate(names) if _has_genitive(name, flagged)]
    if not at:
        return names
    every = {name.words for name in names}
    bare = {name.words for name in names if not _has_genitive(name, flagged)}
    own = {names[i].words for i in at if _stands_alone(names[i], flagged)}
    found = list(names)
    for i in at:
        words = names[i].words
        plural = (*words[:-1], words[-1] + "s")
        if words in bare or names[i].known is not None:
            continue
        token = names[i].last + 1
        if len(words) > 1 and plural in every:
            found[i] = replace(names[i], last=token, end=flagged.ends[token], words=plural)
        elif words in own:
            words = (*words[:-1], words[-1] + "'s")
            found[i] = replace(names[i], last=token, end=flagged.ends[token], words=words)
    return found


def _has_genitive(name: Name, flagged: Doc) -> bool:
    after = name.last + 1
    if after >= len(flagged.words) or flagged.starts[after] != name.end:
        return False
    return flagged.words[after] in POSSESSIVE


def _stands_alone(name: Name, flagged: Doc) -> bool:
    """Whether nothing that could be possessed follows the "'s" of a name."""
    after = flagged.lower[name.last + 2 : name.last + 4]
    return bool(after) and (after[0] in SUBJECT_VERBS or after == [",", "which"])
