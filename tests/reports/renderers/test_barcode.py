import base64
import re

from barcode.charsets import code39

from hld_portal.reports.renderers.barcode import PATTERNS, barcode_digits, barcode_uri
from hld_portal.reports.renderers.pdf_front import front_html
from hld_portal.reports.renderers.pdf_html import setting_of
from tests.golden.trees import make_report


def decode(svg: str) -> str:
    """Read bars as a scanner does: from their widths alone."""
    bars = [(float(x), float(w)) for x, w in re.findall(r"M([\d.]+) 0h([\d.]+)v", svg)]
    narrow = min(width for _, width in bars)
    signs = {pattern: sign for sign, pattern in PATTERNS.items()}
    found = ""
    for start in range(0, len(bars), 5):
        five = bars[start : start + 5]
        widths = []
        for (x, width), after in zip(five, [*five[1:], None], strict=True):
            widths.append(width)
            if after is not None:
                widths.append(after[0] - x - width)
        found += signs["".join("w" if each > 2 * narrow else "n" for each in widths)]
    return found


def test_the_bars_on_the_front_page_read_as_the_job_number():
    html = front_html(make_report(), setting_of(make_report()))
    image = re.search(r'class="bars" src="data:image/svg\+xml;base64,([^"]+)"', html).group(1)
    assert decode(base64.b64decode(image).decode()) == "*2600123*"


def test_the_signs_are_those_of_another_implementation():
    known = {sign: pattern for sign, (_, pattern) in code39.MAP.items()}
    for sign, pattern in PATTERNS.items():
        bars = "".join(
            ("1" if i % 2 == 0 else "0") * (3 if each == "w" else 1)
            for i, each in enumerate(pattern)
        )
        assert bars == (code39.EDGE if sign == "*" else known[sign]), sign


def test_hyphens_are_left_out():
    assert barcode_digits("26-00123") == "2600123"


def test_the_image_has_a_size_of_its_own():
    svg = base64.b64decode(barcode_uri("1", 40).split(",")[1]).decode()
    assert 'width="40pt" height="12.8pt"' in svg
