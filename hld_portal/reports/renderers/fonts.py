"""The font files that documents are set in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FAMILIES = ("Liberation Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Noto Serif", "Noto Sans")


def font_file(family: str, style: str = "Regular") -> Path | None:
    """Find the file of a font as fontconfig sees it; None where it is not installed."""
    command = shutil.which("fc-match")
    if command is None:
        return None
    query = f"{family}:style={style}"
    found = subprocess.run(  # noqa: S603 -- fixed words only
        [command, "-f", "%{family}|%{file}", query], capture_output=True, text=True, check=False
    )
    families, _, name = found.stdout.partition("|")
    return Path(name) if family in families.split(",") and name else None


def font_files() -> list[Path]:
    """List the files of the families that documents are set in, as far as installed."""
    styles = ("Regular", "Bold", "Italic")
    found = {font_file(family, style) for family in FAMILIES for style in styles}
    return sorted(each for each in found if each is not None)
