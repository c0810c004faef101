"""Given claims against an article: what its words prove, and the code of what they do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.given.align import Facts, align_facts
from factpack.extract.given.align.checked import problem_of
from factpack.extract.given.align.folded import FoldedText
from factpack.extract.given.align.refused import CODES
from factpack.extract.names import KnownName, KnownNames
from factpack.model import Article, Claim, Extraction, Metadata, RawArticle, Rejected, Span
from factpack.normalise import normalise

TEXT = """Orrin Bay shipyard sold

Velmar Industries bought Quayside Robotics for $3.5 million in March 2014. \
The company, based in Orrin, said it would keep all 40 workers.

“We are delighted,” said Ada Brandt, chief executive of Velmar. \
Quayside Robotics did not invest in Tern Labs in 2013. Velmar Industries plans to raise \
€2 million by 2016.

Velmar hired engineers. It did so quietly. Tern Labs hired engineers.
"""
PUBLISHED = date(2015, 6, 1)
VELMAR = {"name": "Velmar Industries", "type": "Organization", "aliases": ["Velmar"]}
QUAYSIDE = {"name": "Quayside Robotics", "type": "Organization"}
TERN = {"name": "Tern Labs", "type": "Organization"}
ADA = {"name": "Ada Brandt", "type": "Person"}
ORRIN = {"name": "Orrin", "type": "Place"}
ENTITIES = [VELMAR, QUAYSIDE, TERN, ADA, ORRIN]
BOUGHT = {
    "predicate": "acquired",
    "subject": "Velmar Industries",
    "object": "Quayside Robotics",
    "evidence": "Velmar Industries bought Quayside Robotics for $3.5 million in March 2014",
}
DENIED = "Quayside Robotics did not invest in Tern Labs in 2013"


def read(text: str = TEXT) -> Article:
    metadata = Metadata(published_on=PUBLISHED, published_precision="day")
    return normalise(RawArticle("a.txt", "a", text, 0, "0" * 64, "utf-8", "valid", metadata))


def aligned(
    *claims: Any, text: str = TEXT, entities: Any = ENTITIES, quotes: Any = (), **more: Any
) -> Extraction:
    facts = Facts("facts.jsonl#1", "line 1", entities, claims, quotes, **more)
    return align_facts(read(text), [facts], "jsonl/1")


def one(claim: dict[str, Any], **more: Any) -> Claim:
    found = aligned(claim, **more)
    assert [r for r in found.rejected if r.kind == "claim"] == []
    return found.claims[0]


def words(claim: Claim, text: str = TEXT) -> dict[str, str]:
    whole = read(text).text
    return {name: whole[part.start : part.end] for name, part in claim.parts.items()}


def test_every_part_is_found_in_the_words() -> None:
    claim = one({**BOUGHT, "amount": "$3.5 million", "date": "March 2014", "trigger": "bought"})
    assert words(claim) == {
        "subject": "Velmar Industries",
        "object": "Quayside Robotics",
        "amount": "$3.5 million",
        "date": "March 2014",
        "trigger": "bought",
    }
    assert (claim.value.amount, claim.value.currency) == (3_500_000, "USD")
    assert (claim.value.date_from, claim.value.date_precision) == (date(2014, 3, 1), "month")
    assert (claim.date_relation, claim.modality, claim.rule) == ("on", "asserted", "acquired")
    assert claim.extractor == "jsonl"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 3.5e6},
        {"amount": {"value": 3500000, "currency": "USD"}},
        {"amount": {"text": "3.5 million"}},
        {"date": {"from": "2014-03-01", "to": "2014-03-31"}},
        {"date": {"text": "March 2014", "from": "2014-03-01", "to": "2014-03-31"}},
        {"evidence": {"text": BOUGHT["evidence"], "start": 3, "end": 9}},
        {"evidence": "Velmar   Industries\nbought Quayside Robotics"},
        {"evidence": "Velmar Industries bought Quaysid Robotics for $3.5 million in March 2014"},
        {"subject": "Velmar"},
    ],
)
def test_what_is_given_in_another_form_is_proved_as_well(change: dict[str, Any]) -> None:
    claim = one({**BOUGHT, **change})
    assert read().text[claim.start : claim.end].startswith("Velmar Industries bought Quayside")
    for part in claim.parts.values():
        assert 0 <= part.start < part.end


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"predicate": "devoured"}, "predicate-unknown"),
        ({"predicate": "invested_in", "kind": "gift"}, "kind-unknown"),
        ({"evidence": "Velmar Industries swallowed the harbour whole in a day"}, "not-found"),
        ({"evidence": {"start": 100000, "end": 100009}}, "evidence-not-found"),
        ({"evidence": "x " * 1500}, "evidence-too-long"),
        ({"evidence": "..."}, "evidence-not-found"),
        ({"subject": "Nobody"}, "entity-unknown"),
        ({"subject": "Tern Labs"}, "subject-not-found"),
        ({"subject": {"entity": "Tern Labs", "text": "Velmar Industries"}}, "reference-unclear"),
        ({"subject": {"entity": "Velmar", "text": "bought"}}, "reference-unclear"),
        ({"subject": {"entity": "Velmar", "text": "our firm"}}, "subject-not-found"),
        ({"object": "Velmar Industries"}, "object-not-found"),
        ({"object": "robots"}, "entity-unknown"),
        ({"object": None}, "facts-invalid"),
        ({"predicate": "located_in"}, "type-mismatch"),
        ({"predicate": "has_role"}, "type-mismatch"),
        ({"amount": "$4 million"}, "amount-not-found"),
        ({"amount": 4e6}, "amount-mismatch"),
        ({"amount": {"text": "$3.5 million", "value": 3.5e9}}, "amount-mismatch"),
        ({"amount": {"value": 3.5e6, "currency": "EUR"}}, "amount-mismatch"),
        ({"date": "April 2014"}, "date-not-found"),
        ({"date": {"from": "2014-04-01", "to": "2014-04-30"}}, "date-mismatch"),
        ({"trigger": "said"}, "trigger-not-found"),
        ({"attributed_to": "Tern Labs"}, "speaker-not-found"),
        ({"confidence": 0.9}, "facts-invalid"),
        ({"evidence": 7}, "facts-invalid"),
        ({"rule": "=cmd()"}, "facts-invalid"),
        ({"modality": "certain"}, "facts-invalid"),
    ],
)
def test_what_cannot_be_proved_is_rejected(change: dict[str, Any], code: str) -> None:
    found = aligned({**BOUGHT, **change})
    assert found.claims == ()
    (rejected,) = found.rejected
    assert rejected.check_code.endswith(code)
    assert rejected.check_code in CODES
    assert rejected.reason.startswith("Claim 1 of line 1 ")
    assert (rejected.kind, rejected.source) == ("claim", "facts.jsonl#1")


def test_likeness_never_bridges_a_denial_or_a_number() -> None:
    claim = {"predicate": "invested_in", "subject": "Quayside Robotics", "object": "Tern Labs"}
    assert one({**claim, "evidence": DENIED, "modality": "negated"}).modality == "negated"
    for changed in (DENIED.replace("did not", "did"), DENIED.replace("2013", "2018")):
        found = aligned({**claim, "evidence": changed})
        assert [r.check_code for r in found.rejected] == ["evidence-not-found"]


def test_a_reference_by_other_words_is_a_mention() -> None:
    found = aligned(
        {
            "predicate": "located_in",
            "subject": {"entity": "Velmar", "text": "The company"},
            "object": "Orrin",
            "evidence": "The company, based in Orrin",
        }
    )
    (claim,) = found.claims
    subject = claim.parts["subject"]
    kinds = {(m.start, m.end): (m.entity, m.kind) for m in found.mentions}
    assert kinds[subject.start, subject.end] == (claim.subject, "description")


def test_words_near_the_evidence_will_do() -> None:
    claim = one({**BOUGHT, "evidence": "bought Quayside Robotics", "object": "Quayside Robotics"})
    assert words(claim)["subject"] == "Velmar Industries"
    far = aligned({**BOUGHT, "evidence": "in March 2014", "object": "Tern Labs"})
    assert far.rejected[0].check_code == "object-not-found"


def test_repeated_evidence_counts_where_it_holds_the_arguments() -> None:
    hired = {"predicate": "hires", "object": "engineers", "evidence": "hired engineers"}
    found = aligned({**hired, "subject": "Tern Labs"})
    assert found.rejected[0].check_code == "evidence-ambiguous"
    (claim,) = aligned(
        {**hired, "subject": "Tern Labs", "evidence": "Tern Labs hired engineers"}
    ).claims
    assert read().text[claim.start : claim.end] == "Tern Labs hired engineers"
    near = read().text.index("Tern Labs hired")
    (claim,) = aligned(
        {
            **hired,
            "subject": "Tern Labs",
            "evidence": {"text": "hired engineers", "start": near, "end": near + 4},
        }
    ).claims
    assert claim.start == near
    twice = "Tern Labs hired engineers. It rained. Tern Labs hired engineers."
    both = {**hired, "subject": "Tern Labs", "evidence": "Tern Labs hired engineers"}
    assert one(both, text=twice, entities=[TERN]).start == 0


def test_values_are_objects_where_the_predicate_wants_them() -> None:
    raised = {
        "predicate": "raised_funding",
        "subject": "Velmar Industries",
        "evidence": "Velmar Industries plans to raise €2 million by 2016",
        "modality": "planned",
    }
    for given_amount in ({"object": "€2 million"}, {"amount": 2e6}):
        claim = one({**raised, **given_amount, "date": "2016"})
        assert (claim.value.amount, claim.value.currency) == (2e6, "EUR")
        assert (claim.object, claim.object_span, claim.date_relation) == (None, None, "by")
    assert aligned(raised).rejected[0].check_code == "amount-not-found"
    staff = {
        "predicate": "has_metric",
        "subject": {"entity": "Velmar", "text": "it"},
        "metric": "employees",
        "amount": 40,
        "evidence": "it would keep all 40 workers",
    }
    assert one(staff).metric == "employees"
    assert words(one(staff))["metric"] == "workers"
    assert aligned({**staff, "metric": "revenue"}).rejected[0].check_code == "amount-mismatch"
    valued = {**staff, "metric": "valuation", "amount": 3.5e6, "evidence": BOUGHT["evidence"]}
    found = aligned({**valued, "subject": "Velmar"})
    assert found.rejected[0].check_code == "metric-not-found"
    assert aligned({**staff, "metric": "joy"}).rejected[0].check_code == "metric-unknown"


def test_the_future_is_not_stated_as_past() -> None:
    raised = {
        "predicate": "acquired",
        "subject": "Velmar",
        "object": "Quayside Robotics",
        "evidence": "Velmar bought Quayside Robotics on 2 May 2019",
        "date": "2 May 2019",
    }
    text = "Velmar bought Quayside Robotics on 2 May 2019."
    found = aligned(raised, text=text, entities=[VELMAR, QUAYSIDE])
    assert [r.check_code for r in found.rejected] == ["date-after-publication"]
    planned = aligned({**raised, "modality": "planned"}, text=text, entities=[VELMAR, QUAYSIDE])
    assert planned.claims[0].date_relation == "on"


def test_a_post_has_its_kind_from_its_words() -> None:
    claim = one(
        {
            "predicate": "has_role",
            "subject": "Ada Brandt",
            "object": "Velmar",
            "role": "chief executive",
            "evidence": "Ada Brandt, chief executive of Velmar",
        }
    )
    assert (claim.role, claim.kind, claim.former) == ("chief executive", "chief_executive", False)


def test_offsets_may_count_in_the_source() -> None:
    text = "\ufeff" + TEXT.replace("Velmar", "Vel\u200bmar", 1)
    at = text.index("Quayside Robotics")
    raw = {"text": "Quayside Robotics", "start": at, "end": at + 17}
    evidence = {"start": text.index("Vel\u200bmar"), "end": text.index(" for $3.5")}
    claim = one({**BOUGHT, "object": {"entity": "Quayside Robotics", **raw}, "evidence": evidence},
                text=text, raw=True)  # fmt: skip
    whole = read(text).text
    assert whole[claim.start : claim.end] == "Velmar Industries bought Quayside Robotics"


@pytest.mark.parametrize(
    ("entities", "code"),
    [
        ([VELMAR, {"name": "Velmar", "type": "Person"}], "entity-conflict"),
        ([{"name": "the", "type": "Other"}], "name-too-common"),
        ([{"name": "—", "type": "Other"}], "name-too-common"),
        ([{"name": "Atlantis Holdings", "type": "Organization"}], "entity-not-found"),
        ([{"name": "Velmar", "type": "Firm"}], "facts-invalid"),
        ([{"name": "Velmar"}], "facts-invalid"),
        (["Velmar"], "facts-invalid"),
        ([{"name": "\ud800", "type": "Person"}], "name-too-common"),
    ],
)
def test_entities_that_are_none(entities: Any, code: str) -> None:
    found = aligned(entities=entities)
    assert [r.check_code for r in found.rejected] == [code]
    assert [r.kind for r in found.rejected] == ["mention"]


def test_names_are_published_as_the_article_has_them() -> None:
    given_names = [{"name": "Velmar Industries PLC", "type": "Organization", "aliases": ["Velmar"]}]
    (entity,) = aligned(entities=given_names).entities
    assert (entity.name, dict(entity.aliases)) == ("Velmar", {})
    found = aligned(entities=[VELMAR])
    assert (found.entities[0].name, dict(found.entities[0].aliases)) == (
        "Velmar Industries",
        {"Velmar": "part-of-name"},
    )


def test_curated_names_win() -> None:
    known = KnownNames([KnownName("Velmar Group", "Organization", ("Velmar Industries", "Velmar"))])
    facts = Facts("f", "line 1", [{**VELMAR, "type": "Person"}, QUAYSIDE], [BOUGHT])
    found = align_facts(read(), [facts], "jsonl/1", known)
    assert found.entities[0].name == "Velmar Group"
    assert found.entities[0].type == "Organization"
    assert found.claims[0].subject == 0


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ({"text": "We are delighted", "speaker": "Ada Brandt", "cue": "said"}, "direct"),
        ({"text": '"We are delighted,"', "speaker": "Ada Brandt"}, "direct"),
        ({"text": "We are delighted,", "speaker": "Ada Brandt", "kind": "mixed"}, "mixed"),
        ({"text": "it would keep all 40 workers", "cue": "said"}, "indirect"),
        ({"text": "We are delighted", "speaker": "Tern Labs"}, "speaker-not-found"),
        ({"text": "We are delighted", "speaker": "Orrin"}, "type-mismatch"),
        ({"text": "it would keep", "kind": "direct"}, "quote-without-marks"),
        ({"text": "We are appalled"}, "evidence-not-found"),
        ({"text": "hired engineers"}, "evidence-ambiguous"),
    ],
)
def test_quotes(quote: dict[str, Any], expected: str) -> None:
    found = aligned(quotes=[quote])
    kinds = [q.kind for q in found.quotes]
    assert kinds + [r.check_code for r in found.rejected] == [expected]
    for q in found.quotes:
        exact = read().text[q.start : q.end]
        assert (exact[0], exact[-1]) == ("“", "”") if q.kind != "indirect" else "“" not in exact


def test_no_two_rejected_rows_are_one() -> None:
    bad = {**BOUGHT, "evidence": "This stands nowhere in the article at all"}
    found = aligned(bad, bad, BOUGHT, BOUGHT, BOUGHT, entities=[*ENTITIES, "x", "x"])
    rows = [(r.kind, r.check_code, r.reason) for r in found.rejected]
    assert len(rows) == len(set(rows)) == 6
    assert [r.check_code for r in found.rejected].count("claim-repeated") == 2


def test_facts_of_a_piece_stay_in_it() -> None:
    start = read().text.index("“We")
    found = aligned(BOUGHT, within=Span(start, len(read().text)))
    assert [r.check_code for r in found.rejected] == ["evidence-not-found"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*BOUGHT, "text", "start", "end", "entity", "name", "type"])
                      | st.text(max_size=5), inner, max_size=5),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_JSON, max_size=3), st.lists(_JSON, max_size=3), st.lists(_JSON, max_size=3))
def test_whatever_is_given_nothing_raises(entities: Any, claims: Any, quotes: Any) -> None:
    found = align_facts(read(), [Facts("f", "line 1", entities, claims, quotes)], "jsonl/1")
    n_given = len(entities) + len(claims) + len(quotes)
    assert len(found.claims) + len(found.quotes) + len(found.rejected) <= n_given
    assert all(isinstance(r, Rejected) and r.reason for r in found.rejected)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_words_of_an_article_are_found_where_they_stand(data: st.DataObject) -> None:
    text = read().text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(start + 80, len(text))))
    piece = text[start:end]
    found = [text[s.start : s.end].split() for s in FoldedText(text).find(piece)]
    assert all(words == piece.split() for words in found)
    whole = not (text[start - 1 : start].isalnum() and piece[0].isalnum()) and not (
        text[end : end + 1].isalnum() and piece[-1].isalnum()
    )
    if whole and any(c.isalnum() for c in piece):
        assert found


@pytest.mark.parametrize("repeated", [" ", "a ", '"', "Velmar ", "not ", "$1 "])
def test_hostile_text_costs_little(repeated: str) -> None:
    text = "Velmar bought Tern Labs. " + repeated * (100_000 // len(repeated)) + " Tern Labs."
    claims = [
        {**BOUGHT, "subject": "Velmar", "object": "Tern Labs", "evidence": evidence}
        for evidence in ("Velmar bought Tern Labs", "Velmar bought Tern Laps at last, it said",
                         "a a a a a b", "Velmar Velmar Velmar Tern", '" " " " a')
    ]  # fmt: skip
    found = aligned(*claims, text=text, entities=[VELMAR, TERN])
    assert 1 <= len(found.claims) <= 2


def test_the_schema_allows_what_the_page_shows() -> None:
    assert problem_of("claim", BOUGHT) is None
    assert problem_of("line", {"claims": []}) is not None


@pytest.mark.parametrize(
    ("text", "buyer", "bought"),
    [
        ("诺万公司于2014年3月收购了特利克公司。", "诺万公司", "特利克公司"),
        ("昨日ノルバン社がテリック社を買収した。", "ノルバン社", "テリック社"),
        ("โนรแวนซื้อกิจการเทลลิกแล้ว", "โนรแวน", "เทลลิก"),
        ("어제 노르반은 텔릭을 인수했다.", "노르반", "텔릭"),
        ("报道称Norvane公司收购了Tellick公司。", "Norvane公司", "Tellick公司"),
    ],
)
def test_names_stand_in_scripts_that_put_no_spaces(text: str, buyer: str, bought: str) -> None:
    entities = [{"name": name, "type": "Organization"} for name in (buyer, bought)]
    claim = one(
        {"predicate": "acquired", "subject": buyer, "object": bought, "evidence": text},
        text=text,
        entities=entities,
    )
    parts = words(claim, text)
    assert (parts["subject"], parts["object"]) == (buyer, bought)


def test_part_of_a_word_is_no_name_where_spaces_part_words() -> None:
    found = aligned({**BOUGHT, "object": "Quay"}, entities=[VELMAR, {**QUAYSIDE, "name": "Quay"}])
    assert found.claims == ()
