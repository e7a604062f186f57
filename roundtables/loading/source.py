"""From the bytes of a file to YAML nodes that know their lines."""

from __future__ import annotations

from pathlib import Path

import yaml

from roundtables.loading.faults import Fault, FaultyFile

LARGEST_FILE = 4 * 1024 * 1024  # bytes; the Declaration's file has 40 thousand
DEEPEST_NESTING = 40


def read_source(path: Path) -> str:
    """Read a set-up file as UTF-8 text.

    Raises:
        FaultyFile: it is absent, no file, too large, empty or not UTF-8; for the last
            with the line of the first bad byte.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _faulty(0, f"the file is larger than {LARGEST_FILE // 1024**2} megabytes")
        raw = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise _faulty(0, f"the file cannot be read: {reason}") from problem
    except ValueError as problem:  # a null byte in the path
        raise _faulty(0, "the file cannot be read: its name is not possible") from problem
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise _faulty(line, "this is not UTF-8; save the file as UTF-8 text") from problem
    if not text.strip():
        raise _faulty(1, "the file is empty")
    return text


def compose_tree(text: str) -> yaml.MappingNode:
    """Parse YAML into nodes without building objects, so that every key keeps its line.

    Anchors are refused: a file that says everything once where it stands is easier to
    check by eye, and they are the way to make a small file huge.

    Raises:
        FaultyFile: the YAML is broken, nested too deeply, or no mapping.
    """
    try:
        _refuse_anchors_and_depth(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        what = " ".join(part for part in (problem.context, problem.problem) if part)
        raise _faulty(mark.line + 1 if mark else 1, f"the YAML is broken: {what}") from problem
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1
        message = (
            f"the YAML is broken: character U+{ord(text[problem.position]):04X} is not allowed"
        )
        raise _faulty(line, message) from problem
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + 1 if root else 1
        raise _faulty(line, 'the file must begin with keys such as "dialogue:"')
    return root


def _refuse_anchors_and_depth(text: str) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None):
            raise _faulty(line, "anchors and aliases (&name, *name) are not used in this file")
        if depth > DEEPEST_NESTING:
            raise _faulty(line, f"nested more than {DEEPEST_NESTING} levels deep")
        if documents > 1:
            raise _faulty(line, "the file must hold one document, not several parted by ---")


def _faulty(line: int, message: str) -> FaultyFile:
    return FaultyFile([Fault(line, message)])
