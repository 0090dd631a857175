"""Where the files that come with the program are, in a clone and in an installed copy."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CLONE = PACKAGE.parent


def configs_dir() -> Path:
    """The folder of parameters, levers, policies and scenarios."""
    return data_dir("configs")


def assets_dir() -> Path:
    """The folder of the map, icons and sounds."""
    return data_dir("assets")


def data_dir(name: str) -> Path:
    """The clone's own folder of that name, else the one that the wheel carries."""
    # A folder named configs in site-packages could be anybody's; a clone has our pyproject.toml.
    if (CLONE / "pyproject.toml").is_file():
        return CLONE / name
    return PACKAGE / "_data" / name
