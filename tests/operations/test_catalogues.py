import gettext
import os

from hld_portal.operations.catalogues import compile_catalogues

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
