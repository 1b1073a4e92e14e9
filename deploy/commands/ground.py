"""What must hold before anything else can run: a folder to write in, a free port, system packages, the locked .venv.

Each thing that a person can mend raises `Stop`, whose text says how, in English and Arabic.
"""

import ctypes.util
import errno
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMPS = "mithaq-stamps.json"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# What the caller's shell may hold and a run must not inherit: each child gets its own.
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTEST_ADDOPTS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")

# command, what is said, the files it reads, the files it must leave behind
Step = tuple[str, str, list[str], list[str]]
BUILD: tuple[Step, ...] = (
    ("compile_translations", "Compiling translations · الترجمات", ["locale/*/*/*.po"], ["locale/ar/*/django.mo"]),
    (
        "build_fonts",
        "Building fonts · الخطوط",
        ["requirements.lock", "core/management/commands/build_fonts.py"],
        ["static/fonts/*.woff2"],
    ),
)


class Stop(Exception):
    """Something a person can mend: shown as a sentence in both languages, and the run ends with code 1."""

    def __init__(self, english: str, arabic: str) -> None:
        super().__init__(english)
        self.arabic = arabic


def say(english: str, arabic: str = "") -> None:
    """Prints a sentence and, on its own line, the Arabic of it."""
    sys.stdout.write("\n".join(filter(None, (english, arabic))) + "\n")
    sys.stdout.flush()


def last_lines(output: str, count: int = 3) -> str:
    """The end of a program's output, for a sentence that quotes it."""
    return "\n".join([line for line in output.splitlines() if line.strip()][-count:])


def quiet(command: list[Any], **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs a program without a terminal; its whole output is in `stdout`."""
    merged = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(command, **{**merged, **options})


def fingerprint(*parts: bytes) -> str:
    """One digest of all parts, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


# --- folder and port -------------------------------------------------------------------------


def require_writable(folder: Path) -> None:
    """Stops when a file cannot be made in `folder` (made first where missing)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".mithaq-"):
            pass
    except OSError as error:
        raise Stop(
            f"Cannot write in {folder} ({error.strerror}). Move the project to a folder you own and run it there.",
            "لا يمكن الكتابة في هذا المجلد. يُرجى نقل المشروع إلى مجلد تملكه ثم إعادة التشغيل.",
        ) from None


def require_port(host: str, port: int) -> None:
    """Stops when a server could not listen on `host`:`port`, and says which of the causes it is."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8000
            raise Stop(
                f"Port {port} is taken by another program. Choose another: python3 run.py demo --port {other}",
                f"المنفذ {port} مشغول ببرنامج آخر. يُرجى اختيار منفذ غيره بالخيار \u2066--port\u2069.",
            ) from None
        raise Stop(
            f"Cannot listen on {host} port {port} ({error.strerror}). Try --host 127.0.0.1 and a port above 1023.",
            "لا يمكن الاستماع على هذا العنوان. يُرجى تجربة العنوان 127.0.0.1 ومنفذ أكبر من 1023.",
        ) from None


# --- packages of the system ------------------------------------------------------------------


def apt_install(packages: tuple[str, ...], purpose: str) -> bool:
    """Installs Debian packages when root on Debian, else prints the one line that does. True when installed."""
    line = "apt-get install -y " + " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"Missing for {purpose}. As root, run: {line}", "ينقص هذا الجهاز ما سبق. يُرجى تشغيل السطر بصلاحية الجذر.")
        return False
    say(f"→ Installing for {purpose}: {' '.join(packages)} · تثبيت ما ينقص")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if quiet(install, env=environment).returncode == 0:
        return True
    quiet([*apt, "update"], env=environment)  # the package lists may be missing or old
    done = quiet(install, env=environment)
    if done.returncode:
        say(f"Could not install it: {last_lines(done.stdout)}\nRun: {line}", "تعذر التثبيت. يُرجى تشغيل السطر السابق.")
    return done.returncode == 0


def has_pango() -> bool:
    """Whether the libraries that draw PDFs are here."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))


def has_chromium() -> bool:
    """Whether the browser that the journeys drive is here."""
    return shutil.which("chromium") is not None


def postgres_binaries() -> Path | None:
    """The folder of initdb and postgres, the newest from 15 on; Debian keeps it off the PATH. None where missing."""
    found = {int(path.parts[-3]): path.parent for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")}
    if found and max(found) >= 15:
        return found[max(found)]
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


# --- the locked environment ------------------------------------------------------------------


def explain_pip(output: str) -> tuple[str, str]:
    """Why pip failed, as a sentence in English and one in Arabic."""
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that requirements.lock names, so nothing was installed. "
            "Check the package index, then run again.",
            "حزمة منزّلة تخالف ما في ملف الأقفال فلم يُثبّت شيء. يُرجى التحقق من مصدر الحزم ثم الإعادة.",
        )
    if "No space left" in output:
        return "The disk is full. Make room, then run again.", "القرص ممتلئ. يُرجى توفير مساحة ثم إعادة التشغيل."
    network = (
        r"NewConnectionError|NameResolution|name resolution|timed out|ProxyError|unreachable|Could not find a vers"
    )
    if re.search(network, output, re.IGNORECASE):
        return (
            "The packages could not be fetched: no network, or the index is out of reach. Connect, then run again.\n"
            + last_lines(output, 1),
            "تعذر جلب الحزم: لا اتصال بالشبكة أو بمصدر الحزم. يُرجى الاتصال ثم إعادة التشغيل.",
        )
    return f"pip could not install the packages:\n{last_lines(output)}", "تعذر تثبيت الحزم للسبب المذكور أعلاه."


def ensure_venv() -> None:
    """Makes .venv hold what requirements.lock asks for under this Python; costs nothing when it already does."""
    require_writable(ROOT)
    stamp, wanted = VENV / "mithaq-stamp", fingerprint(LOCK.read_bytes(), sys.version.encode())
    with LOCK.open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two commands started together take turns
        if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
            return
        probe = [str(PYTHON), "-I", "-c", "import pip, sys; print(sys.version)"]
        if not PYTHON.exists() or quiet(probe).stdout.strip() != sys.version.strip():
            _make_venv()
        say("→ Installing the packages of requirements.lock · تثبيت الحزم")
        pip = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        done = quiet([*pip, "--retries", "2", "--require-hashes", "-r", str(LOCK)])
        if done.returncode:
            raise Stop(*explain_pip(done.stdout))
        stamp.write_text(wanted)


def _make_venv() -> None:
    """A new, empty .venv; on Debian this needs python3-venv, which brings ensurepip."""
    if importlib.util.find_spec("ensurepip") is None:
        if not apt_install(("python3-venv",), "Python's own environments (ensurepip)"):
            raise Stop(
                "This Python has no ensurepip, so no .venv can be made. Install it, then run again.",
                "لا يمكن إنشاء بيئة بايثون دون هذه الحزمة. يُرجى تثبيتها ثم إعادة التشغيل.",
            )
        importlib.invalidate_caches()
    say("→ Making .venv · إنشاء البيئة")
    # The interpreter underneath: a .venv cannot be cleared by the very Python that lives in it.
    done = quiet([getattr(sys, "_base_executable", sys.executable), "-I", "-m", "venv", "--clear", str(VENV)])
    if done.returncode:
        raise Stop(f"Could not make .venv:\n{last_lines(done.stdout)}", "تعذر إنشاء بيئة بايثون للسبب المذكور أعلاه.")


def child_environment(state: Path, database: str = "", settings: str = "dev") -> dict[str, str]:
    """The environment of every program started here: the caller's, without what would change the outcome."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN and not name.startswith("PG")}
    return {
        **kept,
        "PYTHONUTF8": "1",
        "MITHAQ_STATE_DIR": str(state),
        "DATABASE_URL": database or f"sqlite:///{state / 'mithaq.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
    }


def run_steps(
    steps: tuple[Step, ...], stamp_file: Path, environment: dict[str, str], chained: bool = False
) -> dict[str, str]:
    """Runs the steps whose inputs changed or outputs are gone; `chained`, also every step after one that ran.

    Returns what each step that ran printed.
    """
    stamps = json.loads(stamp_file.read_text()) if stamp_file.exists() else {}
    printed: dict[str, str] = {}
    for command, said, inputs, outputs in steps:
        files = sorted({path for pattern in inputs for path in ROOT.glob(pattern) if path.is_file()})
        wanted = fingerprint(*(part for path in files for part in (str(path).encode(), path.read_bytes())))
        complete = all(any(ROOT.glob(pattern)) for pattern in outputs)
        if stamps.get(command) == wanted and complete and not (chained and printed):
            continue
        say(f"→ {said}")
        done = quiet([str(PYTHON), "manage.py", command], cwd=ROOT, env=environment, stderr=None)
        if done.returncode:
            say(done.stdout.rstrip())
            raise Stop(
                f"The step {command} failed; its own message stands above.", "تعذرت هذه الخطوة للسبب المذكور أعلاه."
            )
        printed[command] = done.stdout
        stamps[command] = wanted
        stamp_file.write_text(json.dumps(stamps))
    return printed
