from __future__ import annotations

import os
import pickle
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.config import ArticleOverride, Dataset, Source
from factpack.model import Metadata, RawArticle, Rejected
from factpack.read import (
    check_sources,
    drop_duplicate_ids,
    list_sources,
    read_articles,
    read_source,
    source_order,
)
from factpack.read.source_files import printable_name
from factpack_validators.findings import Finding, Severity
from factpack_validators.sources import locate

MakeDataset = Callable[..., Dataset]

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


def names(dataset: Dataset) -> list[str]:
    return [file.name for file in list_sources(dataset)]


def rejections(dataset: Dataset) -> dict[str, str]:
    return {i.source: i.check_code for i in read_articles(dataset) if isinstance(i, Rejected)}


def findings(dataset: Dataset) -> list[Finding]:
    return [item for item in read_articles(dataset) if isinstance(item, Finding)]


TREE = {
    name: name
    for name in (
        "a.txt",
        "b.md",
        "dataset.yaml",
        "news/a.txt",
        "news/b.TXT",
        "news/2019/a.txt",
        "news/2019/07/c.jsonl",
        "news/[1].txt",
        ".hidden.txt",
        "news/.cache/a.txt",
    )
}


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (["*.txt"], ["a.txt"]),
        (["./a.txt"], ["a.txt"]),
        (["news/*.txt"], ["news/[1].txt", "news/a.txt"]),
        (["news/[ab].*"], ["news/a.txt", "news/b.TXT"]),
        (["news/[1].txt"], ["news/[1].txt"]),
        (["*/*/?.txt"], ["news/2019/a.txt"]),
        (["**/a.txt"], ["a.txt", "news/2019/a.txt", "news/a.txt"]),
        (["news/**/*.jsonl"], ["news/2019/07/c.jsonl"]),
        (
            ["news"],
            ["news/2019/07/c.jsonl", "news/2019/a.txt", "news/[1].txt", "news/a.txt", "news/b.TXT"],
        ),
        (["news/2019/"], ["news/2019/07/c.jsonl", "news/2019/a.txt"]),
        (["news/2019/**"], ["news/2019/07/c.jsonl", "news/2019/a.txt"]),
        (["news/**/2019/**/a.txt"], ["news/2019/a.txt"]),
        ([".hidden.txt", "news/.cache/*"], [".hidden.txt", "news/.cache/a.txt"]),
        (["b.md", "*.txt", "*"], ["a.txt", "b.md"]),
        (["none/*.txt"], []),
        (["A.TXT"], []),
    ],
)
def test_globs(make_dataset: MakeDataset, globs: list[str], found: list[str]) -> None:
    assert names(make_dataset(TREE, *map(Source, globs))) == found


def test_dot_is_everything_but_dataset_yaml(make_dataset: MakeDataset) -> None:
    visible = [name for name in TREE if "/." not in f"/{name}" and name != "dataset.yaml"]
    assert names(make_dataset(TREE, Source("."))) == sorted(visible)


def test_the_first_source_that_names_a_file_has_it(make_dataset: MakeDataset) -> None:
    sources = (Source("a.txt", encoding="cp1252"), Source("*.txt", format="md"))
    [first, second] = list_sources(make_dataset({"a.txt": "x", "b.txt": "y"}, *sources))
    assert (first.format, first.encoding, first.source) == ("txt", "cp1252", 0)
    assert (second.format, second.encoding, second.source) == ("md", None, 1)


def test_endings_tell_the_format(make_dataset: MakeDataset) -> None:
    files = ["a.txt", "b.TEXT", "c.md", "d.markdown", "e.jsonl", "f.ndjson", "g.parquet", "h"]
    listed = list_sources(make_dataset(dict.fromkeys(files, "x")))
    formats = [file.format for file in listed]
    assert formats == ["txt", "txt", "md", "md", "jsonl", "jsonl", "parquet", None]
    assert listed[-1].rejected is not None
    assert listed[-1].rejected.check_code == "file-format-unknown"


def test_a_declared_format_reads_any_ending(make_dataset: MakeDataset) -> None:
    [item] = read_articles(make_dataset({"a.html": "Fog."}, Source("*", format="txt")))
    assert isinstance(item, RawArticle)


@posix
def test_links_never_lead_out_and_linked_folders_are_not_entered(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (root / "sub" / "in.txt").write_text("Fog.")
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "in.txt").symlink_to("sub/in.txt")
    (root / "gone.txt").symlink_to("nowhere")
    (root / "loop.txt").symlink_to("loop.txt")
    (root / "outdir").symlink_to(outside)
    (root / "sub" / "up").symlink_to(root)
    dataset = Dataset(root / "d.yaml", root, "n", "t", "d", "MIT", "full", (Source("**"),))
    read = [item.source for item in read_articles(dataset) if isinstance(item, RawArticle)]
    assert read == ["in.txt", "sub/in.txt"]
    assert rejections(dataset) == {
        "gone.txt": "file-unreadable",
        "loop.txt": "file-unreadable",
        "out.txt": "file-outside",
        "outdir": "folder-linked",
        "sub/up": "folder-linked",
    }
    explicit = Dataset(
        root / "d.yaml", root, "n", "t", "d", "MIT", "full", (Source("outdir/secret.txt"),)
    )
    assert rejections(explicit) == {"outdir": "folder-linked"}


@posix
def test_the_articles_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("Fog.")
    (tmp_path / "link").symlink_to("real")
    root = tmp_path / "link"
    dataset = Dataset(root / "d.yaml", root, "n", "t", "d", "MIT", "full", (Source("*"),))
    assert names(dataset) == ["a.txt"]


@posix
def test_pipes_are_not_opened(make_dataset: MakeDataset, tmp_path: Path) -> None:
    dataset = make_dataset({"b.txt": "Fog."})
    os.mkfifo(tmp_path / "a.txt")
    assert rejections(dataset) == {"a.txt": "file-not-regular"}


@posix
@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_told(make_dataset: MakeDataset, tmp_path: Path) -> None:
    dataset = make_dataset({"a.txt": "Fog.", "sub/b.txt": "Calm."})
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    try:
        assert rejections(dataset) == {"a.txt": "file-unreadable", "sub": "folder-unreadable"}
    finally:
        (tmp_path / "sub").chmod(0o700)


def test_permission_and_vanishing_are_told_while_reading(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = make_dataset({"a.txt": "x", "b.jsonl": "{}", "c.parquet": "x", "d.txt": "Fog."})
    files = list_sources(dataset)
    for name in ("a.txt", "b.jsonl", "c.parquet"):
        (tmp_path / name).unlink()
    items = [item for file in files for item in read_source(dataset, file)]
    assert [i.check_code for i in items if isinstance(i, Rejected)] == ["file-unreadable"] * 3
    assert [i.source for i in items if isinstance(i, RawArticle)] == ["d.txt"]

    def deny(*_: object, **__: object) -> object:
        raise PermissionError(13, "Zugriff verweigert")

    monkeypatch.setattr(Path, "open", deny)
    [denied] = read_source(dataset, files[-1])
    assert isinstance(denied, Rejected)
    assert denied.reason == "The file cannot be read: permission denied."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plain name.txt", "plain name.txt"),
        ("Ærø ☃ 霧.txt", "Ærø ☃ 霧.txt"),
        ("a\nb\t.txt", "a\\x0ab\\x09.txt"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("caf\\xe9.txt", "caf\\\\xe9.txt"),
        ("\u202egpj.txt", "\\u202egpj.txt"),
        ("a\u00a0b\u2028", "a\\xa0b\\u2028"),
        (" a ", "\\x20a\\x20"),
        (" ", "\\x20"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_names_are_made_printable(name: str, shown: str) -> None:
    assert printable_name(name) == shown


@given(st.text(max_size=20), st.text(max_size=20))
def test_printable_names_are_one_clean_line_and_differ_where_names_do(a: str, b: str) -> None:
    shown = printable_name(a)
    assert shown == shown.strip()
    assert not [char for char in shown if char != " " and unicodedata.category(char)[0] in "Z"]
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs")]
    surrogates = any("\ud800" <= c <= "\udfff" for c in a + b)
    assert surrogates or (shown == printable_name(b)) == (a == b)


@posix
def test_hostile_names_are_read_and_told(make_dataset: MakeDataset, tmp_path: Path) -> None:
    hostile = {"=cmd().txt": "a", "<script>.txt": "b", "x\ny.txt": "c", "-rf.txt": "d"}
    dataset = make_dataset(hostile)
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_bytes(b"e")
    read = {i.source: i.text for i in read_articles(dataset) if isinstance(i, RawArticle)}
    assert read == {
        "-rf.txt": "d",
        "<script>.txt": "b",
        "=cmd().txt": "a",
        "caf\\xe9.txt": "e",
        "x\\x0ay.txt": "c",
    }
    assert {(f.file, f.code) for f in findings(dataset)} == {
        ("-rf.txt", "file-name-hostile"),
        ("<script>.txt", "file-name-hostile"),
        ("=cmd().txt", "file-name-hostile"),
        ("caf\\xe9.txt", "file-name-escaped"),
        ("x\\x0ay.txt", "file-name-escaped"),
    }


def test_nothing_found_is_an_error(make_dataset: MakeDataset) -> None:
    [finding] = read_articles(make_dataset({}, Source("*.txt")))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == ("no-articles", Severity.ERROR)
    assert '"*.txt"' in finding.message


def test_nothing_read_is_an_error(make_dataset: MakeDataset) -> None:
    items = list(read_articles(make_dataset({"a.txt": "", "b.csv": "x"})))
    assert [type(item) for item in items] == [Rejected, Rejected, Finding]
    assert isinstance(items[-1], Finding)
    assert (items[-1].code, items[-1].severity) == ("no-articles", Severity.ERROR)


def test_a_source_that_finds_nothing_is_told(make_dataset: MakeDataset) -> None:
    dataset = make_dataset({"a.txt": "Fog."}, Source("*.txt"), Source("*.md"), Source("a.*"))
    assert [f.code for f in findings(dataset)] == ["source-unmatched"] * 2
    assert "sources[1]" in findings(dataset)[0].message


GIVEN = ArticleOverride(None, Metadata(title="Ours"), None)


def test_a_key_is_a_path_or_its_end_where_that_is_clear(make_dataset: MakeDataset) -> None:
    files = {"news/a.txt": "x", "news/b.txt": "y", "old/b.txt": "z", "b.txt": "w"}
    keys = ("a.txt", "old/b.txt", "b.txt")
    dataset = make_dataset(files, articles=dict.fromkeys(keys, GIVEN))
    titles = {
        item.source: item.metadata.title
        for item in read_articles(dataset)
        if isinstance(item, RawArticle)
    }
    assert titles == {
        "b.txt": "Ours",
        "news/a.txt": "Ours",
        "news/b.txt": None,
        "old/b.txt": "Ours",
    }
    assert findings(dataset) == []


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("nwes/a.txt", "The nearest is news/a.txt."),
        ("b.txt", "Write the whole path: news/b.txt or old/b.txt."),
        ("a.txt#1", "The nearest is news/a.txt."),
        ("r.jsonl", "It holds many articles: write r.jsonl#1 for the first."),
        ("r.jsonl#0", "Records are counted from 1; the file has 1."),
        ("r.jsonl#2", "Records are counted from 1; the file has 1."),
    ],
)
def test_a_key_that_names_nothing_is_told(make_dataset: MakeDataset, key: str, advice: str) -> None:
    files = {
        "news/a.txt": "x",
        "news/b.txt": "y",
        "old/b.txt": "z",
        "r.jsonl": '{"text": "w"}',
    }
    [finding] = findings(make_dataset(files, articles={key: GIVEN}))
    assert (finding.code, finding.severity) == ("override-unmatched", Severity.WARNING)
    assert key in finding.message
    assert finding.advice == advice


def test_many_keys_that_name_nothing_are_counted(make_dataset: MakeDataset) -> None:
    keys = {f"{n}.txt": GIVEN for n in range(100)}
    found = findings(make_dataset({"a.txt": "Fog."}, articles=keys))
    assert len(found) == 21
    assert found[-1].message.startswith("80 more")


def test_of_two_articles_with_one_id_the_first_stays(make_dataset: MakeDataset) -> None:
    files = {
        "c.md": "---\nid: x\n---\nthird",
        "a.md": "---\nid: x\n---\nfirst",
        "b.jsonl": '{"id": "x", "text": "second"}\n{"id": "y", "text": "other"}\n',
    }
    items = list(read_articles(make_dataset(files)))
    assert [i.source for i in items if isinstance(i, RawArticle)] == ["a.md", "b.jsonl#2"]
    rejected = [i for i in items if isinstance(i, Rejected)]
    assert [(r.source, r.check_code) for r in rejected] == [
        ("b.jsonl#1", "duplicate-article-id"),
        ("c.md", "duplicate-article-id"),
    ]
    assert all("a.md" in r.reason and '"x"' in r.reason for r in rejected)


def test_files_read_apart_and_joined_are_what_one_pass_reads(make_dataset: MakeDataset) -> None:
    dataset = make_dataset(
        {
            "a.txt": "Fog.",
            "b.jsonl": '{"text": "Calm."}\n{\n{"id": "a.txt", "text": "Rain."}\n',
            "c.txt": "",
            "d.bin": "x",
        }
    )
    files = pickle.loads(pickle.dumps(list_sources(dataset)))
    apart = {file.name: list(read_source(dataset, file)) for file in reversed(files)}
    joined = [item for name in sorted(apart) for item in apart[name]]
    assert [*check_sources(dataset, files), *drop_duplicate_ids(joined)] == list(
        read_articles(dataset)
    )


def test_a_file_is_opened_only_when_its_turn_comes(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    items = read_articles(make_dataset({"a.txt": "Fog.", "b.txt": "Calm."}))
    first = next(items)
    (tmp_path / "b.txt").write_text("Storm.")
    second = next(items)
    assert isinstance(first, RawArticle)
    assert isinstance(second, RawArticle)
    assert (first.text, second.text) == ("Fog.", "Storm.")


_SEGMENT = st.text("ab.é#=", min_size=1, max_size=4).filter(lambda name: name[0] != ".")


_scandir = os.scandir


def _backwards(path: str) -> list[os.DirEntry[str]]:
    return list(_scandir(path))[::-1]


@given(st.dictionaries(_SEGMENT, st.binary(max_size=30), min_size=1, max_size=6))
def test_the_order_of_the_file_system_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    seen = []
    shuffled = list(files.items())
    for _ in range(2):
        folder = tmp_path_factory.mktemp("order", numbered=True)
        for name, data in shuffled:
            (folder / f"{name}.txt").write_bytes(data)
        dataset = Dataset(folder / "d.yaml", folder, "n", "t", "d", "MIT", "full", (Source("**"),))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "scandir", _backwards)
            backwards = list(read_articles(dataset))
        assert backwards == list(read_articles(dataset))
        seen.append(backwards)
        shuffled.reverse()
    assert seen[0] == seen[1]


def test_sources_sort_as_they_are_read() -> None:
    order = ["a.jsonl#2", "a.jsonl#10", "a.jsonl#x", "b.txt"]
    assert sorted(reversed(order), key=source_order) == order


NFD_NAME = unicodedata.normalize("NFD", "été/naïve.txt")
NFC_NAME = unicodedata.normalize("NFC", NFD_NAME)


@posix
@pytest.mark.parametrize("glob", ["**", "*/*.txt", NFC_NAME, NFD_NAME])
def test_a_name_as_macos_writes_it_is_read(make_dataset: MakeDataset, glob: str) -> None:
    override = ArticleOverride("the-id", Metadata(publisher="Skiff"), None)
    dataset = make_dataset({NFD_NAME: "Words.\n"}, Source(glob), articles={NFC_NAME: override})
    assert names(dataset) == [NFC_NAME]
    (article,) = [item for item in read_articles(dataset) if isinstance(item, RawArticle)]
    assert (article.source, article.source_id) == (NFC_NAME, "the-id")
    assert article.metadata.publisher == "Skiff"
    assert locate(dataset.articles_dir, NFC_NAME) == (dataset.articles_dir / NFD_NAME).resolve()


@posix
def test_two_names_of_the_same_letters_stay_apart(make_dataset: MakeDataset) -> None:
    dataset = make_dataset({NFD_NAME: "One.\n", NFC_NAME: "Two.\n"})
    assert names(dataset) == [r"e\u0301te\u0301/nai\u0308ve.txt", NFC_NAME]
    texts = [item.text for item in read_articles(dataset) if isinstance(item, RawArticle)]
    assert texts == ["One.\n", "Two.\n"]


def test_a_list_names_the_files(make_dataset: MakeDataset, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "x.txt").write_text("The words of another place.")
    dataset = make_dataset(
        {
            "wanted.lst": "\ufeffb.txt\r\n\n./sub/a.jsonl\n../x.txt\n/etc/passwd\ngone.txt\nb.txt\n"
            "link/x.txt\na.png\nsub\n",
            "b.txt": "Fog.",
            "c.txt": "Nobody names it.",
            "sub/a.jsonl": '{"text": "Rain."}\n',
            "a.png": "x",
        },
        Source("*.lst", format="list"),
    )
    (tmp_path / "link").symlink_to(outside)
    found = {
        file.name: file.rejected and file.rejected.check_code for file in list_sources(dataset)
    }
    assert found == {
        "../x.txt": "file-outside",
        "/etc/passwd": "file-outside",
        "a.png": "file-format-unknown",
        "b.txt": None,
        "gone.txt": "file-unreadable",
        "link/x.txt": "file-outside",
        "sub": "file-not-regular",
        "sub/a.jsonl": None,
    }
    [gone] = [file.rejected for file in list_sources(dataset) if file.name == "gone.txt"]
    assert gone is not None and "relative to the folder of dataset.yaml" in gone.reason
