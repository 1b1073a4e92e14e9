"""Serves the files of installed packages that our pages load, and nothing else of those packages.

So that no third-party copy lives in the repository. Bootstrap's source maps come along: a manifest storage refuses a
style sheet whose map it cannot find.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bootstrap_wrapper import get_bootstrap_dir
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


def _folder_of(package: str) -> Path:
    """Where a package lies; it is not imported, since it is no app of ours."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    return Path(spec.origin).parent


FOLDERS: dict[str, tuple[Path, tuple[str, ...]]] = {
    "bootstrap": (
        Path(get_bootstrap_dir()),
        (
            "css/bootstrap.min.css",
            "css/bootstrap.min.css.map",
            "css/bootstrap.rtl.min.css",
            "css/bootstrap.rtl.min.css.map",
        ),
    ),
    "htmx": (_folder_of("django_htmx") / "static" / "django_htmx", ("htmx-2.min.js",)),
}


class PackagedFinder(BaseFinder):
    """Finds `bootstrap/css/bootstrap.min.css`, its right-to-left twin, and `htmx/htmx-2.min.js`."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storages: dict[str, FileSystemStorage] = {}
        for prefix, (folder, _names) in FOLDERS.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix  # type: ignore[attr-defined]  # staticfiles reads it from there
            self.storages[prefix] = storage
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str] | None:  # type: ignore[override]
        """The file's absolute path, or an empty list when it is not one of ours."""
        prefix, _slash, name = path.partition("/")
        if prefix not in FOLDERS or name not in FOLDERS[prefix][1]:
            return []
        found = str(Path(self.storages[prefix].path(name)))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Each file with the storage that opens it."""
        for prefix, (_folder, names) in FOLDERS.items():
            for name in names:
                yield name, self.storages[prefix]
