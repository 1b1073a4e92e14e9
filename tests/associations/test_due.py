"""What is due is done by every machine alike: each job is known from the start, whatever was asked for before."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

LATER = """
import django
django.setup()
from associations.due import JOBS
known = set(JOBS)
import config.urls
print(sorted(set(JOBS) - known))
"""


def test_no_job_is_known_only_after_a_page_was_asked_for():
    asked = subprocess.run(
        [sys.executable, "-c", LATER], cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "[]"
