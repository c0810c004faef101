"""The datasheet as one page: nothing is loaded, all is said, and the plots are in it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from tests.elements import Elements

from factpack.release.datasheet_page import datasheet_page
from factpack_validators.datasheet_page import page_head, page_problems
from factpack_validators.schemas import table_names, table_schema


def test_the_policy_allows_the_style_of_the_head_and_nothing_else() -> None:
    head = page_head()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', head)
    style = head.partition("<style>")[2].partition("</style>")[0]
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style and "@import" not in style
    assert "prefers-color-scheme:dark" in style and "@media print" in style


def test_the_page_has_every_plot_with_its_numbers_in_words(release: Path) -> None:
    page = (release / "DATASHEET.html").read_text("utf-8")
    plots = sorted((release / "plots").iterdir())
    assert plots
    for plot in plots:
        drawing = plot.read_text("utf-8")
        assert page.count(drawing.strip().partition(" width=")[2]) == 1
        assert re.search(r"<desc>[^<]+: [\d,]+", drawing)
    elements = Elements(page)
    assert not elements.all("img") and not elements.all("link") and not elements.all("script")
    assert all("style" not in attributes for _, attributes in elements.found)


def test_every_heading_is_listed_and_reached(release: Path) -> None:
    elements = Elements((release / "DATASHEET.html").read_text("utf-8"))
    places = [a["id"] for tag, a in elements.found if tag in ("h2", "h3")]
    led = [str(a["href"])[1:] for a in elements.all("a") if str(a["href"]).startswith("#")]
    assert led == places and len(places) == 8 + len(table_names())


def test_the_dictionary_names_every_value_that_a_cell_may_have(release: Path) -> None:
    sheet = (release / "DATASHEET.md").read_text("utf-8")
    for table in table_names():
        part = sheet.partition(f"\n### `{table}`\n")[2].partition("\n### ")[0]
        lines = {line.split("`")[1]: line for line in part.splitlines() if line.startswith("| `")}
        for field in table_schema(table)["fields"]:
            for value in field.get("constraints", {}).get("enum", ()):
                assert value.replace("_", "\\_") in lines[field["name"]] or (
                    value in lines[field["name"]]
                )


def test_the_same_datasheet_gives_the_same_page_and_each_word_counts() -> None:
    sheet = (
        "# A & B\n\nOne `a_b` \\*two\\*, see [x](LICENSE), not \\[x\\](y).\n\n## Part\n\n"
        "| a | n |\n|---|---:|\n| b\\|c | 1 |\n"
    )
    page = datasheet_page(sheet, {})
    assert page == datasheet_page(sheet, {})
    assert page_problems(page, sheet, {}) == []
    assert '<td class="number">1</td>' in page and "<title>A &amp; B</title>" in page
    for old, new, problem in (
        ("two", "three", "says other words"),
        ("<title>A", "<title>C", "another title"),
        (">Part</a>", ">Other</a>", "lists other headings"),
        ('lang="en"', 'lang="de"', "another head"),
        ("</main>", "<svg></svg></main>", "does not show the plots"),
    ):
        problems = page_problems(page.replace(old, new, 1), sheet, {})
        assert len(problems) == 1 and problem in problems[0]


def test_the_page_is_that_of_its_own_datasheet_whatever_was_written_before() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="1"><desc>Years: 1</desc></svg>\n'
    sheet = (
        "# Pears\n\nAbout.\n\n## 1. First\n\n- one\n- two\n\n### `facts`\n\n| a |\n|---|\n| 1 |\n"
    )
    more = "\n## 2. Last\n\n![Years](plots/years.svg)\n"
    pages = [
        datasheet_page(text, {"years.svg": drawn})
        for text in (
            sheet + more,
            sheet.replace("one", "1") + more,
            sheet.partition("##")[0] + more,
        )
        for drawn in (drawing, drawing.replace("Years: 1", "Years: 2"))
    ]
    assert len(set(pages)) == len(pages)
    assert page_problems(pages[1], sheet + more, {"years.svg": drawing.replace(": 1", ": 2")}) == []
    assert Elements(pages[0]).all("h2") == [{"id": "part-1"}, {"id": "part-3"}]
    assert Elements(pages[4]).all("h2") == [{"id": "part-1"}]
