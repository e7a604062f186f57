import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
PAIR = re.compile(
    r"--([\w-]+): light-dark\((#[0-9a-f]{6}|oklch\([^)]*\)), *(#[0-9a-f]{6}|oklch\([^)]*\))\)"
)
TEXT = ("ink", "ink-2", "ink-3", "blue", "blue-deep", "good", "warn", "bad")
NUMERALS = ("rt-1", "rt-2", "rt-3", "rt-4")


def tokens(scheme):
    pairs = PAIR.findall(TOKENS.read_text(encoding="utf-8"))
    return {name: (light if scheme == "light" else dark) for name, light, dark in pairs}


def linear_rgb(colour):
    if colour.startswith("#"):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    lightness, chroma, hue = (float(part) for part in colour[6:-1].split())
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return [
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]


def luminance(colour):
    red, green, blue = (min(max(part, 0), 1) for part in linear_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint", "wash"])
@pytest.mark.parametrize("name", TEXT)
def test_text_can_be_read_on_every_ground(scheme, ground, name):
    held = tokens(scheme)
    assert contrast(held[name], held[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NUMERALS)
def test_numerals_of_round_tables_can_be_read(scheme, name):
    held = tokens(scheme)
    assert contrast(held[name], held["paper"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_stand_out_from_the_page(scheme):
    held = tokens(scheme)
    assert contrast(held["edge"], held["paper"]) >= 3
    assert contrast(held["on-blue"], held["blue"]) >= 4.5
    for kind in ("good", "warn", "bad"):
        assert contrast(held[kind], held[f"{kind}-wash"]) >= 4.5
