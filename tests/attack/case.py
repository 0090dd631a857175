"""A case: one input that is tried, as a file that can be kept and tried again."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class WrongAnswerError(AssertionError):
    """What the program did with a case and must not do."""


def require(holds: object, wrong: str) -> None:
    """Refuse an answer of the program unless what must hold does."""
    if not holds:
        raise WrongAnswerError(wrong)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """An input: the attack that tries it, its values as JSON has them, and the files it needs."""

    attack: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    files: Mapping[str, bytes] = dataclasses.field(default_factory=dict)

    def write_files(self, folder: Path) -> None:
        """Write the files of the case into a folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def to_text(self, wrong: str = "") -> str:
        """Return the case as the text of a file, with what was wrong when it was found."""
        files = {name: _as_json(content) for name, content in self.files.items()}
        whole = {"attack": self.attack, "wrong": wrong, "values": dict(self.values), "files": files}
        return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"

    @property
    def name(self) -> str:
        """The name of its file: the attack, and a short hash of the input."""
        return f"{self.attack}-{hashlib.sha256(self.to_text().encode()).hexdigest()[:10]}.json"


def read_case(path: Path) -> Case:
    """Return the case that a file holds."""
    whole = json.loads(path.read_text("utf-8"))
    files = {name: _as_bytes(content) for name, content in whole["files"].items()}
    return Case(attack=whole["attack"], values=whole["values"], files=files)


def _as_json(content: bytes) -> str | dict[str, str]:
    """Return text as text, so that a person can read it, and other bytes as base 64."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _as_bytes(content: str | dict[str, str]) -> bytes:
    if isinstance(content, str):
        return content.encode()
    return base64.b64decode(content["base64"])
