"""Which names mean one thing: links between names, and the clusters they make.

A name stands here once for the whole corpus, whatever the number of its mentions. Links are found
through keys (blocking), never by comparing all names with all; docs/decisions/0004-entity-ids.md
tells the method.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from rapidfuzz.distance import OSA

from factpack.extract.languages.en.name_words import is_listed
from factpack.link.curated import CuratedEntity, key_of
from factpack.link.names import (
    acronyms,
    compact,
    digits,
    legal_form,
    name_key,
    name_words,
    person_name,
    without_legal_form,
)
from factpack.model import EntityType

Family = Literal["person", "place", "thing"]
"""Types that may be taken for one another: extraction mixes up a company, its product and its deal,
but not a company and a town."""

Basis = Literal[
    "curated",
    "legal-form",
    "spelling",
    "defined-in-text",
    "acronym",
    "ticker",
    "part-of-name",
]

LEGAL, SPELLING, TWIN, DEFINED, VARIANT, PART, ACRONYM, TYPED, TYPO = range(9)
"""Kinds of link, the most certain first: they are tried in this order."""

TO_CONFIRM = (ACRONYM, TYPED)
"""Kinds of link that are guesses until two claims say the same of both names."""

_DOMINANT = 10
"""An alias that articles define for several things names the one that ten times as many articles
mean by it; a lone slip must not part the others from their name."""

_MANY = 50
"""More bearers of one surname than this are never one person: no link is tried."""

_ACRONYM = 4
"""Letters of a place from which on its other name is no abbreviation."""

_TYPO_MIN = 6
"""Letters of a word in which one wrong letter is believed to be a slip."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the corpus knows it; its number is its place in the list of names.

    Attributes:
        key: from `names`, without case, accents and punctuation.
        surface: form most used.
        type: type most articles see in it.
        n_articles: articles that have an entity of this name.
    """

    key: str
    family: Family
    surface: str
    type: EntityType
    n_articles: int


@dataclass(frozen=True, slots=True)
class Attested:
    """Articles that give one name's entity another name as an alias."""

    name: int
    alias: int
    basis: Basis
    n_articles: int


@dataclass(frozen=True, slots=True)
class Link:
    """A reason to take two names for one thing.

    `short` is the name that would have to be explained by `full`; where it has several
    explanations it has none. Undirected links stand in both roles equally.
    """

    kind: int
    short: int
    full: int
    basis: Basis
    n_articles: int = 0


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of names.

    Attributes:
        of: cluster of each name, as the number of its first name.
        curated: row of entities.csv of a cluster.
        basis: why a name belongs to its cluster; missing where its key alone says so.
    """

    of: Sequence[int]
    curated: Mapping[int, CuratedEntity]
    basis: Mapping[int, Basis]


def find_links(names: Sequence[Name], attested: Iterable[Attested]) -> list[Link]:
    """Every reason to join two names, unjudged.

    Args:
        names: distinct by family and key.
        attested: what articles say of names.

    Returns:
        Links, in an order that depends on the names alone.
    """
    said = list(attested)
    links = [
        *_legal_links(names),
        *_place_links(names),
        *_spelling_links(names),
        *_letter_links(names),
        *_twin_links(names, said),
        *_attested_links(names, said),
        *_variant_links(names),
        *_acronym_links(names),
        *_typed_links(names),
        *_typo_links(names),
    ]
    links.sort(key=lambda link: (link.kind, link.short, link.full, link.basis))
    return links


def join_names(
    names: Sequence[Name],
    links: Sequence[Link],
    apart: Mapping[tuple[int, int], int],
    curated: Sequence[CuratedEntity] = (),
) -> Clusters:
    """Cluster names by their links.

    Args:
        names: distinct by family and key.
        links: sorted as `find_links` gives them; those of TO_CONFIRM only where claims agree.
        apart: articles that hold both names (smaller number first) as different entities.
        curated: rows of entities.csv; what they say overrules every link.

    Returns:
        The clusters.
    """
    joiner = _Joiner(names, apart)
    _apply_curation(joiner, names, curated)
    for kind in range(TYPO + 1):
        of_kind = [link for link in links if link.kind == kind]
        if kind in (LEGAL, SPELLING, TWIN, TYPED):
            for link in of_kind:
                joiner.join(link.short, link.full, link.basis, trusted=kind == LEGAL)
            continue
        explained: dict[int, list[Link]] = defaultdict(list)
        for link in of_kind:
            explained[link.short].append(link)
        # The more complete a name, the sooner it is explained, so that "A B Name" is one with
        # "Ada B Name" before "A Name" asks whom it may mean.
        for short in sorted(explained, key=lambda n: (-len(names[n].key), names[n].key, n)):
            _explain(joiner, explained[short])
    return joiner.clusters()


def _explain(joiner: _Joiner, links: Sequence[Link]) -> None:
    """Join a short name with what it is short for, if that is one thing."""
    weights: dict[int, int] = defaultdict(int)
    for link in links:
        weights[joiner.find(link.full)] += link.n_articles
    short = joiner.find(links[0].short)
    weights.pop(short, None)
    if not weights:
        return
    best = max(weights, key=lambda root: (weights[root], -root))
    rest = sum(weights.values()) - weights[best]
    if len(weights) > 1:
        if links[0].kind != DEFINED or weights[best] < _DOMINANT * rest:
            return
    chosen = [link for link in links if joiner.find(link.full) == best]
    first = max(chosen, key=lambda link: (link.n_articles, -link.full))
    attested = weights[best] if first.kind == DEFINED else 0
    joiner.join(first.short, first.full, first.basis, attested=attested)


class _Joiner:
    """Union-find that refuses to join what a curator or the articles hold apart."""

    def __init__(self, names: Sequence[Name], apart: Mapping[tuple[int, int], int]) -> None:
        self._names = names
        self._apart = apart
        self._near: dict[int, list[int]] = defaultdict(list)
        for a, b in apart:
            self._near[a].append(b)
            self._near[b].append(a)
        self._parent = list(range(len(names)))
        self._members: dict[int, list[int]] = {}
        self._curated: dict[int, CuratedEntity] = {}
        self._forbidden: dict[int, set[int]] = {}
        self._basis: dict[int, Basis] = {}

    def find(self, name: int) -> int:
        parent = self._parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def members(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def curate(self, name: int, row: CuratedEntity) -> None:
        self._curated[self.find(name)] = row

    def forbid(self, a: int, b: int) -> None:
        """Never join the clusters of two names."""
        self._forbidden.setdefault(self.find(a), set()).add(b)
        self._forbidden.setdefault(self.find(b), set()).add(a)

    def join(
        self, a: int, b: int, basis: Basis, *, trusted: bool = False, attested: int = 0
    ) -> None:
        """Join two clusters unless something forbids it; `a` is the name that is explained."""
        first, second = self.find(a), self.find(b)
        if first == second or not self._may_join(first, second, trusted, attested):
            return
        self._basis.setdefault(a, basis)
        self._merge(first, second)

    def join_curated(self, a: int, b: int, basis: Basis) -> None:
        """Join two names because a curator says so, whatever the articles say."""
        first, second = self.find(a), self.find(b)
        self._basis.setdefault(a, basis)
        if first != second:
            self._merge(first, second)

    def _may_join(self, first: int, second: int, trusted: bool, attested: int) -> bool:
        rows = self._curated.get(first), self._curated.get(second)
        if rows[0] is not None and rows[1] is not None and rows[0] is not rows[1]:
            return False
        for one, other in ((first, second), (second, first)):
            if any(self.find(n) == other for n in self._forbidden.get(one, ())):
                return False
        small, large = sorted((first, second), key=lambda root: (len(self.members(root)), root))
        for name in self.members(small):
            for near in self._near.get(name, ()):
                if self.find(near) == large and self._held_apart(name, near, trusted, attested):
                    return False
        return True

    def _held_apart(self, a: int, b: int, trusted: bool, attested: int) -> bool:
        """Whether articles that name both treat them as two, often enough to believe it."""
        together = self._apart[min(a, b), max(a, b)]
        one, other = self._names[a], self._names[b]
        if trusted and not (legal_form(one.key) and legal_form(other.key)):
            # "Acme" and "Acme Corp." in one article are one thing that extraction saw twice;
            # "Acme Ltd" and "Acme Inc" are two that the article tells apart.
            return False
        if attested:
            return together > attested
        return together * 2 >= min(one.n_articles, other.n_articles)

    def _merge(self, first: int, second: int) -> None:
        root, gone = min(first, second), max(first, second)
        self._parent[gone] = root
        self._members[root] = self.members(root) + self._members.pop(gone, [gone])
        row = self._curated.pop(gone, None)
        if row is not None:
            self._curated[root] = row
        forbidden = self._forbidden.pop(gone, None)
        if forbidden:
            self._forbidden.setdefault(root, set()).update(forbidden)

    def clusters(self) -> Clusters:
        return Clusters([self.find(n) for n in range(len(self._names))], self._curated, self._basis)


def _apply_curation(
    joiner: _Joiner, names: Sequence[Name], curated: Sequence[CuratedEntity]
) -> None:
    if not curated:
        return
    by_key: dict[str, list[int]] = defaultdict(list)
    by_bare_key: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        by_key[name.key].append(number)
        if name.family == "thing":
            by_bare_key[without_legal_form(name.key)].append(number)
    rows = _primary_rows(curated)
    claimed: dict[int, tuple[CuratedEntity, Basis]] = {}
    for row in curated:
        for number in _names_of(row, names, by_key):
            claimed.setdefault(number, (rows[row.line], "curated"))
    for row in curated:
        for number in _bare_names_of(row, names, by_bare_key):
            claimed.setdefault(number, (rows[row.line], "legal-form"))
    for row in curated:
        for other in row.same_as:
            for number in by_key.get(key_of(other, row.type), by_key.get(name_key(other), [])):
                claimed.setdefault(number, (rows[row.line], "curated"))
    first: dict[int, int] = {}
    for number, (row, basis) in sorted(claimed.items(), key=lambda item: (item[1][1], item[0])):
        joiner.join_curated(number, first.setdefault(row.line, number), basis)
        joiner.curate(number, row)
    for row in curated:
        mine = first.get(rows[row.line].line)
        for other in row.not_same_as:
            for number in by_key.get(name_key(other), ()):
                if mine is not None and claimed.get(number, (None,))[0] is not rows[row.line]:
                    joiner.forbid(mine, number)


def _primary_rows(curated: Sequence[CuratedEntity]) -> dict[int, CuratedEntity]:
    """The row that each row, by its line, counts as: `same_as` may make two rows one."""
    by_name = {name_key(row.name): row for row in curated}
    primary = {row.line: row for row in curated}
    for row in curated:
        for other in row.same_as:
            twin = by_name.get(name_key(other))
            if twin is not None:
                old, new = sorted((primary[row.line], primary[twin.line]), key=lambda r: -r.line)
                for line, now in primary.items():
                    if now is old:
                        primary[line] = new
    return primary


def _names_of(
    row: CuratedEntity, names: Sequence[Name], by_key: Mapping[str, list[int]]
) -> Iterator[int]:
    """Names that a row claims by its own forms."""
    for key in dict.fromkeys(key_of(form, row.type) for form in (row.name, *row.aliases)):
        for number in by_key.get(key, ()):
            name = names[number]
            # One word may be a town and a person; several words rarely are, and then extraction
            # took the type wrongly.
            fits = family_of(row.type) == name.family or " " in key or name.type == "Other"
            if fits and not _is_excluded(row, key):
                yield number


def _bare_names_of(
    row: CuratedEntity, names: Sequence[Name], by_bare_key: Mapping[str, list[int]]
) -> Iterator[int]:
    """Names that a row claims but for a legal form."""
    if row.type != "Organization":
        return
    forms = (row.name, *row.aliases)
    for key in dict.fromkeys(without_legal_form(name_key(form)) for form in forms):
        for number in by_bare_key.get(key, ()):
            if names[number].type != "Product" and not _is_excluded(row, names[number].key):
                yield number


def _is_excluded(row: CuratedEntity, key: str) -> bool:
    return key in map(name_key, row.not_same_as)


def family_of(type_: str) -> Family:
    """Family of an entity type."""
    return "person" if type_ == "Person" else "place" if type_ == "Place" else "thing"


def _legal_links(names: Sequence[Name]) -> Iterator[Link]:
    """Names that are one without their legal forms."""
    bare: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        if name.family == "thing":
            bare[without_legal_form(name.key)].append(number)
    for key, group in bare.items():
        # A product that bears the bare name is not the company, and none has a legal form.
        members = [n for n in group if names[n].type != "Product"]
        if len(members) > 1:
            members.sort(key=lambda n: (names[n].key != key, -names[n].n_articles, n))
            for number in members[1:]:
                yield Link(LEGAL, number, members[0], "legal-form")


def _place_links(names: Sequence[Name]) -> Iterator[Link]:
    """Countries and states under their other names; no article holds these apart."""
    places = name_words().places
    at = {name.key: number for number, name in enumerate(names) if name.family == "place"}
    for key, number in at.items():
        usual = places.get(key)
        if usual in at:
            is_short = len(key.replace(" ", "")) < _ACRONYM
            yield Link(LEGAL, number, at[usual], "acronym" if is_short else "spelling")
    # Without the usual name the others are one all the same.
    others: dict[str, list[int]] = defaultdict(list)
    for key, number in at.items():
        if key in places and places[key] not in at:
            others[places[key]].append(number)
    for group in others.values():
        for number in group[1:]:
            yield Link(LEGAL, number, group[0], "spelling")


def _spelling_links(names: Sequence[Name]) -> Iterator[Link]:
    """Names that differ in spaces alone."""
    groups: dict[tuple[Family, str], list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        joined = compact(name.key)
        if len(joined) >= _TYPO_MIN - 2:
            groups[name.family, joined].append(number)
    for group in groups.values():
        group.sort(key=lambda n: (-names[n].n_articles, names[n].key, n))
        for number in group[1:]:
            if digits(names[number].key) == digits(names[group[0]].key):
                yield Link(SPELLING, number, group[0], "spelling")


_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
"""Letters that keyboards without them write as two; a name's key has one of them."""


def _letter_links(names: Sequence[Name]) -> Iterator[Link]:
    """Names with letters of other alphabets, and the same spelt without: "Müller", "Mueller"."""
    known = {(name.family, name.key): number for number, name in enumerate(names)}
    for number, name in enumerate(names):
        surface = normalize("NFC", name.surface).lower()
        if name.surface.isascii() or (spelt := surface.translate(_SPELT_OUT)) == surface:
            continue
        other = known.get((name.family, key_of(spelt, name.type)))
        if other is not None and other != number:
            yield Link(SPELLING, other, number, "spelling")


def _twin_links(names: Sequence[Name], attested: Iterable[Attested]) -> Iterator[Link]:
    """Names that one letter parts and that articles abbreviate alike ("Service", "Services")."""
    by_alias: dict[int, set[int]] = defaultdict(set)
    for said in attested:
        if said.basis in _SHARED and names[said.name].family == "thing":
            by_alias[said.alias].add(said.name)
    for full in by_alias.values():
        if not 2 <= len(full) <= _MANY:
            continue
        ordered = sorted(full, key=lambda n: (-names[n].n_articles, names[n].key, n))
        for place, short in enumerate(ordered):
            twin = next(
                (n for n in ordered[:place] if _are_twins(names[n].key, names[short].key)), None
            )
            if twin is not None:
                yield Link(TWIN, short, twin, "spelling")


_SHARED = ("acronym", "defined-in-text", "part-of-name")
"""Bases of aliases that two spellings of one name share."""


def _are_twins(one: str, other: str) -> bool:
    """Whether two keys differ in one letter of one word, or in small words alone.

    Their legal forms do not count.

    >>> _are_twins("tarn service office", "tarn services office")
    True
    >>> _are_twins("tarn motors co", "tarn motor company")
    True
    >>> _are_twins("office of tarn", "office for tarn"), _are_twins("tarn bank", "barn bank")
    (True, False)
    """
    a, b = without_legal_form(one).split(" "), without_legal_form(other).split(" ")
    if len(a) != len(b):
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if all(x in name_words().small_words and y in name_words().small_words for x, y in odd):
        return True
    ((x, y), *more) = odd
    if not more and min(len(x), len(y)) >= _TYPO_MIN - 2 and y in (x + "s", x.removesuffix("s")):
        return True
    return (
        not more
        and x[0] == y[0]
        and min(len(x), len(y)) >= _TYPO_MIN
        and (OSA.distance(x, y, score_cutoff=1) <= 1)
    )


def _attested_links(names: Sequence[Name], attested: Iterable[Attested]) -> Iterator[Link]:
    """What articles say of names; a part of a person's name asks all who bear it."""
    bearers: dict[str, list[int]] = defaultdict(list)
    parts: set[int] = set()
    for said in attested:
        if said.basis != "part-of-name":
            yield Link(DEFINED, said.alias, said.name, said.basis, said.n_articles)
        elif names[said.alias].family != "person":
            yield Link(PART, said.alias, said.name, said.basis, said.n_articles)
        else:
            parts.add(said.alias)
    if not parts:
        return
    wanted = {names[part].key for part in parts}
    for number, name in enumerate(names):
        if name.family == "person":
            who = person_name(name.key)
            for word in dict.fromkeys((who.first, who.last)):
                if who.first and word in wanted:
                    bearers[word].append(number)
    for part in sorted(parts):
        bearing = bearers.get(names[part].key, [])
        if len(bearing) <= _MANY:
            for number in bearing:
                yield Link(PART, part, number, "part-of-name", names[number].n_articles)


def _variant_links(names: Sequence[Name]) -> Iterator[Link]:
    """Persons' names that one person may bear: initials for names, middle names left out."""
    groups: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for number, name in enumerate(names):
        if name.family == "person":
            who = person_name(name.key)
            if who.first:
                groups[who.last, who.suffix, who.first[0]][who.first].append(number)
    for by_first in groups.values():
        full_firsts = sorted(first for first in by_first if len(first) > 1)
        for first, numbers in by_first.items():
            others = numbers if len(first) > 1 else [n for f in full_firsts for n in by_first[f]]
            if len(first) == 1:
                others = others + numbers
            if len(others) > _MANY or len(numbers) > _MANY:
                continue
            for short in numbers:
                for full in others:
                    if short != full and _abbreviates(names[short].key, names[full].key):
                        yield Link(VARIANT, short, full, "part-of-name", names[full].n_articles)


def _abbreviates(short: str, full: str) -> bool:
    """Whether one person's key says less than another and contradicts it nowhere.

    >>> _abbreviates("a lindqvist", "ada m lindqvist")
    True
    >>> _abbreviates("ada b lindqvist", "ada m lindqvist")
    False
    """
    a, b = person_name(short), person_name(full)
    if not _stands_for(a.first, b.first) or len(short) >= len(full):
        return False
    if not a.middles:
        return True
    return len(a.middles) == len(b.middles) and all(map(_stands_for, a.middles, b.middles))


def _stands_for(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))


def _acronym_links(names: Sequence[Name]) -> Iterator[Link]:
    """Acronyms and the names they may stand for; to be believed only where claims agree."""
    short = {
        name.key: number
        for number, name in enumerate(names)
        if name.family == "thing"
        and 3 <= len(name.key) <= 6
        and name.key.isalpha()
        and name.surface.replace(".", "").isupper()
    }
    if not short:
        return
    for number, name in enumerate(names):
        if name.family == "thing" and name.key.count(" ") >= 2:
            for letters in sorted(acronyms(name.key)):
                if letters in short:
                    yield Link(ACRONYM, short[letters], number, "acronym", name.n_articles)


def _typed_links(names: Sequence[Name]) -> Iterator[Link]:
    """One name under types that are not taken for one another: a namesake, or a slip of a type.

    To be believed a slip only where claims agree; the rarer is the slip.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        by_key[name.key].append(number)
    for group in by_key.values():
        group.sort(key=lambda n: (-names[n].n_articles, n))
        for number in group[1:]:
            yield Link(TYPED, number, group[0], "spelling", names[group[0]].n_articles)


def _typo_links(names: Sequence[Name]) -> Iterator[Link]:
    """Rare names that differ from a frequent one by one letter of one long word.

    The odd word may stand in no other name: a word that others bear is a name, not a slip. Of a
    person's name only the last word may differ, for given names differ by a letter too easily, and
    neither in its first letter nor to a word of the language: "Ada Tester" is not "Ada Lester".
    """
    bearers: dict[str, int] = defaultdict(int)
    for name in names:
        for word in dict.fromkeys(name.key.split(" ")):
            bearers[word] += 1
    blocks: dict[tuple[Family, int, str, str], list[int]] = defaultdict(list)
    rare: list[int] = []
    for number, name in enumerate(names):
        if name.n_articles >= 3:
            for block in _typo_blocks(name):
                blocks[block].append(number)
        else:
            rare.append(number)
    if not blocks:
        return
    for number in rare:
        name = names[number]
        seen: set[int] = set()
        for block in _typo_blocks(name):
            word = name.key.split(" ")[block[1]]
            if bearers[word] > 1:
                continue
            for frequent in blocks.get(block, ()):
                other = names[frequent]
                if frequent in seen or other.n_articles < 3 * name.n_articles:
                    continue
                seen.add(frequent)
                right = other.key.split(" ")[block[1]]
                if name.family == "person" and (word[0] != right[0] or is_listed(word)):
                    continue
                if OSA.distance(word, right, score_cutoff=1) <= 1:
                    yield Link(TYPO, number, frequent, "spelling", other.n_articles)


def _typo_blocks(name: Name) -> Iterator[tuple[Family, int, str, str]]:
    """Blocks that a name shares with every name that one letter of one word parts from it.

    One wrong letter leaves the first three letters of the word as they are or the last three.
    """
    words = name.key.split(" ")
    if len(words) < 2 and len(name.key) < _TYPO_MIN + 3:
        return
    places = range(len(words)) if name.family != "person" else [len(words) - 1]
    for place in places:
        word = words[place]
        if len(word) >= _TYPO_MIN and word.isalpha():
            rest = " ".join([*words[:place], "*", *words[place + 1 :]])
            yield name.family, place, rest, "<" + word[:3]
            yield name.family, place, rest, ">" + word[-3:]
