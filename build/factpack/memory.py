"""How much memory a process held."""

from __future__ import annotations

from pathlib import Path


def peak_mb() -> int:
    """Peak resident memory of this process; `ru_maxrss` would count that of its parent, too."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("ascii", "replace").splitlines()
        return next((int(x.split()[1]) // 1024 for x in lines if x.startswith("VmHWM")), 0)
    import resource  # not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
