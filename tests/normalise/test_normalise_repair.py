"""HTML, character references and mojibake: gone from the text, and every offset kept."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpack.model import Article
from factpack.normalise.offsets import to_raw
from factpack.read.repair import repair_line

Normalised = Callable[..., Article]
Check = Callable[[Article], None]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Quay &amp; Sons paid $30&nbsp;billion.", "Quay & Sons paid $30 billion."),
        ("It&#8217;s &ldquo;fog&rdquo; &#x2014; dense.", "It’s “fog” — dense."),
        ("Escaped twice: Quay &amp;amp; Sons.", "Escaped twice: Quay & Sons."),
        ("AT&T and R&D; at Q&A.", "AT&T and R&D; at Q&A."),
        ("Tom &amp;jerry; ran.", "Tom &jerry; ran."),
        ("A&shy;nchor &zwj;here.", "Anchor here."),
        ("<p>The ferry <b>waits</b>.</p><p>Fog.</p>", "The ferry waits.\n\nFog."),
        ("<p>One.</p><script>var a = '<p>No.</p>';</script>", "One."),
        ("<style>p {color: red}</style><p>One.</p><!-- <p>No.</p> -->", "One."),
        ("The ferry waits.<br>Fog comes.<br/><br />It goes.", "The ferry waits.\nFog comes."),
        ('See <a href="https://a.example/?x=1&amp;y=2" title="a>b">the quay</a> now.', None),
        ("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;", "One & two."),
        ("If a < b and c > d, take List<String> or <b>.", None),
        ("<p>Not closed <b>bold", "Not closed bold"),
        ("<!-- not closed. <p>One.</p>", "<!-- not closed.\n\nOne."),
        ("The cafÃ© â€œopensâ€\x9d â€“ it says.", "The café “opens” – it says."),
        ("â€œYesâ€\ufffd at Orrinâ€™s cafÃ©.", "“Yesâ€\ufffd at Orrin’s café."),
        ("SpoÅ‚ka ogÅ‚osiÅ‚a nowÄ… umowÄ™ z partnerem.", "Społka ogłosiła nową umowę z partnerem."),
        ("Ceny wzrosÅ\x82y, mÃ³wi Å»abka.", None),
        ("Der Ã\x9cbergang kostet 5 â‚¬.", "Der Übergang kostet 5 €."),
        (
            "Crème brûlée à la carte: “Ça va?” — naïve.",
            "Crème brûlée à la carte: “Ça va?” — naïve.",
        ),
        ("Größe „Über“ Ärger, »Öl« kostet 3 €.", "Größe „Über“ Ärger, »Öl« kostet 3 €."),
        ("Компания объявила о РОССИЙСКОЙ сделке.", "Компания объявила о РОССИЙСКОЙ сделке."),
    ],
)
def test_text_is_told_from_what_an_export_made_of_it(
    normalised: Normalised, check: Check, raw: str, text: str | None
) -> None:
    article = normalised(raw)
    check(article)
    if text is not None:
        assert article.text.replace("\n\n", "\n").startswith(text.replace("\n\n", "\n"))
    again = normalised(article.text)
    assert again.text == article.text


def test_every_word_leads_back_to_its_source(normalised: Normalised) -> None:
    raw = "<p>Quay &amp; Sons <i>bought</i> the cafÃ© on&nbsp;Monday.</p><script>x()</script>"
    article = normalised(raw)
    assert article.text == "Quay & Sons bought the café on Monday."
    for word, source in [
        ("Quay & Sons", "Quay &amp; Sons"),
        ("bought", "bought"),
        ("café", "cafÃ©"),
        ("on Monday", "on&nbsp;Monday"),
    ]:
        start = article.text.index(word)
        assert raw[slice(*to_raw(article.segments, start, start + len(word)))] == source
    reasons = {segment.reason for segment in article.segments if segment.kept}
    assert reasons >= {"character reference decoded", "mojibake repaired"}
    gone = {(s.kind, raw[s.raw_start : s.raw_end]) for s in article.segments if not s.kept}
    assert ("markup", "<p>") in gone
    assert ("markup", "</p><script>x()</script>") in gone


def test_names_in_metadata_are_repaired() -> None:
    assert repair_line("Quay &amp;amp; Sons&rsquo; <b>cafÃ©</b>") == "Quay & Sons’ café"


_SOUND = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="&<"), min_size=1, max_size=40
)


@given(text=st.text(alphabet=st.sampled_from("ab &<>;#pé/!-Ãâ€©amplt3\n\"'="), max_size=60))
@example("&amp;#38;lt;p>")
@example("<p><script></script")
@example("Â\x80\x8d")
@example("Ã\x83Â\x80 Â\x85 Â\xad")
@settings(max_examples=300, deadline=None)
def test_whatever_looks_like_html_normalises_once(
    normalised: Normalised, check: Check, text: str
) -> None:
    article = normalised(text)
    check(article)
    assert normalised(article.text).text == article.text


@settings(deadline=None)
@given(text=st.text(alphabet="äöüßéèñçøåł“”‘’–—…€ aB.,", max_size=60))
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_line(text) == text
    assert repair_line(html.escape(text)) == text


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a "', "<script>", "<!--", "&", "&amp;", "amp;", "Ã", "Ã©", "â€", "<p>", "РџСЂ"],
)
def test_hostile_markup_costs_little(normalised: Normalised, piece: str) -> None:
    normalised("<p>" + piece * (100_000 // len(piece)))
