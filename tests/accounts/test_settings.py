"""Production refuses to start half set up, in a sentence that helps; nothing of the demo exists in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

WHOLE = {
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "MITHAQ_FIELD_KEYS": "k1:" + "QUFB" * 10 + "QUE=",
    "MITHAQ_HOSTS": "mithaq.example",
    "DATABASE_URL": "postgres://mithaq:secret@127.0.0.1:1/mithaq",
}


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python under the production settings and nothing of this machine's environment."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=Path(settings.ROOT), env=env, capture_output=True, text=True, timeout=60
    )


def test_production_starts_when_everything_is_set():
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DEBUG, s.DEMO, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    done = python(code, **WHOLE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "False", "True", "True", "True"]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [None, ""])
def test_production_refuses_to_start_without_each_secret_and_says_which(name, value):
    given = {key: text for key, text in WHOLE.items() if key != name}
    done = python("import django; django.setup()", **given, **({} if value is None else {name: value}))
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert f"{name} is not set" in last
    assert "docs/operations.md" in last
    assert not any(text in done.stderr for text in given.values() if len(text) > 20), "a secret was printed"


def test_the_demo_does_not_exist_in_production():
    code = (
        "import django; django.setup()\n"
        "from django.core.management import get_commands\n"
        "from django.urls import NoReverseMatch, reverse\n"
        "assert 'seed_demo' not in get_commands()\n"
        "assert 'check_translations' in get_commands()\n"
        "try: reverse('gallery')\n"
        "except NoReverseMatch: print('no gallery')\n"
    )
    done = python(code, **WHOLE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "no gallery"


def test_the_demos_command_refuses_even_when_its_app_is_installed_by_mistake(settings, db):
    from django.core.management import CommandError, call_command

    settings.DEMO = False
    with pytest.raises(CommandError, match="demo only"):
        call_command("seed_demo")


def test_deciding_roles_need_a_second_step_unless_told_otherwise():
    done = python(
        "import django; django.setup(); from django.conf import settings as s; print(s.SECOND_FACTOR_ROLES)", **WHOLE
    )
    assert "chair" in done.stdout
    assert "admin" in done.stdout


def test_djangos_own_deployment_check_is_silent():
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING', databases=[])"
    )
    done = python(code, **WHOLE)
    assert done.returncode == 0, done.stderr
