import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, storages
from django.core.management import call_command
from django.test import override_settings

from hld_portal.env import issued_storage
from hld_portal.operations.write_once import KEPT, PROBE, find_faults
from hld_portal.reports.issuing.write_once import WriteOnceStorage

DEFAULT = {"BACKEND": "ours"}


class LooksFirst(FileSystemStorage):
    """Refuses a name that is taken, but only when it looks before."""

    def get_available_name(self, name, max_length=None):
        if self.exists(name):
            raise FileExistsError(name)
        return name

    def delete(self, name):
        raise PermissionError(name)


def test_our_own_storage_is_found_safe_time_and_again(tmp_path):
    storage = WriteOnceStorage(location=tmp_path)

    assert list(find_faults(storage)) == []
    assert list(find_faults(storage)) == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["probe.txt"]


def test_storage_that_replaces_and_deletes_is_found(tmp_path):
    storage = FileSystemStorage(location=tmp_path, allow_overwrite=True)

    assert list(find_faults(storage)) == [
        "it replaced a file without complaint",
        "it deleted a file without complaint",
        f"{PROBE} is gone",
    ]


def test_storage_that_only_looks_first_is_found(tmp_path):
    storage = LooksFirst(location=tmp_path, allow_overwrite=True)

    assert list(find_faults(storage)) == [
        "it replaced a file without complaint",
        f"{PROBE} reads otherwise now: a file of an issued document could be changed",
    ]
    assert list(find_faults(storage)) == [f"{PROBE} does not read as it was written"]


def test_storage_that_keeps_it_under_another_name_is_found():
    class Renaming(InMemoryStorage):
        def get_available_name(self, name, max_length=None):
            return f"copy-{name}"

    assert list(find_faults(Renaming())) == [
        f"it kept {PROBE} under another name, copy-{PROBE}",
    ]


def test_command_says_ok_or_every_fault(tmp_path):
    said = io.StringIO()
    call_command("check_storage", stdout=said)
    assert said.getvalue() == "ok issued: nothing there is replaced or deleted\n"
    with storages["issued"].open(PROBE) as file:
        assert file.read() == KEPT

    bad = {
        **storages.backends,
        "issued": {"BACKEND": f"{InMemoryStorage.__module__}.InMemoryStorage"},
    }
    complained = io.StringIO()
    with override_settings(STORAGES=bad), pytest.raises(SystemExit) as ending:
        call_command("check_storage", stderr=complained)
    assert ending.value.code == 1
    assert complained.getvalue().splitlines()[-1] == f"error: issued: {PROBE} is gone"


def test_command_says_so_when_the_storage_is_not_there():
    away = {**storages.backends, "issued": {"BACKEND": "nowhere.Storage"}}
    complained = io.StringIO()

    with override_settings(STORAGES=away), pytest.raises(SystemExit):
        call_command("check_storage", stderr=complained)

    assert complained.getvalue().startswith("error: issued: it cannot be used: ")


def test_storage_of_issued_files_may_be_another(monkeypatch):
    assert issued_storage(DEFAULT) == DEFAULT

    monkeypatch.setenv("PORTAL_ISSUED_STORAGE", '{"BACKEND": "a.B", "OPTIONS": {"c": 1}}')

    assert issued_storage(DEFAULT) == {"BACKEND": "a.B", "OPTIONS": {"c": 1}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.B", "PORTAL_ISSUED_STORAGE is not JSON: "),
        ('["a.B"]', "PORTAL_ISSUED_STORAGE must read "),
        ('{"OPTIONS": {}}', "PORTAL_ISSUED_STORAGE must read "),
        ('{"BACKEND": "a.B", "LOCATION": "x"}', "PORTAL_ISSUED_STORAGE must read "),
        ('{"BACKEND": 1}', "PORTAL_ISSUED_STORAGE must read "),
    ],
)
def test_wrong_setting_is_told_at_once(monkeypatch, text, message):
    monkeypatch.setenv("PORTAL_ISSUED_STORAGE", text)

    with pytest.raises(ImproperlyConfigured, match=message):
        issued_storage(DEFAULT)


def test_the_bytes_count_where_another_worker_was_faster(monkeypatch, tmp_path):
    import hashlib

    from hld_portal.reports.issuing import storing

    storage = WriteOnceStorage(location=tmp_path)
    storage.save("a.pdf", ContentFile(b"issued"))
    monkeypatch.setattr(storing, "issued_storage", lambda: storage)
    monkeypatch.setattr(storage, "exists", lambda name: False)
    sha256 = hashlib.sha256(b"issued").hexdigest()

    storing.keep_bytes("a.pdf", b"issued", sha256)

    with pytest.raises(storing.WrongBytes):
        storing.keep_bytes("a.pdf", b"other", hashlib.sha256(b"other").hexdigest())
