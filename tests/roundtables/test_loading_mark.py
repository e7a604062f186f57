import base64
from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image

from roundtables.loading.applying import apply_plan
from roundtables.loading.faults import FaultyFile
from roundtables.loading.reading import read_dialogue_file
from roundtables.models import Dialogue
from tests.roundtables.small_dialogue import write_small

SHAPES = '<rect x="1" y="1" width="58" height="38"/><use href="#a"/>'
OWNER = ("  zone: Europe/Paris", "  zone: Europe/Paris\n  owner: {name: Guild, mark: %s}")


def svg(inside=SHAPES, head='viewBox="0 0 60 40"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode()


def png(side=8):
    held = BytesIO()
    Image.new("L", (side, 4), 0).save(held, "PNG")
    return held.getvalue()


def bomb():
    """A few bytes that say they are 30,000 pixels a side."""
    picture = bytearray(png())
    picture[16:24] = (30_000).to_bytes(4, "big") * 2
    picture[29:33] = crc32(picture[12:29]).to_bytes(4, "big")
    return bytes(picture)


def file_with(folder, name, content):
    old, new = OWNER
    if content is not None:
        (folder / name).write_bytes(content)
    return write_small(folder, (old, new % name))


def mark_of(folder, name, content):
    return read_dialogue_file(file_with(folder, name, content)).values["owner"]["mark"]


def test_a_png_is_kept_as_it_is(tmp_path):
    assert mark_of(tmp_path, "mark.png", png()) == (
        "data:image/png;base64," + base64.b64encode(png()).decode()
    )


def test_a_drawing_gets_its_size_from_its_view_box(tmp_path):
    kind, _, data = mark_of(tmp_path, "mark.svg", svg()).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b'width="60" height="40"' in base64.b64decode(data)


@pytest.mark.django_db
def test_the_mark_is_kept_with_the_dialogue_and_goes_when_the_file_drops_it(tmp_path):
    apply_plan(read_dialogue_file(file_with(tmp_path, "mark.png", png())))
    assert Dialogue.objects.get().owner["mark"].startswith("data:image/png;base64,iVBOR")
    apply_plan(read_dialogue_file(write_small(tmp_path)))
    assert Dialogue.objects.get().owner == {}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mark.png", None, "names mark.png, which cannot be read: No such file or directory"),
        ("../mark.png", None, 'must be the name of a file beside this one, not "../mark.png"'),
        ("'https://x.example/m.svg'", None, "must be the name of a file beside this one"),
        ("mark.gif", b"GIF89a", 'must be a PNG or SVG picture, not "mark.gif"'),
        ("mark.png", b"GIF89a", "names mark.png, which is no sound PNG picture"),
        ("mark.png", png()[:40], "names mark.png, which is no sound PNG picture"),
        ("mark.png", png(2001), "has 2001 × 4 pixels; 2000 a side are the most"),
        ("mark.png", bomb(), "has far too many pixels; 2000 a side are the most"),
        ("mark.png", b"x" * 204801, "names mark.png, which is larger than 200 kilobytes"),
        ("mark.svg", b"<svg", "names mark.svg, which is no sound SVG picture"),
        ("mark.svg", b"<html/>", "names mark.svg, which is no SVG picture"),
        ("mark.svg", svg(head=""), "says neither width and height nor a viewBox"),
        ("mark.svg", svg(head='width="100%" height="4"'), "has the width '100%'"),
        ("mark.svg", svg(head='width="0" height="4"'), "has the width '0'"),
        ("mark.svg", svg("<script>1</script>"), "holds <script>; save it as plain SVG"),
        ("mark.svg", svg("<text>UN</text>"), "holds <text>; save it as plain SVG"),
        ("mark.svg", svg('<image href="http://127.0.0.1:9/x.png"/>'), "holds <image>;"),
        ("mark.svg", svg('<use href="http://127.0.0.1:9/x"/>'), "leads outside itself in href"),
        ("mark.svg", svg('<rect onclick="x()"/>'), "leads outside itself in onclick"),
        ("mark.svg", svg('<rect fill="url(http://x.example/#a)"/>'), "outside itself in fill"),
        ("mark.svg", svg(r'<rect style="fill:\75rl(http://x.example)"/>'), "outside itself in style"),
        ("mark.svg", svg("<style>@import 'x'</style>"), "holds <style>;"),
        (
            "mark.svg",
            b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<desc>&a;</desc>"),
            "holds a DTD; save it as plain SVG",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_a_mark_is_refused_with_its_line(tmp_path, name, content, told):
    with pytest.raises(FaultyFile) as caught:
        mark_of(tmp_path, name, content)
    (fault,) = caught.value.faults
    assert fault.line == 9
    assert fault.message.startswith('"mark" ')
    assert told in fault.message
