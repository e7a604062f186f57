import hashlib
import os
import subprocess
import sys
from pathlib import Path

from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import golden_pdf
from tests.golden.trees import make_report

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib
from hld_portal.reports.renderers import render
from tests.golden.trees import make_report
for suffix in (".pdf", ".html", ".json"):
    print(hashlib.sha256(render(make_report(), suffix).content).hexdigest())
"""


def run(seed: str, zone: str, folder: Path) -> list[str]:
    env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, cwd=folder, capture_output=True, check=True
    )
    return done.stdout.decode().split()


def test_the_same_tree_gives_the_same_bytes_in_one_process():
    assert render_pdf(make_report()).pdf == golden_pdf().pdf


def test_the_same_tree_gives_the_same_bytes_in_another_process(tmp_path):
    found = run("7", "Pacific/Auckland", tmp_path)
    assert found == run("8", "America/New_York", ROOT)
    assert found[0] == hashlib.sha256(golden_pdf().pdf).hexdigest()
