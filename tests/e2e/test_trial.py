import io
import json

import pypdf

from tests.e2e.crawling import walk
from tests.services import ROOT
from tests.visitor import Visitor

MARK = "//*[@class='banner trial']"


def manage(site, *arguments):
    """Run a command and return the JSON of its last line."""
    ending = site.manage(*arguments)
    assert ending.returncode == 0, ending.stderr
    return json.loads(ending.stdout.splitlines()[-1])


def test_real_passages_are_imported_into_a_rehearsal_and_compiled(
    portal_site, shared_data, tmp_path
):
    passages = str(shared_data / "statements_2013.jsonl")
    report = tmp_path / "rehearsal.pdf"
    manage(
        portal_site,
        "load_dialogue",
        str(ROOT / "roundtables/data/hld-2013.yaml"),
        "--trial",
        "rehearsal",
    )

    first = manage(portal_site, "import_submissions", "rehearsal", passages, "--publish")
    again = manage(portal_site, "import_submissions", "rehearsal", passages, "--publish")
    made = manage(portal_site, "compile_report", "rehearsal", "--output", str(report))

    assert first == {"rows": 41, "imported": 41, "errors": []}
    assert again == {"rows": 41, "imported": 0, "errors": []}
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report.read_bytes())).pages]
    assert len(pages) == made["pages"] > 5
    assert [n for n, text in enumerate(pages, start=1) if "Trial" not in text] == []
    assert "41 submissions" in " ".join(pages[0].split())

    visitor = Visitor(portal_site.url)
    found = walk(visitor, "/rehearsal/", "/rehearsal/reports/").html()
    shown = {path: page for path, page in found.items() if path.startswith("/rehearsal/")}
    assert len(shown) > 10
    assert {page.status for page in shown.values()} == {200}
    unmarked = [path for path, page in shown.items() if not page.tree().xpath(MARK)]
    assert unmarked == []
    assert visitor.get("/").tree().xpath(MARK) == []
