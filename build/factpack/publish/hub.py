"""Publish on the Hugging Face Hub: one commit a version, and a tag with its number."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from factpack.errors import FactpackError
from factpack.publish.plan import Plan, Published, without_secret
from factpack.release.layout import SUMS
from factpack_validators.folder import BESIDE

if TYPE_CHECKING:
    from huggingface_hub import HfApi


def publish_hub(
    plan: Plan, repository: str, *, pull_request: bool = False, endpoint: str | None = None
) -> Published:
    """Make a version of a dataset repository that of a release.

    All files are one commit: whoever looks sees the version before or this one. The tag comes
    last; a run that was stopped between the two sets it when it is run again, and files that the
    Hub has are not sent again. The token is that of the client: HF_TOKEN, or its own file.

    Args:
        plan: the release.
        repository: ORG/NAME; made where there is none.
        pull_request: propose the commit instead; run again without it once it is merged, for the
            tag.
        endpoint: of another Hub.

    Raises:
        FactpackError: the version is tagged with other bytes, or the Hub cannot be reached.
    """
    try:
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, get_token
    except ImportError:
        raise FactpackError("huggingface_hub is missing: pip install 'factpack[publish]'") from None
    with without_secret(f"hf:{repository}", get_token()):
        api = HfApi(endpoint=endpoint)
        url = api.create_repo(repository, repo_type="dataset", exist_ok=True)
        tags = {tag.name for tag in api.list_repo_refs(repository, repo_type="dataset").tags}
        if plan.version in tags:
            if _sums(api, repository, plan.version) == plan.sha256:
                return Published(f"{url}/tree/{plan.version}", unchanged=True)
            raise FactpackError(
                f"hf:{repository}: version {plan.version} is published with other bytes, and a "
                "published version never changes: raise the version"
            )
        head = api.dataset_info(repository).sha
        if _sums(api, repository, "main") != plan.sha256:
            there = [
                name
                for name in api.list_repo_files(repository, repo_type="dataset")
                if name not in plan.files and name.split("/")[0] not in BESIDE
            ]
            operations: list[Any] = [
                CommitOperationAdd(name, str(plan.release / name)) for name in plan.files
            ]
            operations += [CommitOperationDelete(name) for name in there]
            commit = api.create_commit(
                repository,
                operations,
                commit_message=f"{plan.dataset} {plan.version}",
                repo_type="dataset",
                create_pr=pull_request,
                parent_commit=head,
            )
            if pull_request:
                return Published(
                    str(commit.pr_url),
                    note="Merge it, then run the command again without --pull-request: the "
                    "version is tagged then.",
                )
            head = commit.oid
        api.create_tag(
            repository, tag=plan.version, revision=head, repo_type="dataset", exist_ok=True
        )
        return Published(f"{url}/tree/{plan.version}")


def _sums(api: HfApi, repository: str, revision: str) -> str | None:
    """Hash of SHA256SUMS of a revision, None where it has none."""
    import hashlib

    from huggingface_hub.errors import EntryNotFoundError

    with TemporaryDirectory(prefix="factpack-hub-") as folder:
        try:
            file = api.hf_hub_download(
                repository, SUMS, repo_type="dataset", revision=revision, local_dir=folder
            )
        except EntryNotFoundError:
            return None
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
