"""Figures as news states them, from plain text: names, values and owners are found, not given."""

from __future__ import annotations

import pytest
from tests.extract.conftest import make_article

from factpack.extract.rules_extractor import extract


def figures(text: str) -> list[str]:
    """The metrics of a text, as "owner metric number {part} (kind)"; actual is not written."""
    article = make_article(text)
    found = extract(article)
    said = []
    for claim in found.claims:
        if claim.predicate != "has_metric":
            continue
        amount = claim.parts["amount"]
        words = [found.entities[claim.subject].name, claim.metric or "?"]
        words.append(article.text[amount.start : amount.end])
        if claim.scope is not None:
            words.append("{" + article.text[claim.scope.start : claim.scope.end] + "}")
        if claim.kind != "actual":
            words.append(f"({claim.kind})")
        said.append(" ".join(words))
    return said


TRADED = [
    (
        "Bitcoin plunged 15% to $6,200 on Tuesday.",
        ["Bitcoin price_fall 15%", "Bitcoin price $6,200"],
    ),
    ("On Monday bitcoin was trading at $6,156.", ["Bitcoin price $6,156"]),
    (
        "By noon BTC was priced at $7,204, a $310 loss on the week.",
        ["Bitcoin price $7,204", "Bitcoin price_fall $310"],
    ),
    (
        "Litecoin climbed to $230, marking a $31 rise.",
        ["Litecoin price $230", "Litecoin price_rise $31"],
    ),
    (
        "BTC was priced at $7,310 with ethereum struggling at $512 and ripple at $0.48.",
        ["Bitcoin price $7,310", "Ethereum price $512", "ripple price $0.48"],
    ),
    ("Bitcoin topped $10,000 on Monday.", ["Bitcoin price $10,000"]),
    ("Bitcoin, which hit a high of $19,783 in May, is falling.", ["Bitcoin price $19,783"]),
    (
        "The market capitalization of bitcoin dropped $11 billion to $106 billion.",
        [
            "Bitcoin market_capitalisation_fall $11 billion",
            "Bitcoin market_capitalisation $106 billion",
        ],
    ),
    (
        "Bitcoin hit the news when its price plunged from $9,412 to $8,050 at noon.",
        ["Bitcoin price $9,412 (previous)", "Bitcoin price $8,050"],
    ),
    (
        "Gold fell 1.2 percent to $1,210 an ounce.",
        ["gold price_fall 1.2 percent", "gold price $1,210"],
    ),
    (
        "Brent crude rose 3 percent to $71.20 a barrel.",
        ["Brent crude price_rise 3 percent", "Brent crude price $71.20"],
    ),
    ("Oil prices climbed above $100 a barrel.", ["oil price above $100"]),
    ("The pound fell to $1.24.", ["pound price $1.24"]),
    ("The euro was trading at $1.31.", ["euro price $1.31"]),
    # the same words as something else
    ("He won a gold medal worth $500.", []),
    ("Velnar Inc. struck gold and rose 5 percent.", []),
    ("It lost a pound of flesh, worth $3.", []),
    ("Stellar growth of 5 percent pleased it.", []),
    ("The price dropped to $1,200.", []),
]

PRICED = [
    ("The Orbit phone, priced at $499, goes on sale on Friday.", ["Orbit price $499"]),
    ("The Orbit phone goes on sale on Friday at a price of $499.", ["Orbit price $499"]),
    ("The Orbit phone is available for $499.", ["Orbit price $499"]),
    ("The Orbit phone plays music for the same price of $499.", ["Orbit price $499"]),
    ("The Orbit phone went on sale for $499 in June.", ["Orbit price $499"]),
    ("The $499 Orbit phone goes on sale on Friday.", ["Orbit price $499"]),
    ("Velnar Inc. sells the Orbit phone for $499.", ["Orbit price $499"]),
    ("Velnar Inc. unveiled the Orbit phone at $499.", ["Orbit price $499"]),
    ("The Orbit phone carries a $499 price tag.", ["Orbit price $499"]),
    (
        "Velnar Inc. dropped the price of the Orbit phone from $599 to $399.",
        ["Orbit price $599 (previous)", "Orbit price $399"],
    ),
    ("The film Orbit grossed $120 million.", ["Orbit box_office $120 million"]),
    ("The film Orbit made $120 million in its first weekend.", ["Orbit box_office $120 million"]),
    ("The film Orbit cost $120 million to make.", ["Orbit costs $120 million"]),
    ("Velnar Inc. sold the Orbit brand for $499 million.", []),
    ("Velnar Inc. cut its prices to $3.", []),
    ("Velnar Inc. offered $22 in Velnar stock.", []),
]

SHARES = [
    ("Velnar Inc. stock was trading at $12.50 in New York.", ["Velnar Inc. share_price $12.50"]),
    ("Shares of Velnar Inc. hit a record high of $60.", ["Velnar Inc. share_price $60"]),
    (
        "Velnar Inc.'s stock closed Monday at $45, up 3 percent.",
        ["Velnar Inc. share_price $45", "Velnar Inc. share_price_rise 3 percent"],
    ),
    ("Velnar Inc. shares fall 5% on weak outlook.", ["Velnar Inc. share_price_fall 5%"]),
    ("Velnar Inc. shares ended the day at $12.10.", ["Velnar Inc. share_price $12.10"]),
    (
        "Velnar Inc. shares have lost 30 percent of their value since March.",
        ["Velnar Inc. share_price_fall 30 percent"],
    ),
    (
        "Velnar Inc. shares closed at $12.10, a gain of 3 percent.",
        ["Velnar Inc. share_price $12.10", "Velnar Inc. share_price_rise 3 percent"],
    ),
    (
        "Velnar Inc. shares, down 12 percent this year, closed at $36.50.",
        ["Velnar Inc. share_price_fall 12 percent", "Velnar Inc. share_price $36.50"],
    ),
    (
        "Velnar Inc. revenue, up 12 percent this year, reached $3 billion.",
        ["Velnar Inc. revenue_rise 12 percent", "Velnar Inc. revenue $3 billion"],
    ),
    ("Velnar Inc. shares have lost 30 percent of their gains since March.", []),
    ("Velnar Inc. shares have lost $3 billion since March.", []),
    ("Velnar Inc. shares, which fell last year, are now worth $2.", ["Velnar Inc. share_price $2"]),
]

BEFORE = [
    (
        "Velnar Inc. posted a net loss of $120 million, compared with a profit of $45 million "
        "a year earlier.",
        ["Velnar Inc. loss $120 million", "Velnar Inc. profit $45 million (previous)"],
    ),
    (
        "Velnar Inc. booked sales of 4.5 billion euros, up from 4.1 billion euros a year ago.",
        [
            "Velnar Inc. revenue 4.5 billion euros",
            "Velnar Inc. revenue 4.1 billion euros (previous)",
        ],
    ),
    (
        "Velnar Inc.'s profit was $3 million, against $2 million a year earlier.",
        ["Velnar Inc. profit $3 million", "Velnar Inc. profit $2 million (previous)"],
    ),
    (
        "Velnar Inc. earned $1.21 a share, up from 98 cents a share a year earlier.",
        [
            "Velnar Inc. earnings_per_share $1.21",
            "Velnar Inc. earnings_per_share 98 cents (previous)",
        ],
    ),
    (
        "Velnar Inc. raised its sales forecast to $4 billion from $3.8 billion.",
        [
            "Velnar Inc. revenue $4 billion (forecast)",
            "Velnar Inc. revenue $3.8 billion (previous)",
        ],
    ),
    (
        "Velnar Inc. sold 9,000 cars, down from 12,000 cars in 2015.",
        ["Velnar Inc. units_sold 9,000 cars", "Velnar Inc. units_sold 12,000 cars"],
    ),
    (
        "Velnar Inc. sold 21,000 cars, a 45 percent drop from a year earlier.",
        ["Velnar Inc. units_sold 21,000 cars", "Velnar Inc. units_sold_fall 45 percent"],
    ),
    ("Velnar Inc. sold 9,000 cars from 300 shops.", ["Velnar Inc. units_sold 9,000 cars"]),
]


INDICES = [
    (
        "The FTSE 100 index closed down 1.4 percent at 5,430 points.",
        ["FTSE 100 index_level_fall 1.4 percent", "FTSE 100 index_level 5,430 points"],
    ),
    (
        "Japan's Nikkei average lost 484.68 points, or 5.6 percent, reaching 8,253 points.",
        [
            "Nikkei index_level_fall 484.68 points",
            "Nikkei index_level_fall 5.6 percent",
            "Nikkei index_level 8,253 points",
        ],
    ),
    ("Velnar Inc. is listed on the Nasdaq.", []),
]

COUNTED = [
    ("About 54,000 people are employed by Velnar Inc.", ["Velnar Inc. employees 54,000 people"]),
    ("More than 5 million people use the Orbit app.", ["Orbit users More than 5 million people"]),
    ("The Orbit app is used by 5 million people.", ["Orbit users 5 million people"]),
    (
        "Velnar Inc.'s workforce of 122,000 people will shrink.",
        ["Velnar Inc. employees 122,000 people"],
    ),
    (
        "Velnar Inc. sold more than 21 million Orbit phones in May.",
        ["Velnar Inc. units_sold more than 21 million Orbit phones {Orbit phones}"],
    ),
    (
        "Velnar Inc. now has about 4,300 different apps on offer.",
        ["Velnar Inc. count 4,300 different apps {apps}"],
    ),
    (
        "Velnar Inc. operates 21 docks and 18 container terminals.",
        [
            "Velnar Inc. count 21 docks {docks}",
            "Velnar Inc. count 18 container terminals {terminals}",
        ],
    ),
    (
        "The Orbit phone includes over 200 new features.",
        ["Orbit count over 200 new features {features}"],
    ),
    (
        "Velnar Inc. will close 14 plants.",
        ["Velnar Inc. closures 14 plants {plants} (forecast)"],
    ),
    (
        "Velnar Air operates a fleet of 45 aircraft.",
        ["Velnar Air fleet 45 aircraft"],
    ),
    (
        "More than 5 million people watched the Orbit show.",
        ["Orbit viewers More than 5 million people"],
    ),
    ("Velnar Inc. has three options.", []),
    ("Velnar Inc. has 14 days.", []),
    ("Velnar Inc. held three-run leads.", []),
    ("Velnar Inc. has 40 other brands.", []),
    ("Velnar Inc. ordered 300 Orbit jets.", []),
]

SIZES = [
    ("The Orbit phone is only 9.3 millimetres thick.", ["Orbit thickness 9.3 millimetres"]),
    ("The Orbit phone has a resolution of five megapixels.", ["Orbit resolution five megapixels"]),
    ("The Orbit phone holds 16GB.", ["Orbit storage 16GB"]),
    ("The 30GB Orbit phone is new.", ["Orbit storage 30GB"]),
    ("The Orbit phone weighs nearly 19,000 pounds.", ["Orbit weight 19,000 pounds"]),
    ("The Orbit phone comes with 16 GB of storage.", ["Orbit storage 16 GB"]),
    ("The 8.5 ton Orbit phone is heavy.", ["Orbit weight 8.5 ton"]),
    ("The Orbit phone has a 3.5-inch screen.", ["Orbit screen_size 3.5-inch"]),
    ("The Orbit phone features a 5-megapixel camera.", ["Orbit resolution 5-megapixel"]),
    ("The Orbit phone comes with a 160GB hard drive.", ["Orbit storage 160GB"]),
    ("Velnar Inc. ran a 10-mile race.", []),
]

VERSIONS = [
    (
        "Velnar Inc. unveiled the Orbit phone. The 2GB version is priced at $199 and the 4GB "
        "version at $299.",
        ["Orbit price $199 {2GB version}", "Orbit price $299 {4GB version}"],
    ),
    (
        "The Orbit phone costs $199 for the 2GB model and $299 for the 4GB model.",
        ["Orbit price $199", "Orbit price $299 {4GB model}"],
    ),
    (
        "The Orbit phone costs $199 for the small model, $249 for the wide model, and $299 for "
        "the tall model.",
        ["Orbit price $199", "Orbit price $249 {wide model}", "Orbit price $299 {tall model}"],
    ),
    (
        "The Orbit phone comes in a 16GB edition and a 32GB edition.",
        ["Orbit storage 16GB", "Orbit storage 32GB"],
    ),
    ("Velnar Inc. met Tarquen Inc. there. The 4GB model costs $199.", []),
]

RESULTS = [
    (
        "In May Velnar Inc. reported a loss of $42 million, or $0.19 per share.",
        ["Velnar Inc. loss $42 million", "Velnar Inc. loss_per_share $0.19"],
    ),
    ("Velnar Inc. told staff it lost a net $1.2 billion.", ["Velnar Inc. loss $1.2 billion"]),
    (
        "Velnar Inc. posted a yearly profit for 2019 of $2.7 billion.",
        ["Velnar Inc. profit $2.7 billion"],
    ),
    ("Velnar Inc. owes $3 billion to banks.", ["Velnar Inc. debt $3 billion"]),
    (
        "Velnar Inc. posted adjusted earnings of $1.20 a share.",
        ["Velnar Inc. earnings_per_share $1.20"],
    ),
    ("Velnar Inc. posted a loss of close to $15 billion.", ["Velnar Inc. loss $15 billion"]),
    ("Velnar Inc. swung to a loss of $3 million.", ["Velnar Inc. loss $3 million"]),
    ("Velnar Inc. brought in $3 million in revenue.", ["Velnar Inc. revenue $3 million"]),
    (
        "Velnar Inc.'s pump division lost $1.5 billion in the quarter.",
        ["Velnar Inc. loss $1.5 billion {pump division}"],
    ),
    ("Velnar Inc.'s sales saw a 29% decline in 2005.", ["Velnar Inc. revenue_fall 29%"]),
    (
        "Velnar Inc. shares fell 17 cents, or 2.1 percent, to $8.",
        [
            "Velnar Inc. share_price_fall 17 cents",
            "Velnar Inc. share_price_fall 2.1 percent",
            "Velnar Inc. share_price $8",
        ],
    ),
    (
        "Analysts had forecast Velnar Inc.'s losses to be over $6.7 billion.",
        ["Velnar Inc. loss over $6.7 billion (forecast)"],
    ),
    (
        "Velnar Inc. earned $1.14 a share, while analysts expected just 77 cents.",
        [
            "Velnar Inc. earnings_per_share $1.14",
            "Velnar Inc. earnings_per_share 77 cents (forecast)",
        ],
    ),
    (
        "Velnar Inc. made a profit of $3 million, beating analysts' estimates of $2 million.",
        ["Velnar Inc. profit $3 million", "Velnar Inc. profit $2 million (forecast)"],
    ),
    (
        "Velnar Inc. earned $3.67 per diluted share.",
        ["Velnar Inc. earnings_per_share $3.67"],
    ),
    ("Velnar Inc. sales spiked 43 percent.", ["Velnar Inc. revenue_rise 43 percent"]),
    ("Sales of Velnar cars fell by 30 percent.", ["Velnar revenue_fall 30 percent {cars}"]),
    ("Sales of Velnar shares fell by 30 percent.", []),
    ("Velnar Inc. sales plunged by 45 percent.", ["Velnar Inc. revenue_fall 45 percent"]),
    ("Velnar Inc. ended the year with a loss of $3 million.", ["Velnar Inc. loss $3 million"]),
    ("Velnar Inc. has posted losses totalling $8 million.", ["Velnar Inc. loss $8 million"]),
    ("Velnar and Tarquen sales fell 30% and 23%.", []),
    ("Velnar Inc. and Tarquen Inc. made profits of $3 and $5, respectively.", []),
    (
        "Velnar Inc. reported its results, with sales rising 5 percent.",
        ["Velnar Inc. revenue_rise 5 percent"],
    ),
    ("Velnar Inc. lost 12 percent of its value.", ["Velnar Inc. valuation_fall 12 percent"]),
    ("Velnar Inc. spent $3 billion to build it.", ["Velnar Inc. spending $3 billion"]),
    ("Velnar Inc. spent $3 billion to buy it.", []),
    ("Velnar Inc. is valued by investors at $3 billion.", ["Velnar Inc. valuation $3 billion"]),
    (
        "Velnar Inc. lost $612 million against $287 million a year earlier.",
        ["Velnar Inc. loss $612 million", "Velnar Inc. loss $287 million (previous)"],
    ),
    ("Velnar Inc. had revenue of approximately $8 million.", ["Velnar Inc. revenue $8 million"]),
    (
        "Velnar Inc. profit before tax rose 5 percent to $3 million.",
        [
            "Velnar Inc. pretax_profit_rise 5 percent",
            "Velnar Inc. pretax_profit $3 million",
        ],
    ),
    (
        "Velnar Inc. sales rose 20 percent year on year to $3 million.",
        ["Velnar Inc. revenue_rise 20 percent", "Velnar Inc. revenue $3 million"],
    ),
    (
        "Velnar Inc. shares ended 6 percent down at $12.",
        ["Velnar Inc. share_price_fall 6 percent", "Velnar Inc. share_price $12"],
    ),
]

SPREAD = [
    ("Velnar Inc. grew. The latest round values it at close to $9 million.", "$9 million"),
    ("Velnar Inc. grew. Some 300 people work for it.", "300 people"),
    ("Velnar Inc. grew. Full-year revenue was $9 million.", "$9 million"),
    ("Velnar Inc. grew. Pre-tax profit rose to $9 million.", "$9 million"),
    ("Velnar Inc. grew. Adjusted EBITDA was $9 million.", "$9 million"),
]

EVERY = [*TRADED, *PRICED, *SHARES, *BEFORE, *INDICES, *COUNTED, *SIZES, *VERSIONS, *RESULTS]


@pytest.mark.parametrize(("text", "wanted"), EVERY)
def test_figures_are_read_from_plain_text(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(("text", "number"), SPREAD)
def test_a_figure_is_of_what_the_sentence_before_names(text: str, number: str) -> None:
    said = figures(text)
    assert len(said) == 1
    assert said[0].startswith("Velnar Inc. ") and said[0].endswith(number)


def test_it_is_open_where_a_thing_is_named_before_it() -> None:
    assert (
        figures("Velnar Inc. grew. After Tarquen Inc. met Quillon Inc., 300 people work for it.")
        == []
    )


def test_a_number_without_a_word_of_its_own_crashes_nothing() -> None:
    assert figures("Velnar Inc. acquired Quillon for zero-zero-hundred-zero lakh-GB.") == []
