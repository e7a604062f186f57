import gettext
import os
import re

import pytest
from babel.messages.pofile import read_po

from hld_portal.operations.catalogues import compile_catalogues
from hld_portal.operations.home import CHECKOUT

CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Yes"\nmsgstr "Oui"\n'
)


def make_catalogue(root):
    source = root / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    return source


def test_catalogue_is_compiled_once(tmp_path):
    source = make_catalogue(tmp_path)

    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Yes") == "Oui"


def test_changed_catalogue_is_compiled_again(tmp_path):
    source = make_catalogue(tmp_path)
    compile_catalogues(tmp_path)
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))

    assert compile_catalogues(tmp_path) == 1


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh_Hans"])
def test_a_translation_asks_for_nothing_that_the_original_does_not_give(language):
    source = CHECKOUT / "locale" / language / "LC_MESSAGES" / "django.po"
    with source.open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    assert len(messages) > 1000
    wrong = []
    for message in messages:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        given = set(PLACEHOLDER.findall(" ".join(ids)))
        wrong += [form for form in forms if set(PLACEHOLDER.findall(form)) - given]
    assert wrong == []
