import base64
import json
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hld_portal.text.counting import count_words
from tests.text.samples import COUNTED, MARKUP, SIX_LANGUAGES, WORDS_JS

MADE_COUNT = 400


def made_texts() -> list[str]:
    """Texts that hypothesis makes: any characters at all, and such as bite."""
    texts: list[str] = []

    @settings(
        max_examples=MADE_COUNT,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(st.text(), st.text(alphabet=MARKUP, max_size=60)))
    def collect(text):
        texts.append(text)

    collect()
    return texts


def real_texts() -> list[str]:
    if not SIX_LANGUAGES.exists():
        print(f"without the sentences in six languages: {SIX_LANGUAGES} is absent")
        return []
    rows = json.loads(SIX_LANGUAGES.read_text(encoding="utf-8"))
    return [row[language] for row in rows for language in ("ar", "zh", "en", "fr", "ru", "es")]


def every_character() -> list[str]:
    """Each code point between two letters, in runs: 'a?a' tells all classes apart."""
    codes = [code for code in range(0x24000) if not 0xD800 <= code <= 0xDFFF]
    step = 2048
    return [
        " x ".join(f"a{chr(code)}9 {chr(code)}" for code in codes[start : start + step])
        for start in range(0, len(codes), step)
    ]


@pytest.fixture(scope="module")
def samples() -> list[str]:
    listed = [text for text, _ in COUNTED]
    return [*listed, *real_texts(), *made_texts(), *every_character()]


def module_address() -> str:
    source = base64.b64encode(WORDS_JS.read_bytes()).decode("ascii")
    return f"data:text/javascript;charset=utf-8;base64,{source}"


def differing(samples: list[str], counts: list[int]) -> list[tuple[str, int, int]]:
    pairs = zip(samples, counts, strict=True)
    return [(text[:80], count_words(text), n) for text, n in pairs if count_words(text) != n]


def test_a_browser_counts_as_the_server_does(browser, samples):
    page = browser.new_page()
    page.goto("about:blank")
    counts = page.evaluate(
        """async ([address, samples]) => {
            const words = await import(address);
            return JSON.parse(samples).map((text) => words.countWords(text, "en"));
        }""",
        [module_address(), json.dumps(samples)],
    )
    page.close()
    assert differing(samples, counts) == []


def test_node_counts_as_the_server_does_where_there_is_one(samples, tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is absent; the browser tells the same")
    (tmp_path / "samples.json").write_text(json.dumps(samples), encoding="utf-8")
    (tmp_path / "words.mjs").write_bytes(WORDS_JS.read_bytes())
    program = (
        "import { readFileSync } from 'node:fs'; import { countWords } from './words.mjs';"
        "const samples = JSON.parse(readFileSync('samples.json', 'utf8'));"
        "console.log(JSON.stringify(samples.map((text) => countWords(text, 'en'))));"
    )
    (tmp_path / "count.mjs").write_text(program, encoding="utf-8")
    answer = subprocess.run(
        [node, "count.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    assert differing(samples, json.loads(answer.stdout)) == []
