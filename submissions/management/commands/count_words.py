"""Count the words of a text as the form and the receipt count them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hld_portal.text.counting import count_words


class Command(BaseCommand):
    help = (
        "Print the number of words of the text on standard input: count_words --language zh < FILE"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", default="en", help="ar, zh, en, fr, ru or es")

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        raw = sys.stdin.buffer.read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.stderr.write(f"error: line {line}: this is not UTF-8 text")
            sys.exit(1)
        self.stdout.write(str(count_words(text, language)))
