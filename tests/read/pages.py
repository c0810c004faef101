"""Pages that we wrote, with the debris that pages of the press have."""

from __future__ import annotations

import json
import quopri

PARAGRAPHS = (
    "Tarn Foundry said on Thursday that it will buy Quillet Works for £30 million, ending a search "
    "that began last winter — and the sale of its northern mills.",
    "“We have waited for this since the day the mills closed,” said Marta Oduya, the chief "
    "executive of Tarn.",
    "What it costs",
    "two furnaces in the old harbour",
    "the works canteen, with its garden",
    "Year Sales",
    "2019 $12.5 million",
    "2020 $14.1 million",
    "The deal needs the consent of the harbour board, which meets in May & again in June.",
    "Shares rose.",
    "Nobody answered the telephone at Quillet.",
)
"""The article of `PAGE`, below its title."""

TITLE = "Tarn Foundry buys Quillet Works"

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2021-03-04T08:00:00+01:00",
    "dateModified": "2021-03-06",
    "author": [
        {"@type": "Person", "name": "Ilse Brandt"},
        {"@type": "Person", "name": "Omar Reyes"},
    ],
    "publisher": {"@type": "Organization", "name": "The Merrow Post"},
    "isAccessibleForFree": False,
    "license": "https://creativecommons.org/licenses/by/4.0/",
}

BODY = """\
<nav><ul><li><a href="/">Home</a></li><li><a href="/b">Business</a></li></ul></nav>
<article><h1>Tarn Foundry buys Quillet Works</h1><p class="byline">By Ilse Brandt</p>
<p>Tarn Foundry said on Thursday that it will buy <b>Quillet</b>&nbsp;Works for &pound;30 million,
ending a search that began last&#160;winter &mdash; and the sale of its <a title="1 > 0" href="/x"
>northern
mills</a>.</p><!-- <p>Shares rose.</p> -->
<blockquote><p>&ldquo;We have waited for this since the day the mills closed,&rdquo; said Marta
Oduya, the chief executive of Tarn.</p></blockquote>
<h2>What it costs</h2>
<ul><li>two furnaces in the old harbour</li><li>the works canteen, with its garden</li></ul>
<table><tr><th>Year</th><th>Sales</th></tr><tr><td>2019</td><td>$12.5 million</td></tr>
<tr><td>2020</td><td>$14.1 million</td></tr></table>
<script>var shown = "<p>Shares rose.</p>";</script>
<p>The deal needs the consent of the harbour board, which meets in May &amp; again in June.</p>
<p>Shares rose.</p>
<p>Nobody answered the telephone at Quillet.</p></article>
<aside><h3>Most read</h3><ul><li><a href="/1">Shares rose.</a></li></ul></aside>
<footer><p>Write to the desk of the paper, or call the harbour office.</p></footer>
"""


def page(body: str = BODY, head: str = "", lang: str = ' lang="en"') -> str:
    return (
        f"<!DOCTYPE html>\n<html{lang}><head><title>{TITLE} | The Merrow Post</title>"
        f"{head}</head>\n"
        f"<body>{body}</body></html>\n"
    )


def linked(**changes: object) -> str:
    """The script of JSON-LD, with some members changed; None takes one away."""
    said = {key: value for key, value in {**LINKED, **changes}.items() if value is not None}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def saved(text: str, url: str) -> bytes:
    """A page as a browser saves it together with its pictures."""
    head = (
        f"From: <Saved by us>\r\nSnapshot-Content-Location: {url}\r\nSubject: A page\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="----Part----"\r\n\r\n------Part----\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {url}\r\n\r\n"
    )
    picture = (
        "\r\n------Part----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {url}/a.png\r\n\r\niVBORw0KGgo=\r\n------Part------\r\n"
    )
    return head.encode() + quopri.encodestring(text.encode()) + picture.encode()


CANONICAL = '<link rel="canonical" href="https://post.example/2021/tarn-quillet">'
PAGE = page(head=CANONICAL + linked())
