"""Mail for a local portal: each one a file that people can read, in `EMAIL_FILE_PATH`."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now


class EmailBackend(BaseEmailBackend):
    """Write headers and text as they were meant, not as they travel (no base64, no =C3=A9)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        sent_at = now()
        headers = {
            "To": ", ".join(message.recipients()),
            "From": message.from_email,
            "Subject": message.subject,
            "Date": sent_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        }
        text = "".join(f"{name}: {value}\n" for name, value in headers.items())
        # The random end keeps apart two mails of one microsecond; a file appears whole or not.
        stem = (
            f"{sent_at:%Y%m%dT%H%M%S.%f}-{_in_file_name(str(headers['To']))}-{secrets.token_hex(2)}"
        )
        part = self.folder.parent / f".{stem}.part"
        part.write_text(f"{text}\n{message.body}", encoding="utf-8")
        part.rename(self.folder / f"{stem}.txt")


def _in_file_name(address: str) -> str:
    return re.sub(r"[^\w@.+-]", "_", address)[:100]
