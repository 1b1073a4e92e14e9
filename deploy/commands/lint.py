"""`run.py lint`: how the code is written and set up. Every check runs, and the failed ones are named at the end."""

import argparse
import secrets
import subprocess
import tempfile
from pathlib import Path

from .ground import PYTHON, ROOT, child_environment, ensure_venv, say

CHECKS = {
    "formatting": ["-m", "ruff", "format", "--check", "."],
    "style": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["manage.py", "check_translations"],
    "production settings": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def run(options: argparse.Namespace) -> int:
    """Runs all checks; returns the exit code."""
    ensure_venv()
    failed = []
    with tempfile.TemporaryDirectory(prefix="mithaq-lint-") as state:
        for label, command in CHECKS.items():
            say(f"→ {label}")
            settings = production(Path(state)) if label == "production settings" else test_settings(Path(state))
            done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=settings, stdin=subprocess.DEVNULL)
            if done.returncode:
                failed.append(label)
    if failed:
        say(f"Failed: {', '.join(failed)}", "لم تجتز الشيفرة هذه الفحوص.")
        return 1
    say("All checks passed.", "اجتازت الشيفرة كل الفحوص.")
    return 0


def test_settings(state: Path) -> dict[str, str]:
    """The environment of checks that need no secrets."""
    return child_environment(state, settings="test")


def production(state: Path) -> dict[str, str]:
    """Production's environment with made-up secrets; no server is reached by the checks."""
    return {
        **child_environment(state, "postgres://mithaq:none@127.0.0.1/mithaq", "production"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "MITHAQ_FIELD_KEYS": "k1:" + "A" * 43 + "=",
        "MITHAQ_FIELD_KEY_IN_USE": "k1",
        "MITHAQ_HOSTS": "mithaq.example",
    }
