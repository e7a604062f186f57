"""What is asked of somebody who holds a file, a hash or a receipt."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hld_portal.reports.services.verifying import MOST_BYTES, MOST_MEGABYTES, HashedFile

HASH = re.compile(r"[0-9a-f]{64}")


class VerifyForm(forms.Form):
    """A file, or a SHA-256, or a SHA-256 with the private code of a receipt."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("It is only hashed on its way in; nothing of it is stored."),
        error_messages={"empty": _("This file is empty.")},
    )
    sha256 = forms.CharField(
        label=_("SHA-256"),
        required=False,
        max_length=200,
        help_text=_("64 figures and letters from a to f, as a report’s page or a receipt shows."),
    )
    code = forms.CharField(
        label=_("Private code"),
        required=False,
        max_length=40,
        help_text=_("Only for the receipt of a submission, together with its SHA-256."),
    )

    def clean_file(self) -> HashedFile | None:
        file: HashedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_BYTES:
            message = _("This file is larger than %(most)s MB. Type its SHA-256 instead.")
            raise forms.ValidationError(message, params={"most": MOST_MEGABYTES})
        return file

    def clean_sha256(self) -> str:
        typed = "".join(self.cleaned_data["sha256"].split()).lower().removeprefix("sha256:")
        if typed and not HASH.fullmatch(typed):
            if re.fullmatch(r"[0-9a-f]+", typed):
                message = _("A SHA-256 has 64 figures and letters; this has %(count)s.")
                raise forms.ValidationError(message, params={"count": len(typed)})
            raise forms.ValidationError(_("A SHA-256 has only figures and letters from a to f."))
        return typed

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).upper()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        if found["file"] and (found["sha256"] or found["code"]):
            self.add_error("file", _("Give a file or a SHA-256, not both."))
        elif found["code"] and not found["sha256"]:
            self.add_error("sha256", _("Type the SHA-256 of the receipt, too."))
        elif not found["file"] and not found["sha256"]:
            self.add_error("file", _("Choose a file, or type a SHA-256."))
        return found

    @property
    def hash(self) -> str:
        """The hash that was given, or that of the file."""
        file: HashedFile | None = self.cleaned_data["file"]
        return file.sha256 if file else self.cleaned_data["sha256"]
