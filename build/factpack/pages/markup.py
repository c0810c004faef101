"""What a page states of itself in JSON-LD, meta elements and microdata, whatever else it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

_ARTICLES = ("article", "posting", "report", "review")
"""How the types of schema.org end that are one article: NewsArticle, BlogPosting, Report …"""

_MOST_SCRIPTS = 50
_MOST_CHARS = 1_000_000
_MOST_AUTHORS = 20
"""Bounds of what is looked at."""

_META: Mapping[str, tuple[str, ...]] = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
    ),
    "modified": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "last-modified",
    ),
    "publisher": ("og:site_name", "dc.publisher", "citation_journal_title"),
    "url": ("og:url",),
    "license": ("license", "dc.rights.license", "dcterms.license"),
    "tier": ("article:content_tier",),
    "language": ("og:locale", "content-language", "dc.language"),
}
"""Names and properties of meta elements by what they tell, the likelier first."""

_ITEMPROPS: Mapping[str, str] = {
    "datepublished": "published",
    "datemodified": "modified",
    "license": "license",
    "isaccessibleforfree": "free",
    "inlanguage": "language",
}
"""Microdata by what they tell."""

_BESIDE = frozenset({"aside", "figure", "figcaption", "nav"})
"""Elements about something else than the article: a picture, or what else the outlet has."""
_DEPTH = 60
"""Elements around one that are looked at: pages of news nest some thirty."""

_PAID = frozenset({"locked", "metered", "premium", "paid", "subscriber"})


def stated_by(tree: Any) -> dict[str, object]:
    """What the markup of a page states, JSON-LD before meta elements before microdata.

    Args:
        tree: the page as lxml parsed it.

    Returns:
        Values by our keys, as the page has them (`author`, `published`, `language` …); keys of
        which it says nothing are left out.
    """
    article = next(_articles(tree), {})
    meta = _meta(tree)
    items = _items(tree)
    values: dict[str, object] = {
        "published": _text(article.get("datePublished"))
        or meta.get("published")
        or items.get("published"),
        "modified": _text(article.get("dateModified"))
        or meta.get("modified")
        or items.get("modified"),
        "author": _names(article.get("author")),
        "publisher": _text(article.get("publisher")) or meta.get("publisher"),
        "url": _canonical(tree) or _address(meta.get("url")),
        "language": _language(
            _text(article.get("inLanguage"))
            or items.get("language")
            or tree.get("lang")
            or meta.get("language")
        ),
        "license": _license(article.get("license"))
        or _address(_link(tree, "license"))
        or meta.get("license")
        or items.get("license"),
        "is_accessible_for_free": _is_free(
            article.get("isAccessibleForFree", items.get("free")), meta.get("tier")
        ),
    }
    return {key: value for key, value in values.items() if value or value is False}


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Articles that JSON-LD describes; those of lists of others are not entered."""
    for number, script in enumerate(tree.iter("script")):
        if number >= _MOST_SCRIPTS * 10:
            return
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        words = (script.text or "").strip()
        if len(words) > _MOST_CHARS:
            continue
        try:
            value = json.loads(words.rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, Mapping):
                continue
            graph = item.get("@graph")
            inner = graph if isinstance(graph, list) else [item, item.get("mainEntity")]
            for node in inner:
                if isinstance(node, Mapping) and _is_article(node.get("@type")):
                    yield node


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.lower().endswith(_ARTICLES) for k in kinds)


def _text(value: object) -> str | None:
    """One line of a value of JSON-LD, which may be an object or a list of them."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
    return value.strip() or None if isinstance(value, str) else None


def _license(value: object) -> str | None:
    """A licence in JSON-LD; of one that is an object, its address before its name."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        return _text(value.get("url") or value.get("@id")) or _text(value)
    return _text(value)


def _names(value: object) -> str | None:
    """Names of all authors, parted by commas; addresses of profiles are none."""
    names: dict[str, None] = {}
    for item in (value if isinstance(value, list) else [value])[:_MOST_AUTHORS]:
        name = _text(item)
        if name and "://" not in name:
            names[name] = None
    return ", ".join(names) or None


def _meta(tree: Any) -> dict[str, str]:
    """Contents of meta elements by what they tell."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    told: dict[str, str] = {}
    for key, names in _META.items():
        for name in names:
            if name in found:
                told[key] = found[name]
                break
    return told


def _items(tree: Any) -> dict[str, str]:
    """Microdata by what they tell, the first of each."""
    found: dict[str, str] = {}
    for element in tree.xpath("//*[@itemprop]"):
        key = _ITEMPROPS.get(element.get("itemprop").strip().lower())
        if key and key not in found and not _is_beside(element):
            value = element.get("content") or element.get("datetime") or element.get("href")
            value = (value or element.text or "").strip()
            if value:
                found[key] = value
    return found


def _is_beside(element: Any) -> bool:
    """Whether an element tells of a picture or of another article rather than of this one."""
    return any(outer.tag in _BESIDE for outer in islice(element.iterancestors(), _DEPTH))


def _canonical(tree: Any) -> str | None:
    return _address(_link(tree, "canonical"))


def _link(tree: Any, relation: str) -> str | None:
    """The address of a link element, or of an anchor that says what it is."""
    for name in ("link", "a"):
        for element in tree.iter(name):
            if relation in (element.get("rel") or "").lower().split():
                address = "" if _is_beside(element) else (element.get("href") or "").strip()
                if address:
                    return str(address)
    return None


def _address(text: str | None) -> str | None:
    """An address of the web that needs no other to be read."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def _language(text: str | None) -> str | None:
    """A language as pages write it, without its country."""
    code = (text or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() and code.isascii() else None


def _is_free(free: object, tier: str | None) -> bool | None:
    """Whether a page can be read without paying; what denies it goes before what affirms it."""
    said = str(free).strip().lower().rpartition("/")[2] if free is not None else ""
    if said in ("false", "no", "0"):
        return False
    if tier:
        return tier.strip().lower() not in _PAID
    return True if said in ("true", "yes", "1") else None
