"""The ledger of a snapshot: the files in which sign-offs are kept."""

from __future__ import annotations

from pathlib import Path

from pmlint.cli.snapshot import Snapshot
from pmlint.signoff import FOLDER, MOST_BYTES


def ledger_of(snapshot: Snapshot, root: Path) -> dict[str, bytes]:
    """Return the files of the ledger by their paths; one that cannot be read is empty.

    So it is damage that is told, and not passed over.
    """
    if not snapshot.is_folder(root / FOLDER):
        return {}
    names = [name for name in snapshot.listing(root).files if name.startswith(f"{FOLDER}/")]
    paths = {root / name: name for name in names if snapshot.exists(root / name)}
    found = dict(snapshot.reports(paths, lambda _: MOST_BYTES))
    return {
        name: content if isinstance(content := found[path], bytes) else b""
        for path, name in paths.items()
    }
