import io
import sys

import pytest
from django.core.management import call_command


class Input:
    def __init__(self, raw):
        self.buffer = io.BytesIO(raw)


def count(monkeypatch, capsys, raw, *arguments):
    monkeypatch.setattr(sys, "stdin", Input(raw))
    call_command("count_words", *arguments)
    return capsys.readouterr().out


def test_prints_the_number_that_the_form_shows(monkeypatch, capsys):
    text = "我们 l'accord 1,000 https://example.org/a"

    assert count(monkeypatch, capsys, text.encode(), "--language", "zh") == "5\n"


def test_a_byte_order_mark_and_an_empty_text_count_nothing(monkeypatch, capsys):
    assert count(monkeypatch, capsys, b"\xef\xbb\xbf") == "0\n"


def test_what_is_not_utf_8_is_refused_with_its_line(monkeypatch, capsys):
    with pytest.raises(SystemExit) as stopped:
        count(monkeypatch, capsys, b"one\ntwo \xff")

    assert stopped.value.code == 1
    assert capsys.readouterr().err == "error: line 2: this is not UTF-8 text\n"
