"""The two commands say what is wrong in a sentence, in both languages, and repeat only what changed."""

import ast
import contextlib
import gettext
import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import run
from deploy.commands import demo, ground, suite
from deploy.commands.throwaway_postgres import throwaway_postgres

ROOT = Path(__file__).resolve().parents[2]
ARABIC = "يُرجى"


def command(*words, **environment):
    """run.py in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words],
        env={**os.environ, **environment},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@contextlib.contextmanager
def occupied_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


# --- sentences -------------------------------------------------------------------------------


def test_run_py_still_parses_on_python_3_6():
    source = (ROOT / "run.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    with pytest.raises(SyntaxError):
        ast.parse("if (found := 1): pass", feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14), (3, 14, 0)])
def test_a_wrong_python_is_told_which_one_to_use(version):
    code = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(ROOT / 'run.py')!r}, run_name='x')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert told.returncode == 1
    assert "3.11, 3.12 or 3.13" in told.stdout
    assert ".".join(map(str, version)) in told.stdout
    assert ARABIC in told.stdout
    assert "Traceback" not in told.stderr


def test_a_taken_port_is_named_with_a_way_out():
    with occupied_port() as port:
        told = command("demo", "--port", str(port))
    assert told.returncode == 1
    assert f"Port {port} is taken" in told.stdout
    assert f"--port {port + 1}" in told.stdout
    assert ARABIC in told.stdout
    assert "Traceback" not in told.stderr


def test_a_free_port_is_accepted():
    with occupied_port() as port:
        pass
    ground.require_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_with_a_way_out():
    with pytest.raises(ground.Stop, match=r"--host 127\.0\.0\.1"):
        ground.require_port("192.0.2.1", 8000)


def test_a_folder_that_cannot_be_written_is_named():
    told = command("demo", "--no-serve", MITHAQ_STATE_DIR="/proc/mithaq")  # not even root writes there
    assert told.returncode == 1
    assert "Cannot write in /proc/mithaq" in told.stdout
    assert ARABIC in told.stdout
    assert "Traceback" not in told.stderr


def test_sentences_survive_a_terminal_that_knows_no_arabic():
    told = command("demo", "--no-serve", MITHAQ_STATE_DIR="/proc/mithaq", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Cannot write" in told.stdout
    assert ARABIC in told.stdout


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that"),
        ("NewConnectionError: Failed to establish a new connection: [Errno 101]", "no network"),
        ("ERROR: Could not find a version that satisfies the requirement django", "no network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_why_pip_failed_is_said_in_plain_words(output, sentence):
    english, arabic = ground.explain_pip(output)
    assert sentence in english
    assert "تثبيت" in arabic or ARABIC in arabic


def test_a_python_without_ensurepip_is_given_the_one_line(monkeypatch, capsys):
    monkeypatch.setattr(ground.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(ground.os, "geteuid", lambda: 1000)
    with pytest.raises(ground.Stop, match="no ensurepip"):
        ground._make_venv()
    assert "apt-get install -y python3-venv" in capsys.readouterr().out


# --- the command line ------------------------------------------------------------------------


def test_words_that_test_does_not_know_go_to_pytest_in_their_order():
    options = run.parse(["test", "--sqlite-only", "-k", "clock and not slow", "tests/core", "-x", "--maxfail=2"])
    assert options.sqlite_only
    assert options.pytest == ["-k", "clock and not slow", "tests/core", "-x", "--maxfail=2"]


def test_the_demo_refuses_words_it_does_not_know(capsys):
    assert run.parse(["demo", "--port", "8101"]).port == 8101
    with pytest.raises(SystemExit) as ended:
        run.parse(["demo", "--prot", "8101"])
    assert ended.value.code == 2
    assert "--prot" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(SystemExit):
        run.parse(["demo", f"--port={port}"])


# --- what is kept and what is repeated -------------------------------------------------------


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """Two steps over a folder of their own; returns a function that runs them and names those that ran."""
    monkeypatch.setattr(ground, "ROOT", tmp_path)
    ran = []

    def pretend(words, **options):
        ran.append(words[-1])
        return subprocess.CompletedProcess(words, 0, stdout="done\n")

    monkeypatch.setattr(ground, "quiet", pretend)
    (tmp_path / "one.txt").write_text("1")
    (tmp_path / "two.txt").write_text("2")
    (tmp_path / "made").write_text("")
    steps = (("first", "First", ["one.txt"], ["made"]), ("second", "Second", ["two.txt"], []))

    def go(chained=False):
        ran.clear()
        ground.run_steps(steps, tmp_path / "stamps.json", {}, chained)
        return list(ran)

    return go


def test_a_second_run_repeats_nothing(counted):
    assert counted() == ["first", "second"]
    assert counted() == []


def test_a_step_whose_input_changed_runs_again_alone(counted, tmp_path):
    counted()
    (tmp_path / "one.txt").write_text("changed")
    assert counted() == ["first"]


def test_a_step_whose_output_is_gone_runs_again(counted, tmp_path):
    counted()
    (tmp_path / "made").unlink()
    assert counted() == ["first"]


def test_in_a_chain_all_that_follows_a_repeated_step_is_repeated(counted, tmp_path):
    counted(chained=True)
    (tmp_path / "one.txt").write_text("changed")
    assert counted(chained=True) == ["first", "second"]


def test_a_step_that_failed_stops_the_run_and_is_tried_again(counted, monkeypatch, capsys):
    succeed = ground.quiet
    failed = subprocess.CompletedProcess([], 1, stdout="its own words\n")
    monkeypatch.setattr(ground, "quiet", lambda words, **options: failed)
    with pytest.raises(ground.Stop, match="first failed"):
        counted()
    assert "its own words" in capsys.readouterr().out
    monkeypatch.setattr(ground, "quiet", succeed)
    assert counted() == ["first", "second"]


def test_fresh_deletes_the_demos_folder_and_nothing_else(tmp_path):
    mine, foreign = tmp_path / "mine", tmp_path / "foreign"
    demo.own_state(mine, fresh=False)
    (mine / "mithaq.sqlite3").write_text("rows")
    demo.own_state(mine, fresh=False)
    assert (mine / "mithaq.sqlite3").exists()
    demo.own_state(mine, fresh=True)
    assert [path.name for path in mine.iterdir()] == [ground.STAMPS]

    foreign.mkdir()
    (foreign / "thesis.odt").write_text("years of work")
    with pytest.raises(ground.Stop, match="holds other files"):
        demo.own_state(foreign, fresh=True)
    assert (foreign / "thesis.odt").exists()


def test_a_lost_database_makes_every_filling_step_run_again(tmp_path):
    (tmp_path / ground.STAMPS).write_text('{"seed_demo": "x"}')
    demo.own_state(tmp_path, fresh=False)
    assert (tmp_path / ground.STAMPS).read_text() == "{}"


def test_the_callers_database_never_reaches_the_demo(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://real:real@db/people")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.production")
    monkeypatch.setenv("PGHOST", "db")
    given = ground.child_environment(tmp_path)
    assert given["DATABASE_URL"].startswith("sqlite:///")
    assert given["DJANGO_SETTINGS_MODULE"] == "config.settings.dev"
    assert "PGHOST" not in given


# --- what the suite's summary claims ---------------------------------------------------------


REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="ran"/>
<testcase classname="tests.a" name="postgres_only"><skipped type="pytest.skip" message="needs PostgreSQL"/></testcase>
<testcase classname="tests.a" name="known"><skipped type="pytest.xfail" message="known"/></testcase>
</testsuite></testsuites>"""


def outcomes(*codes):
    on_sqlite = suite.Outcome("SQLite", codes[0], "= 1 =", suite.read_report(REPORT))
    ran = dict.fromkeys(on_sqlite.tests, "")
    return [on_sqlite, *(suite.Outcome("PostgreSQL", code, "= 3 passed in 1s =", ran) for code in codes[1:])]


def test_a_test_that_one_run_covered_is_not_called_skipped():
    assert suite.never_ran(outcomes(0)) == {"tests.a::postgres_only": "needs PostgreSQL"}
    assert suite.never_ran(outcomes(0, 0)) == {}


def test_a_skipped_test_is_named_and_fails_only_in_ci(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert suite.sum_up(outcomes(0), []) == 0
    assert "tests.a::postgres_only: needs PostgreSQL" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert suite.sum_up(outcomes(0), []) == 1
    assert suite.sum_up(outcomes(0, 0), []) == 0


def test_one_failed_run_fails_the_command_and_pytests_own_line_comes_last(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert suite.sum_up(outcomes(1, 0), []) == 1
    assert suite.sum_up(outcomes(0, 1), []) == 1
    assert suite.sum_up([], []) == 1
    suite.sum_up(outcomes(0, 0), [])
    assert capsys.readouterr().out.endswith("= 3 passed in 1s =\n")


def test_pytests_closing_line_is_found_under_its_colours():
    assert suite.closing_line("a\n\x1b[32m== \x1b[1m3 passed\x1b[0m in 1.20s ==\x1b[0m\n") == "== 3 passed in 1.20s =="
    assert suite.closing_line("Fatal Python error") == "pytest ended without a closing line"


def test_in_ci_a_missing_program_stops_the_suite(monkeypatch):
    monkeypatch.setattr(suite, "NEEDS", ((lambda: None, ("chromium",), "browser tests", "chromium: browser tests"),))
    monkeypatch.setattr(suite, "apt_install", lambda packages, purpose: False)
    monkeypatch.delenv("CI", raising=False)
    assert suite.provide(sqlite_only=True, postgres_only=False) == ["chromium: browser tests"]
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ground.Stop, match="nothing may be missing"):
        suite.provide(sqlite_only=True, postgres_only=False)


# --- the private PostgreSQL ------------------------------------------------------------------


@pytest.mark.postgres
def test_the_private_postgresql_binds_its_role_and_leaves_nothing_behind():
    psycopg2 = pytest.importorskip("psycopg2")
    binaries = ground.postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    before = set(Path("/tmp").glob("mithaq-pg-*"))
    with contextlib.suppress(KeyboardInterrupt), throwaway_postgres(binaries) as url:
        connection = psycopg2.connect(url)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, False, True)
        connection.close()
        made = set(Path("/tmp").glob("mithaq-pg-*")) - before
        assert made
        raise KeyboardInterrupt
    assert not any(folder.exists() for folder in made)
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


# --- translations without gettext ------------------------------------------------------------


CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : 3;\\n"

#, python-format
msgid "Received by %(person)s"
msgstr "استلمه %(name)s"
"""


def test_translations_are_compiled_once_and_a_wrong_placeholder_is_named(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, "utf-8")
    with pytest.raises(CommandError, match=r"django\.po:7: .*name"):
        call_command("compile_translations")
    assert [path.name for path in source.parent.iterdir()] == ["django.po"]

    source.write_text(CATALOGUE.replace("%(name)s", "%(person)s"), "utf-8")
    said = io.StringIO()
    call_command("compile_translations", stdout=said)
    call_command("compile_translations", stdout=said)
    assert said.getvalue().splitlines() == [
        "ar/LC_MESSAGES/django.po: 1 messages",
        "ar/LC_MESSAGES/django.po: unchanged",
    ]
    with source.with_suffix(".mo").open("rb") as compiled:
        arabic = gettext.GNUTranslations(compiled)
    assert arabic.gettext("Received by %(person)s") == "استلمه %(person)s"


def test_a_whole_run_opens_the_screens_once_and_a_run_by_choice_what_was_chosen():
    assert suite.for_sqlite([], both=True) == ["-m", "not screens"]
    assert suite.for_sqlite([], both=False) == []
    assert suite.for_sqlite(["tests/journeys", "-x"], both=True) == ["tests/journeys", "-x"]
