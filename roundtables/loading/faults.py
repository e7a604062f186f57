"""What is wrong with a set-up file, each fault with its line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend; lines count from 1, and 0 stands for the file as a whole."""

    line: int
    message: str

    def at(self, place: str) -> str:
        """The line for stderr, in the shape that docs/contracts.md promises."""
        where = f"{place}:{self.line}" if self.line else place
        # Pieces of the file are quoted in messages; one fault stays one line all the same.
        return f"error: {where}: {' '.join(self.message.split())}"


class FaultyFile(Exception):
    """The file cannot be loaded; carries every fault that was found, in order of lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("; ".join(fault.message for fault in self.faults))


class Faults:
    """Collects faults, so that one run names all of them."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, line: int, message: str) -> None:
        self.found.append(Fault(line, message))

    def raise_if_any(self) -> None:
        """Raise FaultyFile with all that was collected so far; do nothing when there is none."""
        if self.found:
            raise FaultyFile(self.found)
