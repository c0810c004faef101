"""Sentences of news from their characters to their claims: every step of the extractor at once."""

from __future__ import annotations

import pytest

from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise

CASES: list[tuple[str, list[str]]] = [
    (
        "Ann Quill told reporters that Norvane acquired Tellick in 2019.",
        ["acquired Norvane -> Tellick, reported by Ann Quill"],
    ),
    (
        "Norvane told the court on Monday that Vela Systems owns Tellick.",
        ["owned_by Tellick -> Vela Systems, reported by Norvane"],
    ),
    (
        "A person familiar with the plan told investors that Norvane acquired Tellick.",
        ["acquired Norvane -> Tellick, reported"],
    ),
    (
        "Ann Quill told the group that acquired Tellick about Norvane, which bought Vela Systems.",
        ["acquired Norvane -> Vela Systems"],
    ),
    (
        "Anna and Peter Quill, founders of Norvane, told staff they would leave.",
        ["founded_by Norvane -> Anna Quill", "founded_by Norvane -> Peter Quill"],
    ),
    (
        "Ex-Norvane engineer Jane Roe founded Tellick.",
        ["has_role Jane Roe -> Norvane as engineer, former", "founded_by Tellick -> Jane Roe"],
    ),
    (
        "Ex-Norvane chief executive Jane Roe joined Tellick.",
        [
            "has_role Jane Roe -> Norvane as chief executive, former",
            "has_role Jane Roe -> Tellick",
        ],
    ),
    (
        "Jane Roe is the ex-chief executive of Norvane.",
        ["has_role Jane Roe -> Norvane as chief executive, former"],
    ),
    ("Jane Roe, ex-Norvane, spoke.", ["has_role Jane Roe -> Norvane, former"]),
    ("Jane Roe, Norvane and others spoke.", []),
    (
        # A product acts for its maker, also where only the short name of that is in its own.
        "Vexley Motors launched the Vexley Drift. Vexley said that the Drift uses batteries.",
        [
            "launched Vexley Motors -> Vexley Drift",
            "uses_product Vexley Motors -> batteries, reported by Vexley Motors",
        ],
    ),
    # A partnership that ended is none; one that is to end is one until then.
    (
        "Norvane and Tellick ended their partnership.",
        ["partners_with Norvane -> Tellick, negated"],
    ),
    (
        "Norvane has dissolved its alliance with Tellick.",
        ["partners_with Norvane -> Tellick, negated"],
    ),
    (
        "The alliance between Norvane and Tellick ended in 2019.",
        ["partners_with Norvane -> Tellick, negated"],
    ),
    (
        "Norvane's alliance with Tellick was dissolved.",
        ["partners_with Norvane -> Tellick, negated"],
    ),
    (
        "Norvane's partnership with Tellick has expired.",
        ["partners_with Norvane -> Tellick, negated"],
    ),
    (
        "Norvane's partnership with Tellick will expire in May.",
        ["partners_with Norvane -> Tellick"],
    ),
    (
        "Norvane plans to end its partnership with Tellick.",
        ["partners_with Norvane -> Tellick"],
    ),
    (
        "Norvane's partnership with Tellick will end in May.",
        ["partners_with Norvane -> Tellick"],
    ),
    (
        "Norvane has not ended its alliance with Tellick.",
        ["partners_with Norvane -> Tellick"],
    ),
    # Who is replaced no longer holds the post that the words about them name; the other does.
    (
        "Norvane replaced chief executive Tom Pell with Jane Roe.",
        [
            "has_role Tom Pell -> Norvane as chief executive, former",
            "has_role Jane Roe -> Norvane as chief executive",
        ],
    ),
    (
        "The Norvane board replaced Tom Pell with Jane Roe as chief executive.",
        [
            "has_role Tom Pell -> Norvane as chief executive, former",
            "has_role Jane Roe -> Norvane as chief executive",
        ],
    ),
    (
        "Norvane replaced Tom Pell as chief executive with immediate effect.",
        ["has_role Tom Pell -> Norvane as chief executive, former"],
    ),
    (
        "Jane Roe succeeded Norvane chief executive Tom Pell in May.",
        [
            "has_role Jane Roe -> Norvane as chief executive",
            "has_role Tom Pell -> Norvane as chief executive, former",
        ],
    ),
    (
        "Jane Roe replaces Tom Pell, the chief executive of Norvane.",
        [
            "has_role Jane Roe -> Norvane as chief executive",
            "has_role Tom Pell -> Norvane as chief executive, former",
        ],
    ),
    (
        "Jane Roe succeeds Tom Pell, who led Norvane for ten years.",
        ["has_role Tom Pell -> Norvane as head, former"],
    ),
    (
        "Jane Roe succeeds Tom Pell, who runs Norvane.",
        ["has_role Tom Pell -> Norvane as head"],
    ),
    (
        "Norvane chief executive Tom Pell was replaced by Jane Roe.",
        [
            "has_role Tom Pell -> Norvane as chief executive, former",
            "has_role Jane Roe -> Norvane as chief executive",
        ],
    ),
    (
        "Norvane chief executive Tom Pell was fired on Monday.",
        ["has_role Tom Pell -> Norvane as chief executive, former"],
    ),
    # Not yet, not at all, or another post.
    (
        "Jane Roe will succeed Norvane chief executive Tom Pell in May.",
        [
            "has_role Jane Roe -> Norvane as chief executive, planned",
            "has_role Tom Pell -> Norvane as chief executive",
        ],
    ),
    (
        "Jane Roe has not replaced Norvane chief executive Tom Pell.",
        ["has_role Tom Pell -> Norvane as chief executive"],
    ),
    (
        "Jane Roe replaced Norvane chief executive Tom Pell as chairman.",
        ["has_role Tom Pell -> Norvane as chief executive"],
    ),
    (
        "Jane Roe replaced Tom Pell, chief executive of Tellick, as chairman.",
        ["has_role Tom Pell -> Tellick as chief executive"],
    ),
    (
        "Jane Roe replaced Tom Pell, chief executive of Tellick, on the board of Norvane.",
        ["has_role Tom Pell -> Tellick as chief executive"],
    ),
    (
        "Norvane chief executive Tom Pell was removed from the board.",
        ["has_role Tom Pell -> Norvane as chief executive"],
    ),
    (
        "Norvane named Jane Roe chief executive, replacing Tom Pell, who became chairman.",
        [
            "has_role Jane Roe -> Norvane as chief executive",
            "has_role Tom Pell -> Norvane as chief executive, former",
            "has_role Tom Pell -> Norvane as chairman",
        ],
    ),
    (
        "Jane Roe replaced Tom Pell, who left Norvane for Tellick.",
        ["has_role Tom Pell -> Norvane, former"],
    ),
    # Public offices: by a nationality, a place before, and "of" behind the name.
    ("German Chancellor Jane Roe spoke.", ["has_role Jane Roe -> Germany as Chancellor"]),
    (
        "The plan helps Norwegian Foreign Minister Jane Roe's allies.",
        ["has_role Jane Roe -> Norway as Foreign Minister"],
    ),
    (
        "The U.S. spoke. American President Jane Roe did, too.",
        ["has_role Jane Roe -> U.S. as President"],
    ),
    (
        "British foreign secretary Jane Roe spoke.",
        ["has_role Jane Roe -> Britain as foreign secretary"],
    ),
    (
        "Norwegian trade and industry minister Jane Roe spoke.",
        ["has_role Jane Roe -> Norway as trade and industry minister"],
    ),
    ("A British company secretary, Jane Roe, spoke.", []),
    (
        "Jane Roe, the 46-year-old president of Norvane, spoke.",
        ["has_role Jane Roe -> Norvane as president"],
    ),
    (
        "Norvane signed Jane Roe in 2012 as a 20-year-old.",
        ["has_role Jane Roe -> Norvane"],
    ),
    ("Sen. Jane Roe (D-Ohio) spoke.", []),
    ("A German company president, Jane Roe, spoke.", []),
    ("Norwegian opposition leader Jane Roe spoke.", []),
    ("Ohio Gov. Jane Roe spoke.", ["has_role Jane Roe -> Ohio as Gov"]),
    ("Mayor Jane Roe of Chicago spoke.", ["has_role Jane Roe -> Chicago as Mayor"]),
    ("Jane Roe, a senator from Ohio, spoke.", ["has_role Jane Roe -> Ohio as senator"]),
    ("Jane Roe, a teacher from Ohio, spoke.", []),
    (
        "US Secretary of State Jane Roe spoke.",
        ["has_role Jane Roe -> US as Secretary of State"],
    ),
    # Where somebody with a title belongs, behind the name.
    (
        "Professor Jane Roe of the University of Leeds spoke.",
        ["has_role Jane Roe -> University of Leeds as Professor"],
    ),
    (
        "Detective Inspector Tom Hale, of Thames Valley Police, spoke.",
        ["has_role Tom Hale -> Thames Valley Police as Detective Inspector"],
    ),
    ("Jane Roe, from Norvane Bank, spoke.", ["has_role Jane Roe -> Norvane Bank"]),
    ("Jane Roe, from Vredeholm, spoke.", []),
    (
        "Ada Quill, Assistant Chief Constable at the Norland Harbour Police, spoke.",
        ["has_role Ada Quill -> Norland Harbour Police as Assistant Chief Constable"],
    ),
    # One organisation for two posts, a part of it, and one that a bare noun sums up.
    (
        "Memphis Norvane guard Jane Roe and forward Tom Hale scored.",
        [
            "has_role Jane Roe -> Memphis Norvane as guard",
            "has_role Tom Hale -> Memphis Norvane as forward",
        ],
    ),
    (
        "As director of policy for Norvane Union's Ohio office, Jane Roe spoke.",
        [
            "has_role Jane Roe -> Norvane Union as director",
            "located_in Norvane Union -> Ohio",
        ],
    ),
    (
        "Norvane Airways apologised. Airline spokesman Tom Hale spoke.",
        ["has_role Tom Hale -> Norvane Airways as spokesman"],
    ),
    ("Norvane Airways apologised. Bank spokesman Tom Hale spoke.", []),
    # Posts that name no organisation: that of the subject, else the one that the text is about.
    (
        "Norvane rejected the offer, with chief executive Jane Roe calling it too low.",
        ["has_role Jane Roe -> Norvane as chief executive"],
    ),
    (
        "Norvane Bank won. Norvane Bank grew. Norvane Bank fell. Head coach Jane Roe spoke.",
        ["has_role Jane Roe -> Norvane Bank as Head coach"],
    ),
    (
        "Norvane Bank won. Norvane Bank grew. Norvane Bank fell. Police spokesman Tom Hale spoke.",
        [],
    ),
    ("Norvane's Jane Roe spoke.", ["has_role Jane Roe -> Norvane"]),
    (
        "The picture is from Norvane's Zendra X-ray telescope.",
        ["offers Norvane -> Zendra X-ray", "has_type Zendra X-ray -> telescope"],
    ),
    ("The picture is from Norvane's Chandra Field Observatory.", []),
    (
        "Jane Roe, the White House Press Secretary, spoke.",
        ["has_role Jane Roe -> White House as Press Secretary"],
    ),
    ("Jane Roe, with Norvane Capital, spoke.", ["has_role Jane Roe -> Norvane Capital"]),
    (
        "He met White House Chief of Staff Jane Roe.",
        ["has_role Jane Roe -> White House as Chief of Staff"],
    ),
    ("South Korean President Jane Roe spoke.", ["has_role Jane Roe -> South Korea as President"]),
    ("Acting U.S. Attorney Jane Roe spoke.", ["has_role Jane Roe -> U.S. as Attorney"]),
    ("CNN anchor Jane Roe spoke.", ["has_role Jane Roe -> CNN as anchor"]),
    (
        "If Jane Roe were chief executive of Norvane Bank, sales would rise.",
        ["has_role Jane Roe -> Norvane Bank as chief executive, possible"],
    ),
    # What another claim shows to be an organisation is one of its place, too.
    (
        "Norvane competes with China's Yangmen.",
        ["competes_with Norvane -> Yangmen", "located_in Yangmen -> China"],
    ),
    ("China's Yangmen is red.", []),
    # A part of every town or firm, and the party and state of a senator, employ nobody.
    ("Public Works Director Jane Roe said no.", []),
    (
        "Jane Roe, a Workplace Strategist at Norvane, spoke.",
        ["has_role Jane Roe -> Norvane as Strategist"],
    ),
    ("Chairman Jane Roe, R-Wis., spoke.", []),
    ("Sen. Jane Roe (D-Conn.) spoke.", []),
    (
        "Jane Roe, director general of Norvane, spoke.",
        ["has_role Jane Roe -> Norvane as director general"],
    ),
    (
        "Jane Roe was sworn in as president of Norway.",
        ["has_role Jane Roe -> Norway as president"],
    ),
    (
        "Jane Roe taught history at the University of Leeds.",
        ["has_role Jane Roe -> University of Leeds, former"],
    ),
]


def claims(text: str) -> list[str]:
    """Every claim of a text; how it is said only where it is not asserted."""
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata(language="en"))
    article = normalise(raw)
    found = RulesExtractor().extract(article)
    names = [entity.name for entity in found.entities]
    lines: list[str] = []
    for claim in found.claims:
        target = claim.object_span
        words = article.text[target.start : target.end] if target is not None else ""
        line = f"{claim.predicate} {names[claim.subject]}"
        if claim.object is not None or words:
            line += f" -> {words if claim.object is None else names[claim.object]}"
        if claim.role is not None:
            line += f" as {claim.role}"
        if claim.former:
            line += ", former"
        if claim.modality != "asserted":
            line += f", {claim.modality}"
        if claim.attributed_to is not None:
            line += f" by {names[claim.attributed_to]}"
        lines.append(line)
    return lines


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:48] for text, _ in CASES])
def test_claims_of_news(text: str, expected: list[str]) -> None:
    assert claims(text) == expected
