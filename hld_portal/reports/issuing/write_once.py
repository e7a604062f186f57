"""A storage whose files are written once: none is replaced, none is deleted."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

READ_ONLY = 0o444


class WrittenOnce(Exception):
    """Somebody tried to replace or delete a file of an issued document."""


class WriteOnceStorage(FileSystemStorage):
    """Files appear whole under the name that was asked for, or not at all."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Never another name: the one asked for, or a refusal."""
        if self.exists(name):
            raise WrittenOnce(f"{name} is kept already and is never replaced")
        return name

    def delete(self, name: str) -> None:
        raise WrittenOnce(f"{name} belongs to an issued document and is never deleted")

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(READ_ONLY)
            # A hard link fails where the name is taken: of two writers one is refused.
            path.hardlink_to(part)
        except FileExistsError as error:
            raise WrittenOnce(f"{name} is kept already and is never replaced") from error
        finally:
            part.unlink(missing_ok=True)
        return name
