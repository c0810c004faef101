"""What an article has made known by the sentences read so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factpack.extract.coreference.referents import Referents
from factpack.extract.languages.en.goods import names_of_goods, names_of_indices
from factpack.extract.names.assumed import is_untold
from factpack.model import LocalEntity, Mention

ONLY = {
    name: frozenset((name,))
    for name in ("Person", "Organization", "Product", "Place", "Deal", "Other", "Text")
}
"""The set of one entity type."""


@dataclass(slots=True, eq=False)
class Arg:
    """Words that may be an argument of a claim.

    Attributes:
        mention: index of the mention, -1: the words are not resolved.
        start: first character.
        end: end of the words.
        phrase: phrase they belong to, -1: inside another.
        types: entity types that they may have; empty: unknown.
        named: whether they are more than a pronoun.
    """

    mention: int
    start: int
    end: int
    phrase: int
    types: frozenset[str]
    named: bool

    def is_same(self, other: Arg) -> bool:
        """Whether the other is the same words, taken alike."""
        return self is other or (
            self.start == other.start
            and self.end == other.end
            and self.mention == other.mention
            and self.phrase == other.phrase
            and self.named == other.named
            and self.types == other.types
        )

    def meaning(self, mention: int, types: frozenset[str] | None = None) -> Arg:
        """The same words, which stand for a mention, of types that may be known better."""
        known = self.types if types is None else types
        return Arg(mention, self.start, self.end, self.phrase, known, self.named)


class ClaimContext:
    """The entities of an article, and what the sentences before a sentence say of them.

    Attributes:
        entity: entity of every mention.
        types: entity type of every mention, as a set.
        untold: mentions of names that are organisations by assumption alone.
        products: the mentions of products.
        pair: the two parties of the last deal.
        age: sentences read since then.
        backed: the organisation whose backers the last sentence named.
        employers: entity of a person to where they hold a post.
        product: the one product that the last sentence with any named, None where it named several.
        referents: what the article speaks of, None where sentences are read one by one.
        priced: entities whose price the sentences before gave, and what markets trade.
        indices: entities that are indices of stock markets.
        good: what markets trade that was named last, None where two were named together.
        traded: whether the article speaks of what markets trade besides shares.
        listed: whether the article speaks of shares, so that "Acme fell 3 percent" means those.
    """

    __slots__ = (
        "age",
        "backed",
        "employers",
        "entity",
        "good",
        "indices",
        "listed",
        "pair",
        "priced",
        "product",
        "products",
        "referents",
        "traded",
        "types",
        "untold",
    )

    def __init__(
        self,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        referents: Referents | None = None,
    ) -> None:
        """Nothing is read yet."""
        self.referents = referents
        self.entity = [m.entity for m in mentions]
        self.types = [ONLY[entities[m.entity].type] for m in mentions]
        untold = {i for i, entity in enumerate(entities) if is_untold(entity)}
        self.untold = {i for i, m in enumerate(mentions) if m.entity in untold}
        self.products = {i for i, types in enumerate(self.types) if "Product" in types}
        self.pair: tuple[Arg, Arg] | None = None
        self.age = 0
        self.backed: Arg | None = None
        self.employers: dict[int, Arg] = {}
        self.listed = False
        goods = names_of_goods()
        self.priced = {i for i, entity in enumerate(entities) if entity.name in goods}
        self.traded = bool(self.priced)
        known = names_of_indices()
        self.indices = {i for i, entity in enumerate(entities) if entity.name.lower() in known}
        self.good: Arg | None = None
        self.product: Arg | None = None
