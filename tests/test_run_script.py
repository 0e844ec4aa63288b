"""The script `run`, on machines made of fakes: a PATH that holds a few real tools and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TOOLS = ("cat", "chmod", "cksum", "cp", "dirname", "env", "head", "mkdir", "readlink", "rm", "sed", "sh")
PYTHON = """#!/bin/sh
case $1$2 in
    -c*version_info*) exit {probe} ;;
    -c*subset*) [ -e "$FAKES/subsetter" ] ;;
    -c*pango*) [ -e "$FAKES/pango" ] ;;
    --version) echo Python {version} ;;
    -mvenv)
        case $4 in "${{FAKES%/*}}"/*) ;; *) exit 1 ;; esac # never touch the real machine
        echo "venv with {version}" >>"$FAKES/log"
        rm -rf "$4" && mkdir -p "$4/bin" && cp "$FAKES/venv-python" "$4/bin/python"
        ;;
esac
"""
VENV_PYTHON = """#!/bin/sh
shift 3 # -m pip --disable-pip-version-check
echo "pip $*" >>"$FAKES/log"
if [ -e "$FAKES/offline" ]; then
    echo 'no route to host' >&2
    exit 1
fi
for command in brief tox; do
    cp "$FAKES/command" "${0%/*}/$command"
done
"""
COMMAND = """#!/bin/sh
echo "${0##*/} in $PWD"
for argument; do
    echo "<$argument>"
done
exit 4
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$FAKES/log"
case $* in
    *python3*) cp "$FAKES/python3.11" "$FAKES/bin/python3" ;;
esac
case $* in
    *libpango*) : >"$FAKES/pango" && : >"$FAKES/font" ;;
esac
case $* in
    *libharfbuzz-subset0*) : >"$FAKES/subsetter" ;;
esac
"""
APT_CACHE = """#!/bin/sh
case $1 in
    policy) sed -n "s/^$2 /  Candidate: /p" "$FAKES/apt" ;;
    show) sed -n "s/^$2 /Version: /p" "$FAKES/apt" | head -n 1 && [ -n "$(sed -n "/^$2 /p" "$FAKES/apt")" ] ;;
esac
"""
DEBIAN = (
    "python3 3.11.2-1+b1\nlibpango-1.0-0 1.50\nlibpangoft2-1.0-0 1.50\nlibharfbuzz-subset0 6.0\nfonts-dejavu-core 2\n"
)
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"


@dataclass
class Machine:
    """A machine with nothing on it but a shell, and a checkout at `root`."""

    folder: Path
    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, text: str) -> None:
        """Put an executable script (or a plain file: any text) at `path`."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        target.chmod(0o755)

    def add_python(self, name: str, version: str) -> None:
        """Put a fake Python on the PATH; one older than 3.11 fails the probe."""
        self.add(f"bin/{name}", PYTHON.format(version=version, probe=int(version < "3.11")))

    def add_libraries(self) -> None:
        """Put Pango, HarfBuzz-Subset and a font in place."""
        self.add("pango", "")
        self.add("subsetter", "")
        self.add("font", "")

    def run(self, *arguments: str, cwd: Path | None = None, script: Path | None = None) -> tuple[int, str, str]:
        """Start the script; return its exit code, output and messages."""
        done = subprocess.run(
            [script or self.root / "run", *arguments],
            cwd=cwd or self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout, done.stderr

    def installed(self, *parts: str) -> list[str]:
        """What the log says of an environment of these parts: locks, with their hashes, and the project itself."""
        how = {
            part: f"--require-hashes --requirement {self.root}/requirements/{part}.txt"
            for part in ("tools", "run", "test")
        } | {"project": f"--editable {self.root}"}
        return [f"pip install --quiet --quiet --no-deps --no-build-isolation {how[part]}" for part in parts]

    def log(self) -> list[str]:
        """What was installed, in order; the log starts anew."""
        path = self.folder / "log"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path, checkout: Path) -> Machine:
    """A bare Debian seen by root, the checkout in a folder with spaces."""
    root, fakes = tmp_path / "a check out", tmp_path / "fakes"
    root.mkdir()
    shutil.copy(checkout / "run", root)
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (root / "requirements").mkdir()
    for lock in ("tools", "run", "test"):
        (root / "requirements" / f"{lock}.txt").write_text("babel==2.19.0\n", encoding="utf-8")
    machine = Machine(fakes, root)
    machine.environment = {"PATH": str(fakes / "bin"), "HOME": str(tmp_path), "FAKES": str(fakes)}
    machine.add("venv-python", VENV_PYTHON)
    machine.add("command", COMMAND)
    machine.add("python3.11", PYTHON.format(version="3.11.2", probe=0))
    machine.add("apt", DEBIAN)
    machine.add("bin/find", '#!/bin/sh\n[ ! -e "$FAKES/font" ] || echo "$1/DejaVuSans.ttf"\n')
    machine.add("bin/id", "#!/bin/sh\necho 0\n")
    machine.add("bin/uname", "#!/bin/sh\necho Linux\n")
    machine.add("bin/apt-get", APT_GET)
    machine.add("bin/apt-cache", APT_CACHE)
    for tool in TOOLS:
        where = shutil.which(tool)
        assert where, f"this test needs {tool}"
        (fakes / "bin" / tool).symlink_to(where)
    return machine


def test_a_bare_machine_is_set_up_and_the_job_starts(machine: Machine) -> None:
    """Root on a bare Debian: packages by apt, a private environment, then the brief, whose exit code comes through."""
    code, output, messages = machine.run("brief")
    assert code == 4
    assert output.splitlines() == [f"brief in {machine.root}", "<build>"]
    assert machine.log() == [
        "apt-get -q update",
        f"apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends python3 python3-venv {LIBRARIES}",
        "venv with 3.11.2",
        *machine.installed("tools", "run", "project"),
    ]
    assert "Setting up .venv with Python 3.11.2" in messages


def test_a_second_start_goes_straight_to_work(machine: Machine) -> None:
    """Nothing is installed again, nothing is said, and the job begins in well under five seconds."""
    machine.run("brief")
    machine.log()
    start = time.monotonic()
    code, output, messages = machine.run("brief", "doctor")
    assert time.monotonic() - start < 5
    assert (code, output.splitlines()[1:], messages, machine.log()) == (4, ["<doctor>"], "", [])


def test_arguments_and_folder_come_through(machine: Machine, tmp_path: Path) -> None:
    """Started from another folder through a link, with odd arguments: the command gets them as they are, there."""
    (tmp_path / "link").symlink_to(machine.root / "run")
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    machine.run("brief")
    _, output, _ = machine.run("brief", "build", "a b", "", "*", "$HOME", cwd=elsewhere, script=tmp_path / "link")
    assert output.splitlines() == [f"brief in {elsewhere}", "<build>", "<a b>", "<>", "<*>", "<$HOME>"]


def test_without_arguments_it_builds_in_the_checkout(machine: Machine, tmp_path: Path) -> None:
    """`run brief` alone writes to the checkout's output folder, wherever it is started."""
    _, output, _ = machine.run("brief", cwd=tmp_path)
    assert output.splitlines() == [f"brief in {machine.root}", "<build>"]


def test_tests_run_through_tox(machine: Machine) -> None:
    """`run test` needs only tox and passes its arguments on to pytest."""
    code, output, _ = machine.run("test", "-k", "a or b")
    assert code == 4
    assert output.splitlines() == [
        f"tox in {machine.root}",
        "<run>",
        "<-e>",
        "<lint,types,py>",
        "<-->",
        "<-k>",
        "<a or b>",
    ]
    assert [line for line in machine.log() if line.startswith("pip")] == machine.installed("tools")


def test_all_tests_run_where_none_is_named(machine: Machine) -> None:
    """Without arguments tox gets no empty list of them."""
    _, output, _ = machine.run("test")
    assert output.splitlines()[-1] == "<lint,types,py>"


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements/run.txt", "requirements/tools.txt"])
def test_changed_dependencies_are_installed_anew(machine: Machine, changed: str) -> None:
    """New dependencies and renewed locks reach the environment at the next start."""
    machine.run("brief")
    machine.log()
    (machine.root / changed).write_text("# changed\n", encoding="utf-8")
    machine.run("brief")
    assert machine.log() == ["venv with 3.11.2", *machine.installed("tools", "run", "project")]


def test_a_moved_checkout_is_installed_anew(machine: Machine, tmp_path: Path) -> None:
    """An environment does not survive a move: it is made again."""
    machine.run("brief")
    machine.log()
    machine.root = machine.root.rename(tmp_path / "moved")
    assert machine.run("brief")[0] == 4
    assert "venv with 3.11.2" in machine.log()


def test_another_python_under_the_same_name_is_noticed(machine: Machine) -> None:
    """After the system's Python changed its version the environment is made again."""
    machine.run("brief")
    machine.log()
    python = machine.root / ".venv/bin/python"
    python.rename(python.with_name("python3.13"))
    python.symlink_to("python3.13")
    machine.run("brief")
    assert "venv with 3.11.2" in machine.log()


def test_an_interrupted_installation_is_made_good(machine: Machine) -> None:
    """Without network it stops with a clear message and exit 1; the next start begins again and succeeds."""
    machine.add_python("python3", "3.12.1")
    machine.add_libraries()
    machine.add("offline", "")
    code, output, messages = machine.run("brief")
    assert (code, output) == (1, "")
    assert "Check the network" in messages
    (machine.folder / "offline").unlink()
    assert machine.run("brief")[0] == 4
    assert machine.log().count("venv with 3.12.1") == 2


def test_no_package_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    """Apt is not touched on a machine that has Python, Pango and a font."""
    machine.add_python("python3", "3.13.5")
    machine.add_libraries()
    machine.run("brief")
    assert not [line for line in machine.log() if line.startswith("apt-get")]


def test_the_subsetter_is_added_to_a_machine_that_lacks_only_that(machine: Machine) -> None:
    """Root gets HarfBuzz-Subset by apt, once; where it is there, apt is left alone."""
    machine.add_python("python3", "3.13.5")
    machine.add_libraries()
    (machine.folder / "subsetter").unlink()
    assert machine.run("brief")[0] == 4
    assert [line for line in machine.log() if line.startswith("apt-get")] == [
        "apt-get -q update",
        "apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends libharfbuzz-subset0",
    ]
    machine.run("test")
    assert not [line for line in machine.log() if line.startswith("apt-get")]


@pytest.mark.parametrize("missing", ["rights", "package", "apt"])
def test_a_subsetter_that_cannot_be_had_stops_nothing(machine: Machine, missing: str) -> None:
    """A plain user, an old release or a system without apt goes on, and is told what it costs."""
    machine.add_python("python3", "3.13.5")
    machine.add_libraries()
    (machine.folder / "subsetter").unlink()
    if missing == "rights":
        machine.add("bin/id", "#!/bin/sh\necho 1000\n")
    elif missing == "package":
        machine.add("bin/apt-get", "#!/bin/sh\nexit 100\n")
    else:
        (machine.folder / "bin/apt-get").unlink()
    code, _, messages = machine.run("brief")
    assert code == 4
    assert "HarfBuzz-Subset is missing" in messages


def test_a_newer_python_beside_an_old_one_is_used(machine: Machine) -> None:
    """`python3` is 3.10, `python3.12` is there: the latter is taken and no Python is installed."""
    machine.add_python("python3", "3.10.12")
    machine.add_python("python3.12", "3.12.1")
    machine.add_libraries()
    assert machine.run("brief")[0] == 4
    assert machine.log()[0] == "venv with 3.12.1"


def test_a_pyenv_python_off_the_path_is_used(machine: Machine) -> None:
    """Pyenv's `python3` points nowhere useful, but a new enough version is installed: it is found."""
    machine.add("bin/python3", "#!/bin/sh\necho 'pyenv: python3: command not found' >&2\nexit 127\n")
    machine.add("pyenv/versions/3.12.4/bin/python3", PYTHON.format(version="3.12.4", probe=0))
    machine.environment["PYENV_ROOT"] = str(machine.folder / "pyenv")
    machine.add_libraries()
    assert machine.run("brief")[0] == 4
    assert machine.log()[0] == "venv with 3.12.4"


def test_an_old_ubuntu_gets_the_python_that_it_keeps_beside_its_own(machine: Machine) -> None:
    """Where `python3` is 3.10 by apt too, python3.11 is installed; packages that the release lacks are left out."""
    machine.add("apt", "python3 3.10.6-1~22.04\npython3.11 3.11.0~rc1-1~22.04\n" + DEBIAN.split("\n", 1)[1])
    apt = (machine.folder / "apt").read_text(encoding="utf-8").replace("libharfbuzz-subset0 6.0\n", "")
    machine.add("apt", apt)
    assert machine.run("brief")[0] == 4
    assert machine.log()[1].endswith("python3.11 python3.11-venv libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core")


def test_sudo_is_used_where_it_asks_no_password(machine: Machine) -> None:
    """A user with passwordless sudo needs to do nothing."""
    machine.add("bin/id", "#!/bin/sh\necho 1000\n")
    machine.add("bin/sudo", '#!/bin/sh\nshift\n[ "$1" = true ] || { echo "sudo $1" >>"$FAKES/log" && exec "$@"; }\n')
    assert machine.run("brief")[0] == 4
    assert machine.log()[:2] == ["sudo apt-get", "apt-get -q update"]


@pytest.mark.parametrize("has_sudo", [False, True])
def test_without_rights_the_exact_command_is_printed(machine: Machine, has_sudo: bool) -> None:
    """A plain user is told what to run; nothing is installed or left behind; exit 1."""
    machine.add("bin/id", "#!/bin/sh\necho 1000\n")
    if has_sudo:
        machine.add("bin/sudo", "#!/bin/sh\nexit 1\n")
    code, output, messages = machine.run("brief")
    assert (code, output, machine.log()) == (1, "", [])
    command = f"sudo apt-get update && sudo apt-get install -y python3 python3-venv {LIBRARIES}"
    assert messages.splitlines()[-1].strip() == command
    assert not (machine.root / ".venv").exists()


def test_only_what_is_missing_is_asked_for(machine: Machine) -> None:
    """With Python there and Pango missing, the command names no Python."""
    machine.add_python("python3", "3.11.2")
    machine.add("bin/id", "#!/bin/sh\necho 1000\n")
    _, _, messages = machine.run("brief")
    assert messages.splitlines()[-1].strip() == f"sudo apt-get update && sudo apt-get install -y {LIBRARIES}"


def test_a_failing_apt_is_told(machine: Machine) -> None:
    """Where apt cannot install, the message says what to check; exit 1."""
    machine.add("bin/apt-get", "#!/bin/sh\nexit 100\n")
    code, _, messages = machine.run("brief")
    assert code == 1
    assert "apt-get could not install" in messages


def test_a_system_that_stays_too_old_is_told(machine: Machine) -> None:
    """Where apt installs and Python is still too old, the message says so instead of going on."""
    machine.add("python3.11", PYTHON.format(version="3.9.2", probe=1))
    code, _, messages = machine.run("brief")
    assert code == 1
    assert "still missing" in messages


def test_macos_is_told_what_to_brew(machine: Machine) -> None:
    """On macOS the message names Homebrew's packages."""
    machine.add("bin/uname", "#!/bin/sh\necho Darwin\n")
    code, _, messages = machine.run("brief")
    assert code == 1
    assert "brew install python pango" in messages


def test_a_system_without_apt_is_told(machine: Machine) -> None:
    """On other systems the message says what is needed."""
    (machine.folder / "bin/apt-get").unlink()
    code, _, messages = machine.run("brief")
    assert code == 1
    assert "package manager" in messages


@pytest.mark.parametrize("arguments", [(), ("build",), ("--help",)])
def test_anything_else_is_a_usage_error(machine: Machine, arguments: tuple[str, ...]) -> None:
    """Neither job named: one line of usage, exit 2."""
    code, output, messages = machine.run(*arguments)
    assert (code, output) == (2, "")
    assert messages.startswith("Usage: ./run brief")


def test_continuous_integration_runs_the_tests(machine: Machine, checkout: Path) -> None:
    """`.ci/run` starts `run test`, with either shell and from any folder."""
    (machine.root / ".ci").mkdir()
    shutil.copy(checkout / ".ci" / "run", machine.root / ".ci")
    code, output, _ = machine.run(cwd=machine.folder, script=machine.root / ".ci" / "run")
    assert code == 4
    assert output.startswith(f"tox in {machine.root}")
