"""Publish in any store that fsspec knows: a bucket, a server, a folder."""

from __future__ import annotations

import hashlib

from factpack.errors import FactpackError
from factpack.publish.plan import Plan, Published, without_secret
from factpack.release.layout import MANIFEST, SUMS


def publish_store(plan: Plan, address: str) -> Published:
    """Write a release below an address, as `<address>/<version>/`.

    The manifest comes last: what has none is no release, so that an upload which was stopped never
    looks whole; run again, it is finished. Keys are those of the store's own client.

    Raises:
        FactpackError: the version stands there with other bytes, or the store cannot be reached.
    """
    try:
        import fsspec
    except ImportError:
        raise FactpackError("fsspec is missing: pip install 'factpack[publish]'") from None
    with without_secret(address.partition("://")[0] + "://…"):
        store, root = fsspec.core.url_to_fs(address)
        target = f"{root.rstrip('/')}/{plan.version}"
        if store.exists(f"{target}/{MANIFEST}"):
            there = hashlib.sha256(store.cat_file(f"{target}/{SUMS}")).hexdigest()
            if there == plan.sha256:
                return Published(f"{address}/{plan.version}", unchanged=True)
            raise FactpackError(
                f"{address}/{plan.version} is published with other bytes, and a published version "
                "never changes: raise the version"
            )
        for name in (*(n for n in plan.files if n != MANIFEST), MANIFEST):
            place = f"{target}/{name}"
            store.makedirs(place.rpartition("/")[0], exist_ok=True)
            store.put_file(str(plan.release / name), place)
            if store.size(place) != plan.files[name]:
                raise FactpackError(f"{address}: {name} did not arrive whole; run it again")
        return Published(f"{address}/{plan.version}")
