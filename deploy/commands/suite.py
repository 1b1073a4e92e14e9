"""`run.py test`: the whole suite on SQLite, then on a PostgreSQL of its own; what no run covered is named, with why.

The exit code is not 0 when any run failed and, in CI (CI=true), when anything is missing or a test never ran.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from .ground import (
    BUILD,
    PANGO,
    PYTHON,
    ROOT,
    STAMPS,
    VENV,
    Stop,
    apt_install,
    child_environment,
    ensure_venv,
    has_chromium,
    has_pango,
    postgres_binaries,
    run_steps,
    say,
)  # fmt: skip
from .throwaway_postgres import throwaway_postgres

# what is looked for, Debian packages, for what, what is lost without it
NEEDS: tuple[tuple[Callable[[], object], tuple[str, ...], str, str], ...] = (
    (has_pango, PANGO, "PDF tests", "pango: tests of PDF letters"),
    (has_chromium, ("chromium",), "browser tests", "chromium: tests in a browser"),
    (postgres_binaries, ("postgresql",), "tests on PostgreSQL", "PostgreSQL: the run on it"),
)
# what looks at pages rather than at the database is run on one of them, the one that production has
ONE_DATABASE_IS_ENOUGH = ("-m", "not screens")
ALONE = ("--pdb", "--collect-only", "--co", "-n", "--numprocesses")


@dataclass
class Outcome:
    """What one run of the suite came to. `tests`: name to the reason it was skipped, "" where it ran."""

    label: str
    code: int
    closing: str
    tests: dict[str, str] = field(default_factory=dict)


def in_ci() -> bool:
    """Whether this is the automatic check, where nothing may be missing."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def run(options: argparse.Namespace) -> int:
    """Provides what the suite needs, runs it, sums it up; returns the exit code."""
    ensure_venv()
    missing = provide(options.sqlite_only, options.postgres_only)
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="mithaq-test-") as name:
        state = Path(name)
        run_steps(BUILD, VENV / STAMPS, child_environment(state))
        binaries = None if options.sqlite_only else postgres_binaries()
        if not options.postgres_only:
            environment = child_environment(state, settings="test")
            arguments = for_sqlite(options.pytest, both=bool(binaries))
            outcomes.append(run_pytest("SQLite", environment, arguments, state / "sqlite.xml"))
        if binaries:
            outcomes.append(on_postgres(binaries, options.pytest, state))
    return sum_up(outcomes, missing)


def for_sqlite(arguments: list[str], *, both: bool) -> list[str]:
    """pytest's arguments: a whole run before one on PostgreSQL leaves the screens to it; a run by choice does not."""
    return [*arguments, *ONE_DATABASE_IS_ENOUGH] if both and not arguments else arguments


def provide(sqlite_only: bool, postgres_only: bool) -> list[str]:
    """Installs what the suite drives beyond Python; returns what is still missing, each with what is lost."""
    missing = []
    for present, packages, purpose, loss in NEEDS:
        if present is postgres_binaries and sqlite_only:
            continue
        if not present() and not (apt_install(packages, purpose) and present()):
            missing.append(loss)
    if missing and in_ci():
        raise Stop(f"In CI nothing may be missing: {'; '.join(missing)}.", "لا يُقبل نقص شيء في الفحص الآلي.")
    if postgres_only and not postgres_binaries():
        raise Stop("There is no PostgreSQL to run on.", "لا يوجد خادم PostgreSQL لتشغيل الاختبارات عليه.")
    return missing


def on_postgres(binaries: Path, arguments: list[str], state: Path) -> Outcome:
    """One run on a server that lives only for it; a server that does not start is a failed run."""
    try:
        with throwaway_postgres(binaries) as url:
            environment = child_environment(state, url, "test")
            return run_pytest("PostgreSQL", environment, arguments, state / "postgres.xml")
    except RuntimeError as error:
        return Outcome("PostgreSQL", 1, str(error))


def run_pytest(label: str, environment: dict[str, str], arguments: list[str], report: Path) -> Outcome:
    """Runs pytest, shows its output as it comes, and keeps its closing line and report."""
    command = [str(PYTHON), "-m", "pytest", f"--junitxml={report}"]
    command += [] if any(word.startswith(ALONE) for word in arguments) else ["-n", "2"]
    command += ["-p", "no:cacheprovider"] if in_ci() else []
    command += ["--color=yes"] if sys.stdout.isatty() else []
    say(f"→ The suite on {label} · الاختبارات")
    output = b""
    process = subprocess.Popen([*command, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    try:
        assert process.stdout
        while chunk := os.read(process.stdout.fileno(), 65536):
            output += chunk
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
    finally:
        end(process)
    tests = read_report(report.read_text("utf-8")) if report.exists() else {}
    return Outcome(label, process.returncode, closing_line(output.decode("utf-8", "replace")), tests)


def end(process: subprocess.Popen[bytes]) -> None:
    """Waits for a run that is over; one that was interrupted has five seconds to say so, and is then ended."""
    for ending in (process.terminate, process.kill):
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            ending()
    process.wait()


def closing_line(output: str) -> str:
    """pytest's last line with its counts, without colours."""
    lines = reversed(re.sub(r"\x1b\[[0-9;]*m", "", output).splitlines())
    return next((line for line in lines if re.search(r" in [\d.]+s\b", line)), "pytest ended without a closing line")


def read_report(junit: str) -> dict[str, str]:
    """Each test of a JUnit report with the reason it was skipped, "" where it ran (an expected failure ran)."""
    tests = {}
    for case in ElementTree.fromstring(junit).iter("testcase"):
        skipped = case.find("skipped")
        reason = ""
        if skipped is not None and skipped.get("type") != "pytest.xfail":
            reason = skipped.get("message", "no reason")
        tests[f"{case.get('classname')}::{case.get('name')}"] = reason
    return tests


def never_ran(outcomes: list[Outcome]) -> dict[str, str]:
    """The tests that no run covered, with the reason: one for PostgreSQL alone is covered by its own run."""
    ran = {test for outcome in outcomes for test, reason in outcome.tests.items() if not reason}
    return {test: why for outcome in outcomes for test, why in outcome.tests.items() if test not in ran}


def sum_up(outcomes: list[Outcome], missing: list[str]) -> int:
    """Says what was skipped and why, then each run's closing line, pytest's own last; returns the exit code."""
    skipped = never_ran(outcomes)
    failed = not outcomes or any(outcome.code for outcome in outcomes)
    say("\nSummary · الخلاصة")
    for loss in missing:
        say(f"  missing, so skipped: {loss}")
    for test, why in sorted(skipped.items()):
        say(f"  skipped: {test}: {why}")
    if skipped and in_ci():
        say("  In CI a test that never ran is a failure.", "  الاختبار الذي لم يُشغّل يُعد إخفاقًا في الفحص الآلي.")
        failed = True
    for outcome in outcomes:
        say(f"{outcome.label}: {'failed' if outcome.code else 'passed'}\n{outcome.closing}")
    return int(failed)
