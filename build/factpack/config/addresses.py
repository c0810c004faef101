"""Addresses of articles elsewhere, which a source may name instead of a path."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]{1,30})://(.*)", re.DOTALL)

_GLOB = re.compile(r"[*?\[]")
_GLOB_OF_WEB = re.compile(r"[*\[]")
_WEB = frozenset({"http", "https"})
"""Schemes in whose addresses a question mark begins the query."""

_OF_THIS_MACHINE = frozenset(
    {
        *("file", "local", "asynclocal", "git", "dir"),
        *("simplecache", "filecache", "blockcache", "cached"),
    }
)
"""Schemes of fsspec that lead to any file of this machine, or write there."""


def scheme_of(path: str) -> str | None:
    """The scheme of an address, None of a path below the articles folder.

    >>> scheme_of("s3://bucket/news/*.jsonl"), scheme_of("news/*.jsonl")
    ('s3', None)
    """
    found = _ADDRESS.fullmatch(path)
    return found[1] if found else None


def why_no_address(address: str) -> str:
    """Why an address is none that articles may be at; empty where it may be."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return "is no address that a source may name: write s3://bucket/folder/*.jsonl"
    if found[1] in _OF_THIS_MACHINE:
        return "leads to this machine: name a path below the articles folder"
    if "::" in address:
        return "leads from one address to another: name the last alone"
    if "@" in found[2].partition("/")[0]:
        return "holds a name or password: put them into the environment"
    if ".." in found[2].split("/"):
        return "leads out of its folder"
    return ""


def split_address(address: str) -> tuple[str, str]:
    """The folder of an address without its scheme, and the glob below it.

    What ends with a slash, or has no dot in its last part, is a folder.

    >>> split_address("s3://bucket/news/*/a*.jsonl"), split_address("s3://bucket/a.jsonl")
    (('bucket/news', '*/a*.jsonl'), ('bucket', 'a.jsonl'))
    >>> split_address("s3://bucket/news/")
    ('bucket/news', '**')

    Of the web, what has a query is a file.

    >>> split_address("https://post.example/feeds/all?of=a/b.c")
    ('post.example/feeds', 'all?of=a/b.c')
    """
    found = _ADDRESS.fullmatch(address)
    path = found[2] if found else address
    is_web = found is not None and found[1] in _WEB
    first = (_GLOB_OF_WEB if is_web else _GLOB).search(path)
    if first:
        folder = path[: first.start()].rpartition("/")[0]
        return folder, path[len(folder) :].lstrip("/")
    plain, mark, query = path.partition("?") if is_web else (path, "", "")
    folder, _, last = plain.rpartition("/")
    return (folder, last + mark + query) if "." in last or mark else (path.rstrip("/"), "**")


def is_one_page(address: str) -> bool:
    """Whether an address of the web is that of one file.

    >>> is_one_page("https://post.example/a.php?n=2"), is_one_page("https://post.example/*.rss")
    (True, False)
    """
    glob = split_address(address)[1]
    return scheme_of(address) in _WEB and not _GLOB_OF_WEB.search(glob)


def glob_of_copies(address: str) -> str:
    """The glob that finds copies of what an address stands for below a folder.

    >>> glob_of_copies("https://post.example/feed.rss?n=2"), glob_of_copies("s3://b/?.txt")
    ('feed.rss[?]n=2', '?.txt')
    """
    glob = split_address(address)[1]
    return glob.replace("?", "[?]") if scheme_of(address) in _WEB else glob
