"""The commands of `factpack`.

Data go to stdout, messages and progress to stderr. Exit status: 0 fine, 1 findings or differences,
2 misuse or unreadable input, 130 stopped by the keyboard. Modules are imported inside the commands:
help answers at once.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import shlex
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from factpack.cli.browse import browse
from factpack.cli.cache import cache
from factpack.cli.diff import apply, diff
from factpack.cli.export import export
from factpack.cli.history import history
from factpack.cli.hydrate import hydrate
from factpack.cli.loudness import (
    Loudness,
    choose,
    is_quiet,
    is_verbose,
    say,
    tell_error,
)
from factpack.cli.publish import publish
from factpack.cli.releases import AsOf, ReleasePath, meant
from factpack.cli.room import check_room
from factpack.cli.serve import serve
from factpack.cli.sign import sign
from factpack.cli.withdraw import withdraw
from factpack.errors import FactpackError
from factpack_validators.address_space import BUILDING_MB, VALIDATING_MB
from factpack_validators.garbage import collect_rarely
from factpack_validators.scratch import FULL
from factpack_validators.streams import prepare_streams
from factpack_validators.told_errors import wants_json

app = typer.Typer(
    name="factpack",
    help="Turn a folder of articles into a dataset people can trust.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON on stdout.")]
Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="DIR",
        help="Folder of the articles; by default that of dataset.yaml.",
    ),
]
HeldArticles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="DIR",
        help="Folder of the articles that the release was built from, for what it withholds.",
    ),
]


def main() -> NoReturn:
    """Run the command line; a `FactpackError` becomes one message and exit status 2."""
    collect_rarely()
    prepare_streams()
    arguments = sys.argv[1:]
    try:
        # Typer tells of a wrong command line in boxes, which no program reads.
        status = app(prog_name="factpack", standalone_mode=not wants_json(arguments))
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            say(_STOPPED)
        raise
    except FactpackError as problem:
        tell_error(problem, arguments)
        sys.exit(2)
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        # What a command makes, it makes whole before it prints.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        what = problem.filename or "what it says"
        message = f"{what} cannot be written: {problem.strerror}"
        tell_error(FactpackError(message, code="disk-full", file=problem.filename), arguments)
        sys.exit(2)
    except (MemoryError, ImportError) as problem:
        # A library that is too large for the memory that is left cannot be loaded.
        if isinstance(problem, ImportError) and not _NO_ROOM.search(str(problem)):
            raise
        tell_error(_TOO_LITTLE_MEMORY, arguments)
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)
    except Exception as problem:
        if not hasattr(problem, "format_message"):
            raise
        usage = FactpackError(problem.format_message(), code="usage", advice=_HELP)
        tell_error(usage, arguments)
        sys.exit(2)
    if status == _INTERRUPTED:
        say(_STOPPED)
    sys.exit(status if isinstance(status, int) else 0)


_INTERRUPTED = 130
"""Exit status of a command that was stopped by the keyboard."""

_STOPPED = "Stopped. What was not published yet is gone."
_HELP = "See factpack --help, or -h behind a command."
_TOO_LITTLE_MEMORY = FactpackError(
    "there is too little memory for that.",
    code="memory-full",
    advice="Nothing was published; give it more, or build with fewer --workers.",
)
_NO_ROOM = re.compile("failed to map segment|cannot allocate memory", re.IGNORECASE)


def _version(wanted: bool) -> None:
    if wanted:
        from factpack import __version__

        typer.echo(f"factpack {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing but data and errors.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="Tell each step, and where an error arose."),
    ] = False,
) -> None:
    del version
    if quiet and verbose:
        raise FactpackError("choose one of -q and -v", code="usage")
    choose(Loudness.QUIET if quiet else Loudness.VERBOSE if verbose else Loudness.NORMAL)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make.")],
    name: Annotated[
        str | None, typer.Option(help="Name of the dataset; by default that of the folder.")
    ] = None,
) -> None:
    """Make a dataset folder: a commented dataset.yaml and, where no article is, an example."""
    from factpack.read.starter import write_starter

    for path in write_starter(folder, name or folder.resolve().name):
        typer.echo(path)
    say(f"Put your articles into {folder / 'articles'}, edit {folder / 'dataset.yaml'}, then run:")
    say(f"  factpack build {shlex.quote(str(folder / 'dataset.yaml'))}")


@app.command()
def build(
    configs: Annotated[
        list[Path], typer.Argument(metavar="DATASET.yaml...", help="Datasets to build.")
    ],
    out: Annotated[Path, typer.Option(help="Folder that holds the releases.")] = Path("dist"),
    articles: Articles = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Worker processes; by default one a core.")
    ] = os.cpu_count() or 1,
    version: Annotated[
        str | None,
        typer.Option(
            metavar="X.Y.Z",
            help="Version, or auto: the number that follows the release before. A number may be "
            "higher than that, never lower; by default what dataset.yaml says.",
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="RELEASE",
            help="Release before this one: its identifiers are kept, and the change log tells what "
            "differs; by default the highest lower version in the output folder.",
        ),
    ] = None,
    released: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="Date of release; by default that of dataset.yaml, else of SOURCE_DATE_EPOCH, "
            "else of the newest input, else today.",
        ),
    ] = None,
    load_check: Annotated[
        bool,
        typer.Option(
            "--load-check/--no-load-check",
            help="Whether to load what is published with `datasets`, from a cache of its own.",
        ),
    ] = True,
    cache_folder: Annotated[
        Path | None,
        typer.Option(
            "--cache",
            metavar="DIR",
            help="Folder of what was read from articles before; by default .factpack-cache beside "
            "dataset.yaml, for 100 articles or more.",
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every article, and keep nothing of it.")
    ] = False,
    profile: Annotated[
        bool,
        typer.Option(
            "--profile", help="Also say what each stage took: CPU, time, rows, peak memory."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build and validate a release; it appears in the output folder whole or not at all."""
    check_room(BUILDING_MB)
    from factpack.cli.progress import show_progress
    from factpack.cli.summary import print_summary
    from factpack.pipeline import build as build_release
    from factpack.profile import Profile, table, to_dict
    from factpack.release.loading import check_loading
    from factpack_validators.arrow_alone import use_arrow_alone

    use_arrow_alone()

    if no_cache and cache_folder is not None:
        raise FactpackError("choose one of --cache and --no-cache", code="usage")
    clock, today = _clock(), datetime.now(UTC).date()
    failed = False
    if not load_check:
        say("Not tried: whether `datasets` loads what is published (--no-load-check).")
    for config in configs:
        with show_progress(quiet=as_json or is_quiet(), verbose=is_verbose()) as shown:
            measured = Profile(shown) if profile else None
            result = build_release(
                config,
                out=out,
                articles=articles,
                workers=workers,
                version=version,
                previous=meant(previous),
                released=released.date() if released else None,
                clock=clock,
                today=today,
                progress=measured or shown,
                try_loading=check_loading if load_check else None,
                cache=False if no_cache else cache_folder,
            )
        stages = measured.stages() if measured else ()
        if as_json:
            took = {"profile": to_dict(stages, result.rows)} if profile else {}
            typer.echo(json.dumps(result.to_dict() | took, ensure_ascii=False, indent=2))
        else:
            print_summary(result)
            if profile:
                typer.echo(table(stages, result.rows), err=True)
        failed |= not result.published
    raise typer.Exit(1 if failed else 0)


@app.command()
def validate(
    release: ReleasePath,
    articles: HeldArticles = None,
    previous: Annotated[
        Path | None, typer.Option(metavar="RELEASE", help="Release to compare with.")
    ] = None,
    as_published: Annotated[
        bool,
        typer.Option(
            "--as-published",
            help="Weigh checks as the release's own dataset.yaml does, which else is only shown.",
        ),
    ] = False,
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|URL",
            help="index.json of the publisher: it has to list the release with this hash.",
        ),
    ] = None,
    signer: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Allowed signers, as ssh-keygen takes them: one of them has to have signed it.",
        ),
    ] = None,
    sarif: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the findings as SARIF.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Run every validator on a release."""
    check_room(VALIDATING_MB)

    from factpack_validators.__main__ import main as run
    from factpack_validators.arrow_alone import use_arrow_alone

    use_arrow_alone()
    options = (
        ("--articles", articles),
        ("--previous", meant(previous)),
        ("--origin", origin),
        ("--signer", signer),
        ("--sarif", sarif),
    )
    arguments = [f"{option}={path}" for option, path in options if path is not None]
    arguments += ["--as-published"] if as_published else []
    arguments += ["--json"] if as_json else []
    raise typer.Exit(run([*arguments, "--", str(meant(release, as_of))]))


app.command()(diff)
app.command()(apply)
app.command()(hydrate)
app.command()(export)
app.command()(browse)
app.command()(cache)
app.command()(serve)
app.command()(history)
app.command()(publish)
app.command()(withdraw)
app.command()(sign)


@app.command()
def why(
    release: ReleasePath,
    row_id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of any row, or its beginning: f-…, c-…, a-…, e-…, m-…, q-…, l-…, o-…, r-…; "
            "parts of a longer key joined by | (in quotes for the shell): 'c-…|subject', "
            "'f-…|f-…', 'e-…|alias', 'a-…|3'; or a predicate; or a name of an entity.",
        ),
    ],
    articles: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder of the articles, to show words that the release withholds."
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(metavar="RELEASE", help="Earlier release: tell what changed since, and why."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Tell the story of a row: its sources, what agrees, what contradicts, what changed."""
    check_room(VALIDATING_MB)
    from factpack.cli.why import print_story, story_json
    from factpack.release.open import open_release
    from factpack.why.explain import explain
    from factpack.why.held import HeldTexts

    opened = open_release(meant(release, as_of))
    held = HeldTexts(opened, articles) if articles else None
    before = open_release(meant(previous)) if previous else None
    story = explain(opened, row_id, texts=held, previous=before)
    for finding in held.findings if held else ():
        say(f"note: {finding.message}")
    if as_json:
        typer.echo(story_json(story))
    else:
        print_story(story)


@app.command()
def schema(
    table: Annotated[str | None, typer.Argument(help="Table; by default all of them.")] = None,
    form: Annotated[
        str, typer.Option("--format", help="tableschema, arrow, jsonschema or sql.")
    ] = "tableschema",
) -> None:
    """Print the contract: the columns of the tables, in several notations."""
    check_room(VALIDATING_MB)
    from factpack.contract import render

    typer.echo(render(table, form), nl=False)


@app.command()
def evaluate(
    release: ReleasePath,
    gold: Annotated[Path, typer.Option(metavar="FILE", help="Annotation, as JSON lines.")],
    articles: HeldArticles = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Measure precision, recall and F1 of a release against an annotation."""
    check_room(VALIDATING_MB)
    from factpack.cli.scores import print_scores, scores_dict
    from factpack.evaluate.run import evaluate_release

    result = evaluate_release(meant(release, as_of), gold, articles)
    if as_json:
        typer.echo(json.dumps(scores_dict(result), ensure_ascii=False, indent=2))
    else:
        print_scores(result)


@app.command()
def review(
    release: ReleasePath,
    reviews: Annotated[
        Path,
        typer.Option(metavar="FILE", help="Verdicts; they belong beside dataset.yaml."),
    ] = Path("reviews.csv"),
    sample: Annotated[int, typer.Option(min=1, help="How many claims to judge.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed draws another sample.")] = 1,
    reviewer: Annotated[
        str, typer.Option(metavar="NAME", help="Who judges; by default the user of the machine.")
    ] = "",
    articles: HeldArticles = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page to judge in a browser, offline."),
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Add the verdicts that such a page saved."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Judge a sample of claims; the next build computes confidence from the verdicts."""
    check_room(VALIDATING_MB)
    from factpack.cli.review import agreement_lines, items_json, judge_items
    from factpack.confidence.reviews import check_writable, read_reviews, write_reviews
    from factpack.release.open import open_release
    from factpack.review.page import review_page
    from factpack.review.sample import draw
    from factpack.why.held import HeldTexts

    known = {(r.claim_id, r.reviewer): r for r in read_reviews(reviews)}
    if html is None and not as_json:
        check_writable(reviews)
    if take is not None:
        if not take.is_file():
            raise FactpackError(f"{take}: there is no such file of verdicts")
        known |= {(r.claim_id, r.reviewer): r for r in read_reviews(take)}
        write_reviews(reviews, known.values())
    else:
        opened = open_release(meant(release, as_of))
        who = reviewer or getpass.getuser()
        items = draw(
            opened,
            sample,
            seed,
            texts=HeldTexts(opened, articles) if articles else None,
            judged={claim_id for claim_id, judge in known if judge == who},
        )
        if html is not None:
            _write(html, review_page(f"{opened.name} {opened.version}", items))
            say(f"Open {html} in a browser; {len(items)} claims to judge.")
            return
        if as_json:
            for line in items_json(items):
                typer.echo(line)
            return
        today = datetime.now(UTC).date().isoformat()
        for verdict in judge_items(items, who, today, input):
            known[verdict.claim_id, verdict.reviewer] = verdict
            write_reviews(reviews, known.values())
    say(f"{reviews}: {len(known)} verdicts.")
    for line in agreement_lines(known.values()):
        say(line)


@app.command()
def reproduce(
    release: ReleasePath,
    articles: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the articles it was built from; without it, the texts that the release "
            "itself publishes.",
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="RELEASE",
            help="Release that it follows; by default that version beside it.",
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="For a release of the extractor llm: folder of the answers kept when it was "
            "built; it is only read.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="For a release of the extractor llm: server to ask for answers that are not kept; "
            "the one that the release names is never asked.",
        ),
    ] = None,
    api_key_env: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Environment variable with the key for --base-url."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Build a release again from its manifest, and compare every byte.

    Without the articles it is rebuilt from its own texts, which proves everything but the texts.
    Nothing is asked of a server, no variable is read and nothing is written because the release
    says so.
    """
    check_room(BUILDING_MB)
    from factpack.reproduce import ModelAccess, reproduce_release
    from factpack_validators.arrow_alone import use_arrow_alone

    use_arrow_alone()
    if api_key_env is not None and base_url is None:
        raise FactpackError("--api-key-env needs --base-url: a key is sent to that server alone")
    model = ModelAccess(answers, base_url, api_key_env)
    result = reproduce_release(meant(release, as_of), articles, meant(previous), model)
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    else:
        for line in result.lines():
            typer.echo(line)
    raise typer.Exit(0 if result.equal or result.same_rows else 1)


def _clock() -> date | None:
    """The day that SOURCE_DATE_EPOCH names, in UTC; None where it is not set.

    See https://reproducible-builds.org/specs.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise FactpackError(
            f"SOURCE_DATE_EPOCH is {epoch!r}: it has to be a number of seconds since 1970"
        ) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as problem:
        raise FactpackError(f"{path}: cannot be written: {problem.strerror}") from problem
