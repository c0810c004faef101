"""Publish on Zenodo, or any InvenioRDM: a draft with a reserved DOI, files, and then the record."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from factpack.errors import FactpackError
from factpack.publish.plan import Plan, Published, without_secret

TOKEN = "ZENODO_TOKEN"
"""Environment variable with the token; it is sent as a header alone."""

ENDPOINT = "https://zenodo.org"
_TRIES = 6
_FAULTS = (429, 500, 502, 503, 504)
_NEEDED = (200, 201, 202, 204)
_SECONDS = 600


def reserve_doi(plan: Plan, *, follows: str = "", endpoint: str | None = None) -> tuple[str, str]:
    """Make a draft and reserve its DOI, to stand in dataset.yaml before the final build.

    Args:
        plan: a build of the dataset, which gives title and makers.
        follows: number of the record of the version before; empty for the first.
        endpoint: of another InvenioRDM.

    Returns:
        Number of the draft, and its DOI.

    Raises:
        FactpackError: there is no token, or the service does not do it.
    """
    with _Client(endpoint) as client:
        if follows:
            draft = client.ask("POST", f"/api/records/{follows}/versions")
            client.ask("PUT", f"/api/records/{draft['id']}/draft", _record(plan))
        else:
            draft = client.ask("POST", "/api/records", _record(plan))
        return str(draft["id"]), client.doi(str(draft["id"]))


def publish_zenodo(
    plan: Plan, draft: str, *, confirm: bool, endpoint: str | None = None
) -> Published:
    """Upload a release into a draft, and publish the record where that is confirmed.

    Files keep the last part of their name, which no two files of a release share: a record has no
    folders. SHA256SUMS tells where each belongs. What the draft has already is not sent again.

    Args:
        plan: the release, whose CITATION.cff has the DOI of the draft.
        draft: number of the draft that `reserve_doi` made.
        confirm: publish; a record cannot be taken back. Else the draft waits.
        endpoint: of another InvenioRDM.

    Raises:
        FactpackError: the release has another DOI, two files one name, there is no token, or the
            service does not do it.
    """
    names = _flat(plan)
    with _Client(endpoint) as client:
        known = client.ask("GET", f"/api/records/{draft}", missing=True)
        if known and known.get("is_published"):
            return Published(client.page(draft), unchanged=True)
        doi = client.doi(draft)
        stated = yaml.safe_load((plan.release / "CITATION.cff").read_text("utf-8")).get("doi")
        if stated != doi:
            raise FactpackError(
                f"the draft {draft} has the DOI {doi}, and CITATION.cff says {stated}: put "
                f"`doi: {doi}` into dataset.yaml, build again, and publish that"
            )
        client.ask("PUT", f"/api/records/{draft}/draft", _record(plan))
        files = f"/api/records/{draft}/draft/files"
        there = {f["key"]: f for f in client.ask("GET", files).get("entries", ())}
        for key in [k for k in there if k not in names]:
            client.ask("DELETE", f"{files}/{key}")
        for key, name in names.items():
            entry = there.get(key, {})
            if entry.get("status") == "completed" and entry.get("size") == plan.files[name]:
                continue
            if key in there:
                client.ask("DELETE", f"{files}/{key}")
            client.ask("POST", files, [{"key": key}])
            client.send(f"{files}/{key}/content", (plan.release / name).read_bytes())
            client.ask("POST", f"{files}/{key}/commit")
        if not confirm:
            return Published(
                f"{client.endpoint}/uploads/{draft}",
                note="The draft is whole. Look at it, then run the command again with --confirm.",
            )
        client.ask("POST", f"/api/records/{draft}/draft/actions/publish")
        return Published(client.page(draft))


def _flat(plan: Plan) -> dict[str, str]:
    """File of the release by the name that it has without folders."""
    names: dict[str, str] = {}
    for name in plan.files:
        parts = PurePosixPath(name).parts
        # Deltas are called after their tables, as CSV files are.
        key = f"delta-{parts[-1]}" if parts[0] == "deltas" else parts[-1]
        if key in names:
            raise FactpackError(f"{name} and {names[key]} would both be called {key}")
        names[key] = name
    return names


def _record(plan: Plan) -> dict[str, Any]:
    """Metadata of a record, from CITATION.cff of the release."""
    said = yaml.safe_load((plan.release / "CITATION.cff").read_text("utf-8"))
    creators = [
        {
            "person_or_org": {
                "type": "organizational",
                "name": author["name"],
                **(
                    {"identifiers": [{"scheme": "orcid", "identifier": author["orcid"][-19:]}]}
                    if "orcid" in author
                    else {}
                ),
            }
        }
        for author in said["authors"]
    ]
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "metadata": {
            "title": said["title"],
            "description": said["abstract"],
            "resource_type": {"id": "dataset"},
            "publication_date": str(said["date-released"]),
            "version": said["version"],
            "creators": creators,
            "publisher": "Zenodo",
            **({"rights": [{"id": said["license"].lower()}]} if "license" in said else {}),
        },
    }


class _Client:
    """Asks an InvenioRDM, again where it fails for a moment; no message has the token."""

    def __init__(self, endpoint: str | None) -> None:
        import urllib3

        self.endpoint = (endpoint or ENDPOINT).rstrip("/")
        token = os.environ.get(TOKEN)
        if not token:
            raise FactpackError(f"{TOKEN} is not set: it holds the token for {self.endpoint}")
        self._token = token
        retry = urllib3.Retry(
            _TRIES, status_forcelist=_FAULTS, allowed_methods=None, backoff_factor=0.2,
            raise_on_status=False, redirect=False,
        )  # fmt: skip
        self._pool = urllib3.PoolManager(retries=retry, timeout=_SECONDS)

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def page(self, record: str) -> str:
        """Address of a record for people."""
        return f"{self.endpoint}/records/{record}"

    def doi(self, draft: str) -> str:
        """The DOI that is reserved for a draft."""
        known = self.ask("GET", f"/api/records/{draft}/draft")
        doi = known.get("pids", {}).get("doi", {}).get("identifier")
        if not doi:
            known = self.ask("POST", f"/api/records/{draft}/draft/pids/doi")
            doi = known["pids"]["doi"]["identifier"]
        return str(doi)

    def ask(self, method: str, path: str, data: object = None, missing: bool = False) -> Any:
        """Answer to a request, as plain data; of a path that is `missing`, None."""
        body = None if data is None else json.dumps(data).encode()
        return self._request(method, path, body, "application/json", missing)

    def send(self, path: str, data: bytes) -> None:
        """Send the content of a file."""
        self._request("PUT", path, data, "application/octet-stream", False)

    def _request(self, method: str, path: str, body: bytes | None, kind: str, missing: bool) -> Any:
        headers: Mapping[str, str] = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": kind,
            "Accept": "application/json",
        }
        with without_secret(self.endpoint, self._token):
            answer = self._pool.request(method, self.endpoint + path, body=body, headers=headers)
            if answer.status == 404 and missing:
                return None
            if answer.status not in _NEEDED:
                said = answer.data.decode("utf-8", "replace")[:300].replace(self._token, "***")
                raise FactpackError(
                    f"{self.endpoint}: {method} {path} is answered with {answer.status}: {said}"
                )
            return json.loads(answer.data) if answer.data else {}
