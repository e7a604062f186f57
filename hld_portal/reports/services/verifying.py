"""Hash a file as it arrives; nothing of it is kept, in memory or on disk."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_MEGABYTES = 200
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


class HashedFile(UploadedFile):
    """What is left of an upload: its name, its length, its SHA-256."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.sha256 = sha256


class HashingHandler(FileUploadHandler):
    """Take a file chunk by chunk and drop each once it is hashed.

    Of a file that is too large the rest is let pass unread, so that its sender gets the answer;
    twice as much cuts the line.
    """

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._digest = hashlib.sha256()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._size += len(raw_data)
        if self._size > 2 * MOST_BYTES:
            raise StopUpload(connection_reset=True)
        if self._size <= MOST_BYTES:
            self._digest.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(self.file_name or "file", self._size, self._digest.hexdigest())
