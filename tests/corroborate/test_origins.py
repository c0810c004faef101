"""Copies, copied passages and shared statements: who is independent of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factpack.link.passages import TextWords
from factpack.link.shingles import WordHasher, word_spans

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus

STORY = (
    "Orbit Foods opened a cannery on the northern shore last week, three years after the old one "
    "burned down. The mayor cut a ribbon, a choir sang, and 240 people found work that many had "
    "given up hoping for. The company paid 31 million crowns for the halls and the quay, and "
    "expects to can herring there from September. Fishermen who used to sail to the south will "
    "sell their catch at home again, said the harbour master, who had counted on it."
)
STATEMENT = (
    "“We came back because the herring did, and we shall stay for as long as it does. "
    "Nobody builds a quay of granite for a single summer by the sea.”"
)


def test_an_exact_copy_is_a_duplicate_of_the_earliest(corpus: Corpus) -> None:
    corpus.article("late", "2019-07-23", text=STORY).claim(
        "has_goal", "Orbit", value="herring", words="can herring there"
    )
    corpus.article("vague", "2019-07", text=STORY)
    corpus.article("early", "2019-07-22", text=STORY).claim(
        "has_goal", "Orbit", value="herring", words="can herring there"
    )
    corpus.article("undated", None, text=STORY)
    resolved = corpus.resolve()
    early = corpus.articles[2].id
    duplicates = {r["source_id"]: r["duplicate_of"] for r in resolved.tables["articles"]}
    assert duplicates == {"early": None, "late": early, "vague": early, "undated": early}
    (origin,) = resolved.tables["origins"]
    assert (origin["kind"], origin["article_id"]) == ("article", early)
    assert (origin["n_articles"], origin["n_publishers"], origin["similarity"]) == (4, 4, 1.0)
    (fact,) = resolved.facts("has_goal")
    assert (fact["n_articles"], fact["n_publishers"], fact["n_origins"]) == (2, 2, 1)
    assert fact["status"] == "single"


def test_small_edits_leave_a_copy_a_copy(corpus: Corpus) -> None:
    edited = STORY.replace("last week", "on Friday").replace("many had", "most people had")
    corpus.article("early", "2019-07-22", text=STORY)
    corpus.article("late", "2019-07-23", text="Cannery opens\n\n" + edited)
    rows = {r["source_id"]: r for r in corpus.resolve().tables["articles"]}
    assert rows["late"]["duplicate_of"] == rows["early"]["article_id"]
    assert rows["late"]["origin_id"] == rows["early"]["origin_id"]


def test_stories_of_one_template_are_not_copies(corpus: Corpus) -> None:
    other = STORY.replace("240", "118").replace("31 million", "9 million")
    corpus.article("one", text=STORY)
    corpus.article("two", text=other.replace("three years", "3 years"))
    assert not [r for r in corpus.resolve().tables["articles"] if r["duplicate_of"]]


def test_a_text_that_is_cut_off_is_a_copy(corpus: Corpus) -> None:
    cut = " ".join(STORY.split()[:60])
    for name, text in (("whole", STORY), ("cut", f"{cut} … Read more on our site")):
        corpus.article(name, "2019-07-22" if name == "whole" else "2019-07-23", text=text)
    rows = {r["source_id"]: r for r in corpus.resolve().tables["articles"]}
    assert rows["cut"]["duplicate_of"] == rows["whole"]["article_id"]


def test_a_round_up_that_holds_a_story_is_no_copy_of_it(corpus: Corpus) -> None:
    news = (
        "The ferry to the islands will sail every hour from Monday, the county said. A choir from "
        "the hills won the cup for the third time and sang at the town hall until the lamps went "
        "out. Rain is due by noon, and the fair on the green moves into the old barn instead. A "
        "lost goat was found in the library, where it had eaten the index of a book on goats. "
    )
    corpus.article("story", "2019-07-22", text=STORY)
    corpus.article("round-up", "2019-07-23", text=news + STORY)
    assert not [r for r in corpus.resolve().tables["articles"] if r["duplicate_of"]]


def test_notices_of_one_form_that_differ_in_one_of_their_figures_are_no_copies(
    corpus: Corpus,
) -> None:
    notice = (
        "Notice under rule 8.3 of the code, filed on form 38 at 3.30 pm. The holder below has "
        "an interest of {share} percent in the shares of the firm, of class 2, and no other. Any "
        "change of 1 percent or more is to be filed again within 10 days, as rule 8.5 requires of "
        "all who hold shares of a firm that is the object of an offer."
    )
    for name, share in (("a", "4.17"), ("b", "6.92")):
        corpus.article(name, text=notice.format(share=share))
    assert not [r for r in corpus.resolve().tables["articles"] if r["duplicate_of"]]


APPOINTMENT = (
    "On Friday the board of {firm} chose {new} as its head. Aged forty, {new} has led the yard of "
    "the firm for years and follows {old}, who leaves at the end of spring to sail and to fish. "
    "The firm builds ferries and mends them, and does so in three halls by the river. Its shares "
    "hardly moved, for few people own any and most of them work in one of the halls."
)


def test_stories_of_one_template_about_others_are_not_copies(corpus: Corpus) -> None:
    names = [("Orbit", "Ida Vale", "Bo Sund"), ("Nova", "Ute Kern", "Al Rask")]
    for number, (firm, new, old) in enumerate(names):
        text = APPOINTMENT.format(firm=f"{firm} Yards", new=new, old=old)
        corpus.article(f"a{number}", f"2019-07-2{number}", text=text)
        corpus.article(f"b{number}", f"2019-07-2{number}", text=text.replace("Friday", "Monday"))
    rows = {r["source_id"]: r["duplicate_of"] for r in corpus.resolve().tables["articles"]}
    assert [rows["a0"], rows["a1"]].count(None) + [rows["b0"], rows["b1"]].count(None) == 2
    assert {one for one in rows.values() if one} <= {a.id for a in corpus.articles}
    assert len({one for one in rows.values() if one}) == 2


def test_copies_form_chains(corpus: Corpus) -> None:
    words = STORY.split()
    texts = [" ".join(["new"] * n + words[n:]) for n in (0, 16, 32)]
    for number, text in enumerate(texts):
        corpus.article(f"a{number}", f"2019-07-2{number}", text=text)
    rows = {r["source_id"]: r["duplicate_of"] for r in corpus.resolve().tables["articles"]}
    assert rows == {"a0": None, "a1": corpus.articles[0].id, "a2": corpus.articles[0].id}


def test_a_copied_passage_rests_on_its_source_and_the_rest_does_not(corpus: Corpus) -> None:
    passage = STORY.split(". ")[2]
    corpus.article("early", "2019-07-22", text=STORY).claim(
        "has_goal", "Orbit", value="herring", words=passage
    )
    late = corpus.article("late", "2019-07-25")
    late.say("An essay on fish follows, and it is quite unlike anything that was said before.")
    late.claim("has_goal", "Orbit", value="herring", words=f"{passage}.")
    late.claim("has_goal", "Orbit", value="cod", words="Orbit wants cod as well, we hear.")
    resolved = corpus.resolve()
    assert not [r for r in resolved.tables["articles"] if r["duplicate_of"]]
    herring, cod = sorted(resolved.facts("has_goal"), key=lambda f: f["object_value"])[::-1]
    assert (herring["n_articles"], herring["n_origins"]) == (2, 1)
    assert (cod["n_articles"], cod["n_origins"]) == (1, 1)
    origins = {r["source_id"]: r["origin_id"] for r in resolved.tables["articles"]}
    by_words = {c["object_value"]: c["origin_id"] for c in resolved.tables["claims"]}
    assert by_words["cod"] == origins["late"] != origins["early"]


def test_a_shared_statement_is_one_origin_for_what_rests_on_it(corpus: Corpus) -> None:
    for number, lead in enumerate(("Herring pays again.", "Fish is back.", "A quay rises.")):
        article = corpus.article(f"a{number}", f"2019-07-2{number}")
        article.say(f"{lead} The {number}th of our letters from the coast begins with weather.")
        article.quote(STATEMENT, "Orbit")
        article.claim("has_goal", "Orbit", value="stay", words="we shall stay", says="Orbit")
        article.claim("competes_with", "Orbit", "Nova", words=f"It rivals Nova, letter {number}.")
    resolved = corpus.resolve()
    (goal,) = resolved.facts("has_goal")
    (rival,) = resolved.facts("competes_with")
    assert (goal["n_articles"], goal["n_origins"], goal["status"]) == (3, 1, "single")
    assert (rival["n_articles"], rival["n_origins"], rival["status"]) == (3, 3, "corroborated")
    (statement,) = (o for o in resolved.tables["origins"] if o["kind"] == "statement")
    assert (statement["n_articles"], statement["article_id"]) == (3, corpus.articles[0].id)
    assert {q["origin_id"] for q in resolved.tables["quotes"]} == {statement["origin_id"]}


def test_an_article_does_not_corroborate_the_statement_that_it_quotes(corpus: Corpus) -> None:
    for number in range(2):
        article = corpus.article(f"a{number}")
        article.say(f"Letter {number} from the coast begins with a word about the weather.")
        article.quote(STATEMENT, "Orbit")
        article.claim("has_goal", "Orbit", value="stay", words="we shall stay", says="Orbit")
        article.claim("has_goal", "Orbit", value="stay")
    corpus.article("own").claim("has_goal", "Orbit", value="stay")
    (goal,) = corpus.resolve().facts("has_goal")
    assert (goal["n_claims"], goal["n_articles"], goal["n_origins"]) == (5, 3, 2)


def test_parts_of_a_split_statement_meet_in_the_whole(corpus: Corpus) -> None:
    first, second = STATEMENT.strip("“”").split(". ")
    corpus.article("one").quote(f"“{first},”", "Orbit")
    corpus.article("two").quote(f"“{second}”", "Orbit")
    assert not [o for o in corpus.resolve().tables["origins"] if o["kind"] == "statement"]
    corpus.article("whole", "2019-08-01").quote(STATEMENT, "Orbit")
    (statement,) = (o for o in corpus.resolve().tables["origins"] if o["kind"] == "statement")
    assert statement["n_articles"] == 3


def test_what_counts_as_the_same_words(corpus: Corpus) -> None:
    cases = [
        (STATEMENT, "direct", True),
        (STATEMENT.replace("granite", "stone"), "mixed", True),
        (STATEMENT.upper(), "direct", True),
        (STATEMENT, "indirect", False),
        ("“We came back because the herring did”", "direct", False),
        ("“We came back because the cod did, and go when it leaves us”", "direct", False),
    ]
    corpus.article("first", "2019-01-01", text=STORY).quote(STATEMENT)
    for number, (words, kind, _) in enumerate(cases):
        article = corpus.article(f"a{number}")
        article.say(f"Paper {number} has this to tell its readers, and no more.")
        article.quote(words, kind=kind)
    resolved = corpus.resolve()
    (statement,) = (o for o in resolved.tables["origins"] if o["kind"] == "statement")
    carriers = {
        q["article_id"]
        for q in resolved.tables["quotes"]
        if q["origin_id"] == statement["origin_id"]
    }
    shared = [article.id in carriers for article in corpus.articles[1:]]
    assert shared == [case[2] for case in cases]
    assert 0.9 <= statement["similarity"] < 1


def test_copies_alone_make_no_statement(corpus: Corpus) -> None:
    for name in ("one", "two"):
        corpus.article(name, text=STORY).quote(STATEMENT)
    assert {o["kind"] for o in corpus.resolve().tables["origins"]} == {"article"}


def test_stretches_end_where_the_words_differ() -> None:
    source = " ".join(f"word{n}" for n in range(60))
    text = "Before it. " + " ".join(f"Word{n}" for n in range(20, 45)) + ". Then other words."
    hasher = WordHasher()
    (stretch,) = TextWords(text, hasher).shared_with(TextWords(source, hasher))
    assert text[slice(*stretch)].strip(" .").split() == [f"Word{n}" for n in range(20, 45)]


def test_words_and_hashes_go_together() -> None:
    text = "Die Straße, ŉ and İ — “so”"
    assert len(word_spans(text)) == len(WordHasher().hash_words(text))


def test_who_copies_a_passage_does_not_corroborate_it_in_other_words(corpus: Corpus) -> None:
    passage = (
        "Acme of Lund said to the surprise of many that it bought Bolt last spring in a sale that "
        "nobody in the harbour had heard of before."
    )
    first = corpus.article("first", "2019-07-20")
    first.say(passage)
    # The first article yields no claim of the passage, so it does not count among the articles.
    first.claim("competes_with", "Acme", "Nova")
    second = corpus.article("second", "2019-07-22")
    second.claim("acquired", "Acme", "Bolt", words=passage)
    second.claim("acquired", "Acme", "Bolt")
    (fact,) = corpus.resolve().facts("acquired")
    assert (fact["n_claims"], fact["n_articles"], fact["n_origins"]) == (2, 1, 1)
    assert fact["status"] == "single"
