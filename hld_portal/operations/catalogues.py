"""Catalogues of translations: `.po` files are in the repository, `.mo` files are made from them."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from hld_portal.operations.home import CHECKOUT


def compile_catalogues(root: Path = CHECKOUT) -> int:
    """Compile each catalogue that is newer than its compiled file; return how many were."""
    return sum(map(_compile, sorted(root.glob("locale/*/LC_MESSAGES/*.po"))))


def _compile(source: Path) -> bool:
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    # Beside it, then renamed: a process that starts meanwhile never reads half a file.
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        write_mo(file, catalogue)
    part.replace(target)
    return True
