"""Serves Bootstrap's two style sheets, and nothing else of Bootstrap, under `bootstrap/`.

The files come from the installed package, so that no third-party copy lives in the repository. Their source maps
come along: a manifest storage refuses a style sheet whose map it cannot find.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bootstrap_wrapper import get_bootstrap_dir
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIX = "bootstrap"
FILES = (
    "css/bootstrap.min.css",
    "css/bootstrap.min.css.map",
    "css/bootstrap.rtl.min.css",
    "css/bootstrap.rtl.min.css.map",
)


class BootstrapFinder(BaseFinder):
    """Finds `bootstrap/css/bootstrap.min.css` and its right-to-left twin."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=get_bootstrap_dir())
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]  # staticfiles reads it from there
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str] | None:  # type: ignore[override]
        """The file's absolute path, or an empty list when it is not one of ours."""
        name = path.removeprefix(f"{PREFIX}/")
        if not path.startswith(f"{PREFIX}/") or name not in FILES:
            return []
        found = str(Path(self.storage.path(name)))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Each file with the storage that opens it."""
        for name in FILES:
            yield name, self.storage
