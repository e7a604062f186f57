"""Files that a command writes: all of them whole, or none."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from hld_portal.reports.renderers import Rendered


def volume_path(output: Path, number: int) -> Path:
    """Name the file of a volume: X.pdf is the first, X.vol2.pdf the second."""
    return output if number == 1 else output.with_suffix(f".vol{number}{output.suffix}")


def write_volumes(output: Path, volumes: list[Rendered]) -> None:
    """Write every file beside its target, then move all into place, so that none is half.

    Raises:
        OSError: nothing was written.
    """
    held: list[str] = []
    moved: list[Path] = []
    try:
        for each in volumes:
            with tempfile.NamedTemporaryFile(dir=output.parent, delete=False) as file:
                held.append(file.name)
                file.write(each.content)
            os.chmod(file.name, 0o644)
        # The file that was asked for comes last: where it is, the others are.
        for number in range(len(volumes), 0, -1):
            os.replace(held[number - 1], volume_path(output, number))
            moved.append(volume_path(output, number))
    except OSError:
        for path in moved:
            path.unlink()
        raise
    finally:
        for name in held:
            with suppress(FileNotFoundError):
                os.unlink(name)


def told(output: Path, volumes: list[Rendered], seconds: float) -> dict[str, Any]:
    """Say what was written: of the file that was asked for, and of every volume if several."""
    found = {**_told(volumes[0]), "seconds": round(seconds, 2)}
    if len(volumes) > 1:
        found["volumes"] = [
            {"file": str(volume_path(output, number)), **_told(each)}
            for number, each in enumerate(volumes, start=1)
        ]
    return found


def _told(rendered: Rendered) -> dict[str, Any]:
    return {"pages": rendered.pages, "sha256": sha256(rendered.content).hexdigest()}
