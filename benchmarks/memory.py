"""How much memory a process held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mb() -> int:
    """Peak resident memory of this process; `ru_maxrss` would count that of its parent, too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
