"""Mentions of an article: names first, then what refers back to them."""

from __future__ import annotations

from math import inf
from operator import attrgetter

from factpack.extract.coreference.nationalities import find_nationalities
from factpack.extract.coreference.references import Reference, find_references
from factpack.extract.languages.en.goods import names_of_indices
from factpack.extract.names.ambiguous_names import resolve_ambiguous_names
from factpack.extract.names.closing_stops import without_closing_stops
from factpack.extract.names.curated import outside_values, with_known
from factpack.extract.names.definitions import find_definitions
from factpack.extract.names.entity_type import TYPES, second_guess
from factpack.extract.names.groups import Group, group_names
from factpack.extract.names.headlines import is_headline, names_in_headline
from factpack.extract.names.known import KnownNames
from factpack.extract.names.legal_tails import with_legal_tails
from factpack.extract.names.links import link_groups
from factpack.extract.names.name import Name
from factpack.extract.names.names import NameFinder
from factpack.extract.names.own_genitives import with_own_genitives
from factpack.extract.names.same_names import part_same_names
from factpack.extract.names.shared_surnames import share_surnames
from factpack.extract.names.spelled_out import join_spelled_out
from factpack.extract.names.traded import find_traded
from factpack.extract.text.doc import Doc
from factpack.model import (
    Article,
    EntityType,
    LiteralValue,
    LocalEntity,
    Mention,
)

_LONGEST_NAME = 160
"""Characters; longer runs of capitals are noise: the longest names of agencies have some 120."""


def find_mentions(
    article: Article,
    flagged: Doc,
    literals: tuple[LiteralValue, ...] = (),
    known: KnownNames | None = None,
) -> tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]:
    """Entities of an article and where it refers to them.

    Args:
        article: normalised article.
        flagged: its tokens and sentences.
        literals: its values; names inside amounts and dates ("US" of "US$") are not mentions.
        known: names given by a curator, which override what is found openly. In an article that
            is known not to be in English they are all that is found.

    Returns:
        Entities in order of first mention by name, then those that are only described (the
        country of "the German chancellor"), and mentions sorted by span. Mentions of kind
        `name` do not overlap one another; a description may contain a name.
    """
    if not flagged.words:
        return (), ()
    bounds = flagged.bounds()
    english = article.language is None or article.language.startswith("en")
    names = _names(article, bounds, flagged) if english else []
    names = with_legal_tails(names, bounds, flagged) if english else names
    names = without_closing_stops(names, (end for _, end in bounds), flagged)
    if literals:
        names = outside_values(names, literals)
    if english:
        traded = find_traded(flagged, bounds, literals)
        names = with_known(names, traded, flagged) if traded else names
    if known is not None:
        names = with_known(names, known.find(article.text), flagged)
    if english:
        names = with_own_genitives(join_spelled_out(names, flagged), flagged)
    definitions = find_definitions(names, flagged)
    groups = group_names(names, flagged)
    part_same_names(groups, flagged)
    share_surnames(groups, flagged)
    body = next((block.start for block in article.blocks if block.kind == "paragraph"), 0)
    link_groups(groups, definitions, flagged, body)
    listed = [group for group in groups.values() if group.into is None]
    references = find_references(flagged, bounds, listed)
    if english:
        nationalities, unnamed = find_nationalities(flagged, listed)
        references += nationalities
        listed += unnamed
    return _publish(article.text, listed, references)


def _otherwise(group: Group) -> EntityType | None:
    """What a name is published as where no claim needs the organisation that it is taken for."""
    return TYPES[second_guess(group.votes)] if group.is_assumed() else None


def _names(article: Article, bounds: list[tuple[int, int]], flagged: Doc) -> list[Name]:
    """Names in order: those of ordinary sentences, then, knowing them, those of headlines."""
    finder = NameFinder(flagged)
    found: list[Name] = []
    headlines: list[tuple[int, int]] = []
    headings = {block.start for block in article.blocks if block.kind != "paragraph"}
    for first, end in bounds:
        if is_headline(flagged, first, end, flagged.starts[first] in headings):
            headlines.append((first, end))
        else:
            finder.in_sentence(first, end, found)
    names = resolve_ambiguous_names(found, flagged)
    if headlines:
        names_in_headline(names, headlines, flagged)
        names.sort(key=_start)
    return [name for name in names if name.end - name.start <= _LONGEST_NAME]


_GENITIVE = ("'s", "’s")
_mention_start = attrgetter("start")


def _start(name: Name) -> int:
    return name.start


def _basis(form: str, full: str) -> str:
    """Why two spellings with one key are one name."""
    return "legal-form" if full.startswith(form) else "same-name"


def _why(group: Group, form: str, full: str) -> str:
    """Why a spelling is another of the name of a group."""
    if group.curated:
        return "curated"
    if group.fixed:
        return "ticker" if form.isupper() else "same-name"
    return group.aliases.get(form) or _basis(form, full)


def _longest(forms: dict[str, None]) -> str:
    """The first of the longest."""
    longest = ""
    for form in forms:
        if len(form) > len(longest):
            longest = form
    return longest


def _own(forms: dict[str, None], group: Group) -> dict[str, None]:
    """The forms that are not merely another number of the name ("Zents" of the "Zent"), nor a slip.

    "Vela Motor's" is one where the article has "Vela Motors".
    """
    own = {form: None for form in forms if group.aliases.get(form) != "same-name"} or forms
    return {form: None for form in own if not form.endswith(_GENITIVE)} or own


def _first_mention(group: Group) -> float:
    """Where a group is first named; those that are only described come last."""
    return group.names[0].start if group.names else inf


def _publish(
    text: str, groups: list[Group], references: list[Reference]
) -> tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]:
    """Number the groups by first mention and write all mentions out; no two start together."""
    roots = sorted(groups, key=_first_mention)
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    for group in roots:
        forms: dict[str, None] = {}
        for name in group.names:
            form = text[name.start : name.end]
            forms[form] = None
            mentions.append(Mention(name.start, name.end, len(entities), "name"))
        if group.fixed and group.fixed.lower() in names_of_indices():
            group.fixed = _longest(forms)  # as the article calls it: "the Nikkei"
        full = group.fixed or group.spelled or _longest(_own(forms, group))
        aliases = {form: _why(group, form, full) for form in forms if form != full}
        group.number = len(entities)
        entities.append(
            LocalEntity(full, TYPES[group.type], aliases, _otherwise(group), group.namesake)
        )
    for reference in references:
        number = reference.group.root().number
        mentions.append(Mention(reference.start, reference.end, number, reference.kind))
    mentions.sort(key=_mention_start)
    return tuple(entities), tuple(mentions)
