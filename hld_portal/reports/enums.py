"""States of summaries, builds and issues; kinds of reports and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SummaryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WITH_CO_CHAIRS = "with_co_chairs", _("With the co-chairs")
    CLEARED = "cleared", _("Cleared")


class ParagraphRole(models.TextChoices):
    """What a paragraph of a summary does; the order of the draft."""

    OPENING = "opening", _("Opening")
    SUBJECT = "subject", _("What was said")
    VIEWS = "views", _("Views in their own words")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    OWN = "own", _("Rapporteur’s own text")


class ReportKind(models.TextChoices):
    SUMMARY = "summary", _("Summary report")
    COMPILATION = "compilation", _("Compilation of submissions")
    ROUND_TABLE = "round-table", _("Summary of one round table")
    BRIEF = "brief", _("Press brief")


class BuildState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class BuildStep(models.TextChoices):
    """What a build is doing, in this order."""

    SNAPSHOT = "snapshot", _("Freezing the content")
    CHECK = "check", _("Checking")
    CHUNKS = "chunks", _("Setting pages")
    ASSEMBLY = "assembly", _("Putting the document together")
    VERIFY = "verify", _("Verifying")
    FORMATS = "formats", _("Writing the other formats")
    STORE = "store", _("Storing")


class ChunkState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")


class FileFormat(models.TextChoices):
    """The value is the suffix of the file."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word (DOCX)")
    XML = "xml", _("Akoma Ntoso (XML)")
    HTML = "html", _("Web page (HTML)")
    JSON = "json", _("Data (JSON)")


class IssueKind(models.TextChoices):
    """What a document with a symbol is to the one before it."""

    ORIGINAL = "original", _("Document")
    CORRIGENDUM = "corrigendum", _("Corrigendum")
    REVISION = "revision", _("Revision")
    ADDENDUM = "addendum", _("Addendum")


class IssueState(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    ISSUED = "issued", _("Issued")
    ABANDONED = "abandoned", _("Abandoned")


class AuthorSection(models.TextChoices):
    """Where the author's own text stands in the summary report."""

    INTRODUCTION = "introduction", _("Introduction")
    CONCLUSIONS = "conclusions", _("Conclusions and recommendations")


class Outcome(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", _("Not answered yet")
    TAKEN_UP = "taken_up", _("Taken up")
    KEPT = "kept", _("The text stands")
    WITHDRAWN = "withdrawn", _("Taken back")
