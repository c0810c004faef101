"""Which articles are taken, by what they are, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from factpack.config import Dataset
from factpack.config.dates import read_published
from factpack.config.selection import read_selection
from factpack.engine.selection import Item, Selector
from factpack.errors import FactpackError
from factpack.extract.names import KnownName, KnownNames
from factpack.ids import sha256
from factpack.model import Metadata, RawArticle, Rejected

FERRY = "The ferry to Lund stopped at noon, and nobody on the quay could say for how many weeks."
FÄHRE = "Die Fähre nach Lund fährt seit dem Mittag nicht mehr, und niemand weiß, wie lange noch."
NAMES = KnownNames(
    [
        KnownName("Orrin Corp.", "Organization", ("Orrin",)),
        KnownName("Velmar", "Organization"),
    ]
)


def article(
    text: str = FERRY, source: str = "a.txt", published: str | None = None, **known: str
) -> RawArticle:
    on, precision = (read_published(published) if published else None) or (None, None)
    metadata = Metadata(published_on=on, published_precision=precision, **known)  # type: ignore[arg-type]
    return RawArticle(source, source, text, 0, sha256(text), "utf-8", "valid", metadata)


def selector(select: Mapping[str, Any]) -> Selector:
    return Selector(
        Dataset(
            file=Path("dataset.yaml"),
            articles_dir=Path(),
            name="orrin-bay",
            title="Orrin Bay",
            description="News of an invented harbour.",
            license="CC0-1.0",
            rights="full",
            sources=(),
            select=read_selection(select),
        ),
        NAMES,
    )


def sifted(select: Mapping[str, Any], articles: Iterable[RawArticle]) -> list[Item]:
    one = selector(select)
    items = list(articles)
    if one.counts_articles:
        one.draw(items)
    first = list(one.sift(items))
    assert list(one.sift(items)) == first
    return first


@pytest.mark.parametrize(
    ("select", "given", "said"),
    [
        ({"languages": ["en"]}, article(language="en"), None),
        ({"languages": ["en"]}, article(), None),
        ({"languages": ["de-AT", "en"]}, article(FÄHRE), None),
        ({"languages": ["en"]}, article(FÄHRE), "Its language is de."),
        ({"languages": ["en"]}, article(language="fr"), "Its language is fr."),
        ({"languages": ["en"]}, article("Lund 3, Malmö 1."), "Its language cannot be told."),
        ({"published": {"from": 2020}}, article(published="2020-01-01"), None),
        ({"published": {"from": 2020}}, article(published="2019-12-31"), "2019-12-31"),
        ({"published": {"until": "2020-02"}}, article(published="2020-02-29"), None),
        ({"published": {"until": "2020-02"}}, article(published="2020-03-01"), "2020-03-01"),
        ({"published": {"from": "2020-02-10"}}, article(published="2020-02"), "2020-02."),
        ({"published": {"until": "2020-02-10"}}, article(published="2020"), " 2020."),
        ({"published": {"from": 2020, "until": 2020}}, article(published="2020"), None),
        ({"published": {"from": 2020}}, article(), "Its date of publication is not known."),
        ({"domains": ["orrin.example"]}, article(url="https://orrin.example/1"), None),
        ({"domains": ["orrin.example"]}, article(url="https://WWW.news.Orrin.example:80/"), None),
        ({"domains": ["www.orrin.example"]}, article(url="http://orrin.example"), None),
        ({"domains": ["börse.example"]}, article(url="http://xn--brse-5qa.example/a"), None),
        ({"domains": ["example"]}, article(url="http://a.example"), None),
        ({"domains": ["in.example"]}, article(url="http://orrin.example"), "of orrin.example."),
        ({"domains": ["in.example"]}, article(url="http://[x/"), "Its address is not known."),
        ({"domains": ["in.example"]}, article(), "Its address is not known."),
        ({"publishers": ["The Heron"]}, article(publisher="THE heron"), None),
        ({"publishers": ["The Heron"]}, article(publisher="Heron"), "Its publisher is another."),
        ({"publishers": ["The Heron"]}, article(), "Its publisher is not known."),
        ({"words": {"min": 5}}, article("Five words stand in here."), None),
        ({"words": {"min": 6}}, article("Five words stand in here."), "It has 5 words."),
        ({"words": {"max": 5}}, article("Five words stand in here."), None),
        ({"words": {"max": 4}}, article("Five words stand in here."), "It has 5 words."),
        ({"keywords": ["ferries", "FERRY"]}, article(), None),
        ({"keywords": ["to  lund"]}, article("He went to\nLund."), None),
        ({"keywords": ["wind farm"]}, article("A Wind-Farm’s neighbours moved."), None),
        ({"keywords": ["C++"]}, article("She teaches C++ in Lund."), None),
        ({"keywords": ["渡船"]}, article("昨日渡船停航"), None),
        ({"keywords": ["Heron"]}, article(title="Heron tells of a ferry"), None),
        ({"keywords": ["ferr", "fund"]}, article(), "None of the keywords stands in it."),
        ({"entities": ["Orrin Corp."]}, article("Orrin sold the ferry."), None),
        ({"entities": ["Orrin Corp."]}, article("An orrin sold it."), "None of the entities"),
        ({"entities": ["Velmar"]}, article("Orrin sold the ferry."), "None of the entities"),
        ({"duplicates": "keep"}, article(), None),
    ],
)
def test_one_article(select: dict[str, Any], given: RawArticle, said: str | None) -> None:
    (item,) = sifted(select, [given])
    if said is None:
        assert item is given
    else:
        assert isinstance(item, Rejected)
        assert (item.kind, item.source) == ("article", "a.txt")
        assert item.check_code.startswith("excluded-")
        assert said in item.reason


def test_all_conditions_hold_and_the_first_that_fails_is_told() -> None:
    select = {"languages": ["en"], "words": {"min": 100}, "publishers": ["Heron"]}
    (item,) = sifted(select, [article(publisher="Heron")])
    assert isinstance(item, Rejected)
    assert item.check_code == "excluded-words"


def test_of_equal_texts_that_meet_the_rest_the_first_stays() -> None:
    items = [
        article(source="1", language="de"),
        article(source="2"),
        article(FERRY.replace(" at ", "\nat "), source="3"),
        article(FÄHRE, source="4", language="en"),
    ]
    found = sifted({"languages": ["en"], "duplicates": "drop"}, items)
    assert [getattr(i, "reason", None) for i in found] == [
        "Its language is de.",
        None,
        "Its text is that of 2.",
        None,
    ]


def drawn(sample: Mapping[str, Any], articles: Iterable[RawArticle]) -> set[str]:
    found = sifted({"sample": sample}, articles)
    return {item.source for item in found if isinstance(item, RawArticle)}


def test_a_sample_depends_on_ids_and_seed_alone() -> None:
    articles = [article(source=f"{n}.txt") for n in range(1000)]
    mixed = Random(1).sample(articles, len(articles))
    for size in ({"share": 0.1}, {"articles": 100}):
        chosen = drawn(size, articles)
        assert drawn(size, mixed) == chosen
        assert 70 <= len(chosen) <= 130
        assert drawn({**size, "seed": 1}, articles) != chosen
    assert drawn({"share": 0.1}, articles) <= drawn({"share": 0.2}, articles)
    assert drawn({"share": 0.1}, articles) >= drawn({"share": 0.1}, articles[:500])
    assert drawn({"articles": 50}, articles) <= drawn({"articles": 100}, articles)
    assert len(drawn({"articles": 100}, articles)) == 100
    assert drawn({"share": 1}, articles) == drawn({"articles": 1001}, articles)


def test_an_entity_has_to_stand_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "dataset.yaml"
    file.write_text("name: x\nselect:\n  entities:\n  - Velmar\n  - Orin Corp.\n", "utf-8")
    dataset = Dataset(
        file=file,
        articles_dir=tmp_path,
        name="x",
        title="X",
        description="X.",
        license="CC0-1.0",
        rights="full",
        sources=(),
        select=read_selection({"entities": ["Velmar", "Orin Corp."]}),
    )
    with pytest.raises(FactpackError, match=r"line 5: .*the nearest is Orrin Corp\."):
        Selector(dataset, NAMES)
    with pytest.raises(FactpackError, match=r"line 4: .*it has none"):
        Selector(dataset, None)
