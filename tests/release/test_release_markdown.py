"""What articles call themselves cannot mark up, break or run anything in the texts of a release."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.elements import Elements
from tests.release.conftest import RUN, Write, writer
from tests.release.sample_tables import SampleArticle, aims, founded, heads, invested, said

from factpack.release.markdown import Markdown, code, escape, link, one_line, paragraphs, table
from factpack.release.plots import bar_chart
from factpack_validators.active_content import active_place
from factpack_validators.datasheet_page import page_body, page_problems
from factpack_validators.findings import Finding, Severity
from factpack_validators.schemas import table_names

HOSTILE = [
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "a|b",
    "---",
    "line\nbreak",
    "```",
    "`code`",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "https://evil.example/",
    "www.evil.example",
    "a@evil.example",
    "# heading",
    "*bold* _and_ ~~more~~",
    "\\|",
    "&lt;b&gt;",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "\u202egnp.exe",
    "$E=mc^2$",
    "-->",
    "]]>",
    "x\u0085y",
]
READER = MarkdownIt("commonmark").enable("table")


PAGE_TAGS = set(
    "title main nav ul li a h1 h2 h3 p strong em code div table thead tbody tr th td "
    "svg desc rect text body".split()
)


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text("utf-8")


def tokens(text: str) -> list[Any]:
    found = []
    for token in READER.parse(text):
        found.append(token)
        found += token.children or []
    return found


def body(folder: Path, name: str) -> str:
    text = (folder / name).read_text("utf-8")
    return text.split("\n---\n", 1)[1] if name == "README.md" else text


def rendered_text(markdown: str) -> str:
    return "".join(t.content for t in tokens(markdown) if t.type in ("text", "text_special"))


def called(name: str) -> tuple[SampleArticle, ...]:
    """An article of things that bear a name, or one made of it."""
    return (
        SampleArticle(
            "one",
            (
                founded(name, 1999),
                founded(name, 2000),
                invested(name, f"{name} too", 3),
                aims(name, name),
                heads(f"{name} junior", name),
                said(name, f"{name} junior"),
            ),
            title=name,
            publisher=name,
            url=f"https://a.example/{one_line(name).replace(' ', '')}",
        ),
    )


def headings(folder: Path) -> list[str]:
    tags = READER.parse(body(folder, "README.md"))
    return [t.tag for t in tags if t.type == "heading_open"]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The headings of a card on which nothing is hostile."""
    return headings(writer(tmp_path_factory.mktemp("harmless"))(called("Alder Labs"))[0])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(write: Write, harmless: list[str], name: str) -> None:
    stripped = one_line(name)
    finding = Finding("odd", Severity.WARNING, name, advice=name, file=name)
    folder, _ = write(
        called(name),
        title=name,
        description=name,
        caveats=name,
        keywords=(name,),
        citation=name,
        run=type(RUN)("0.1.0", "rules 0.1.0", (finding,)),
    )
    front = (folder / "README.md").read_text("utf-8")
    assert front.startswith("---\n")
    data = yaml.safe_load(re.match(r"---\n(.*?)\n---\n", front, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert data["pretty_name"] == stripped
    assert [c["config_name"] for c in data["configs"]] == list(table_names())
    for file in ("README.md", "DATASHEET.md"):
        text = body(folder, file)
        found = tokens(text)
        assert not [t for t in found if t.type in ("html_block", "html_inline")]
        links = {t.attrs["href"] for t in found if t.type == "link_open"}
        assert not [href for href in links if "evil" in href or href.startswith("javascript")]
        images = {t.attrs["src"] for t in found if t.type == "image"}
        assert all(src.startswith("plots/") for src in images)
        assert "\u202e" not in text
        assert stripped in rendered_text(text) or not stripped
        _check_tables(text)
    page, sheet = (_read(folder, f"DATASHEET.{form}") for form in ("html", "md"))
    drawings = {plot.name: plot.read_text("utf-8") for plot in (folder / "plots").iterdir()}
    assert page_problems(page, sheet, drawings) == []
    assert active_place(page_body(page)) is None
    elements = Elements(page_body(page))
    assert {tag for tag, _ in elements.found} <= PAGE_TAGS
    links = {str(place["href"]) for place in elements.all("a")}
    assert not [href for href in links if "evil" in href or href.startswith("javascript")]
    assert headings(folder) == harmless
    assert headings(folder).count("h1") == 1
    yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    for plot in (folder / "plots").iterdir():
        ET.fromstring(plot.read_text("utf-8"))


def _check_tables(text: str) -> None:
    """Every table line has the cells of its header, counted as GitHub counts them."""
    fenced = False
    width = 0
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if fenced or not line.startswith("| "):
            if not line.startswith("|-"):
                width = 0
            continue
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) - 1
        width = width or cells
        assert cells == width, line


@given(st.text(max_size=60))
def test_escaped_text_reads_as_the_text(text: str) -> None:
    shown = escape(text)
    assert "\n" not in shown
    found = READER.parseInline(str(shown))[0].children or []
    assert {token.type for token in found} <= {"text", "text_special"}
    assert "".join(token.content for token in found) == one_line(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_table_cell_holds_its_text_and_no_more(left: str, right: str) -> None:
    text = table(["a", "b"], [[left or "-", code(right or "-")], ["x", "y"]])
    cells = [t for t in READER.parse(str(text)) if t.type == "inline"]
    assert len(cells) == 6
    assert cells[4].content == "x"


@given(st.text(max_size=60).map(lambda text: f"<script>{text}"))
def test_code_holds_no_tag_of_a_page_that_runs(text: str) -> None:
    assert "<" not in code(text)
    assert rendered_text(code(text)) == one_line(text)


@given(st.text(max_size=80))
def test_plain_paragraphs_stay_paragraphs(text: str) -> None:
    types = {token.type for token in READER.parse(str(paragraphs(text)))}
    assert types <= {"paragraph_open", "inline", "paragraph_close"}


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "1) a", "> a", "# a", "=", "===", "    a", "---"]
)
def test_the_start_of_a_paragraph_begins_no_block(start: str) -> None:
    types = {token.type for token in READER.parse(f"before\n\n{paragraphs(start)}")}
    assert types <= {"paragraph_open", "inline", "paragraph_close"}


def test_markdown_is_not_escaped_twice() -> None:
    once = escape("a*b")
    assert escape(once) is once
    assert isinstance(once, Markdown)


@pytest.mark.parametrize("value", [None, True])
def test_what_nobody_reads_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        escape(value)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "https://a>b", "data:text/html,x", "", "ftp://a"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert not [t for t in tokens(str(link(url))) if t.type == "link_open"]


@given(st.lists(st.tuples(st.text(max_size=50), st.integers(0, 10**9)), min_size=1, max_size=50))
def test_any_label_makes_a_well_formed_plot_inside_its_frame(bars: list[tuple[str, int]]) -> None:
    drawing = ET.fromstring(bar_chart("A title & more", bars))
    width, height = float(drawing.get("width", 0)), float(drawing.get("height", 0))
    for box in drawing.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(box.get("x", 0)) + float(box.get("width", 0)) <= width
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height
    labels = [t.text for t in drawing.iter("{http://www.w3.org/2000/svg}text")][1:]
    numbers = [int((text or "").replace(",", "")) for text in labels[1::2]]
    assert sum(numbers) == sum(n for _, n in bars)


@pytest.mark.parametrize(
    "words",
    [
        "JavaScript: The Weekly",
        "where once = twice",
        "curl(1)",
        "data:text/html",
        "@import it",
        "[x](javascript:alert(1))",
    ],
)
def test_words_that_look_like_what_runs_read_the_same_and_are_no_active_content(words: str) -> None:
    for shown in (escape(words), code(words)):
        assert active_place(shown) is None
        tokens = MarkdownIt("commonmark").parseInline(shown)[0].children or []
        assert "".join(token.content for token in tokens) == words
