"""The package can be imported where the system is not POSIX."""

from __future__ import annotations

import subprocess
import sys

IMPORT_ALL = """
import builtins, importlib, os, pkgutil, signal

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    os: ("O_DIRECTORY", "O_NOFOLLOW", "fork", "getegid", "geteuid", "getgid", "getuid", "killpg", "setsid"),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "pthread_sigmask"),
}
real = builtins.__import__


def windows_like(name, globals=None, *rest, **named):
    importer = (globals or {}).get("__name__", "")
    if name in POSIX_MODULES and importer.partition(".")[0] == "generator":
        raise ImportError(f"{importer} imports {name}")
    return real(name, globals, *rest, **named)


builtins.__import__ = windows_like
for module, names in POSIX_NAMES.items():
    for name in names:
        delattr(module, name)

import generator

count = 0
for found in pkgutil.walk_packages(generator.__path__, "generator."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
        count += 1
print(count)
"""


def test_every_module_can_be_imported_without_posix() -> None:
    """No module needs fcntl and the like, or a POSIX signal or function, to be imported: native Windows has none."""
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
