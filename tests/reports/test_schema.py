import json
import types
from copy import deepcopy
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

from hld_portal.reports import content
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content_faults import DEEPEST_HEADING, DEEPEST_ITEM, MOST_COLUMNS
from hld_portal.reports.content_json import BLOCKS, FORMAT, RUNS, from_json, to_json
from hld_portal.reports.enums import ReportKind
from tests.golden.trees import make_report, make_small
from tests.make import make_dialogue, make_round_table
from tests.reports.json_schema import find_faults

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text(encoding="utf-8"))
A69207 = ROOT / "../shared/data/a69207.json"
NODES = {each["title"]: each for each in (SCHEMA, *SCHEMA["$defs"].values())}
TAGS = {kind: name for name, kind in (RUNS | BLOCKS).items()}
KINDS = [
    *TAGS,
    content.Column,
    content.Row,
    content.TableNote,
    content.Annex,
    content.Footnote,
    content.Masthead,
    content.Document,
]
PLAIN = {str: "string", int: "integer", bool: "boolean"}


def faults(data):
    return find_faults(data, SCHEMA, SCHEMA)


def own(document=None):
    return json.loads(to_json(document or make_report()))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_schema_has_the_fields_of_the_tree_and_no_others(kind):
    node = NODES[kind.__name__]
    extra = {"type"} if kind in TAGS else {"format"} if kind is content.Document else set()
    needed = {each.name for each in fields(kind) if each.default is MISSING}
    assert node["properties"].keys() == {each.name for each in fields(kind)} | extra
    assert set(node["required"]) == needed | extra
    assert node["additionalProperties"] is False
    assert all(each.get("description") for key, each in node["properties"].items() if key != "type")
    if kind in TAGS:
        assert node["properties"]["type"] == {"const": TAGS[kind]}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_field_has_the_type_that_the_tree_has(kind):
    node = NODES[kind.__name__]
    for name, hint in get_type_hints(kind).items():
        assert shape_of(node["properties"][name]) == shape_wanted(hint), name


def shape_wanted(hint):
    """A hint in short: string, string?, [#block], #inline, one of (…)."""
    if hint == content.Inline:
        return "#inline"
    if hint == content.Block:
        return "#block"
    if get_origin(hint) in (Union, types.UnionType):
        inner, _none = get_args(hint)
        return f"{shape_wanted(inner)}?"
    if get_origin(hint) is Literal:
        return f"one of {get_args(hint)}"
    if get_origin(hint) is tuple:
        return f"[{shape_wanted(get_args(hint)[0])}]"
    return (
        PLAIN.get(hint)
        or f"#{next(k for k, v in SCHEMA['$defs'].items() if v['title'] == hint.__name__)}"
    )


def shape_of(node):
    if "$ref" in node:
        return f"#{node['$ref'].removeprefix('#/$defs/')}"
    if "enum" in node:
        return f"one of {tuple(node['enum'])}"
    if "oneOf" in node:
        inner, none = node["oneOf"]
        assert none == {"type": "null"}
        return f"{shape_of(inner)}?"
    if node["type"] == "array":
        return f"[{shape_of(node['items'])}]"
    if isinstance(node["type"], list):
        kind, none = node["type"]
        assert none == "null"
        return f"{kind}?"
    return node["type"]


def test_runs_and_blocks_are_those_of_the_tree():
    def titles(choices):
        return {
            SCHEMA["$defs"][c["$ref"].removeprefix("#/$defs/")]["title"]
            for c in choices
            if "$ref" in c
        }

    runs = SCHEMA["$defs"]["inline"]["oneOf"][1]["items"]["oneOf"]
    assert titles(SCHEMA["$defs"]["block"]["oneOf"]) == {each.__name__ for each in BLOCKS.values()}
    assert titles(runs) == {each.__name__ for each in RUNS.values()}
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


def test_limits_are_those_that_are_checked():
    def limits(name, field):
        node = NODES[name]["properties"][field]
        return node.get("maximum") or node.get("maxItems")

    assert limits("Heading", "level") == DEEPEST_HEADING
    assert limits("SubParagraph", "level") == DEEPEST_ITEM
    assert limits("Table", "columns") == MOST_COLUMNS


@pytest.mark.parametrize("document", [make_report(), make_small()], ids=["report", "small"])
def test_what_is_written_fits(document):
    assert faults(own(document)) == []


@pytest.mark.parametrize("kind", [each for each in ReportKind if each != ReportKind.ROUND_TABLE])
def test_what_is_composed_fits(db, kind):
    dialogue = make_dialogue()
    make_round_table(2)
    assert faults(own(compose_report(dialogue, kind))) == []


@pytest.mark.skipif(not A69207.exists(), reason="../shared/data is not here")
def test_the_report_of_the_model_fits_once_it_is_read():
    document = from_json(A69207.read_text(encoding="utf-8"))
    data = own(document)
    assert len(data["blocks"]) > 100
    assert faults(data) == []


def break_at(data, *path, value):
    data = deepcopy(data)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "hld-report/2"),
        (("title",), None),
        (("colour",), "red"),
        (("masthead", "date"), 2014),
        (("masthead", "mark"), "https://x.example/mark.png"),
        (("masthead", "job_number"), "26 001"),
        (("blocks", 0, "type"), "chapter"),
        (("blocks", 0, "level"), 7),
        (("blocks", 1, "number"), "1"),
        (("blocks", 1, "text"), ["One.", {"type": "bold", "text": "Two."}]),
        (("footnotes", 0), {"number": 1}),
        (("annexes", 0, "blocks", 0, "voice"), "chorus"),
        (("marks",), "Draft"),
    ],
)
def test_what_is_wrong_does_not_fit_and_is_not_read(path, value):
    data = own()
    assert faults(data) == []
    wrong = break_at(data, *path, value=value)
    assert faults(wrong)
    with pytest.raises(ValueError, match=r"."):
        from_json(json.dumps(wrong))
