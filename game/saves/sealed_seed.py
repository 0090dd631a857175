"""A seed that nobody at a table can know or search for, and the promise that it was not changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from pathlib import Path

from game.errors import UserError
from game.files.regular import read_regular
from game.state.chance import check_seed, sealed_luck

# Nobody but the owner of the file may read it.
_PRIVATE = 0o600


@dataclasses.dataclass(frozen=True)
class SealedSeed:
    """A seed of 128 bits with a secret, so that its commitment tells nothing of either."""

    seed: int
    secret: str

    @classmethod
    def draw(cls) -> SealedSeed:
        """Return a seed that nobody has seen."""
        return cls(*sealed_luck())

    @property
    def commitment(self) -> str:
        """The SHA-256 of `SEED SECRET`, the seed in decimal digits and the secret in hexadecimal.

        Anybody can check it: `printf '%s %s' SEED SECRET | sha256sum`.
        """
        return hashlib.sha256(f"{self.seed} {self.secret}".encode()).hexdigest()

    def write(self, path: Path) -> None:
        """Keep the seed in a new file that only its owner may read.

        Raises
        ------
        UserError
            If there is such a file, or it cannot be written.
        """
        text = json.dumps({"seed": str(self.seed), "secret": self.secret})
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
            with os.fdopen(file, "w", encoding="utf-8") as writer:
                writer.write(f"{text}\n")
                writer.flush()
                os.fsync(writer.fileno())
        except OSError as error:
            raise UserError(str(path), f"cannot write: {error.strerror}") from None

    @classmethod
    def read(cls, path: Path) -> SealedSeed:
        """Read a seed from its file.

        Raises
        ------
        UserError
            If the file cannot be read, or holds no seed.
        """
        try:
            content = json.loads(read_regular(path))
            sealed = cls(int(content["seed"]), str(content["secret"]))
        except OSError as error:
            raise UserError(str(path), f"cannot read: {error.strerror}") from None
        except (ValueError, TypeError, KeyError, RecursionError):
            remedy = "name the seed.sealed of the game's room"
            raise UserError(str(path), "holds no sealed seed", remedy) from None
        check_seed(sealed.seed, str(path))
        return sealed
