"""PostgreSQL refuses to run as root. When root starts the node, another account runs it."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import SYSTEM_FOLDER

CANDIDATES = ("examops", "postgres")


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs a server. ``ourselves`` where no change of user is needed."""

    name: str
    uid: int
    gid: int

    @property
    def ourselves(self) -> bool:
        """Whether that is the present user anyway."""
        return self.uid == os.geteuid()

    def as_popen(self) -> dict[str, Any]:
        """The arguments that make ``subprocess`` start a program as this account."""
        return {} if self.ourselves else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path, mode: int) -> None:
        """Make ``folder`` with this owner and mode."""
        folder.mkdir(parents=True, exist_ok=True)
        if not self.ourselves:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(mode)


def account_for_postgres() -> Account:
    """Ourselves; or, for root, the account ``examops`` or ``postgres``, made where neither is there."""
    if os.geteuid() != 0:
        return Account(name="", uid=os.geteuid(), gid=os.getegid())
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=found.pw_uid, gid=found.pw_gid)
    return _make_account(CANDIDATES[0])


def _make_account(name: str) -> Account:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is not None:
        subprocess.run([useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=False)
    try:
        made = pwd.getpwnam(name)
    except KeyError as error:
        raise CannotStart(
            _(
                "PostgreSQL does not run as root, and no account could be made for it. Make a system account named "
                "“examops”, or start as an ordinary user."
            )
        ) from error
    return Account(name=name, uid=made.pw_uid, gid=made.pw_gid)


def reachable(folder: Path, *, version: str, beside: Path) -> Path:
    """``folder``, or a copy of it that another account can reach when it lies under a private home.

    ``beside`` is the folder of shared libraries that the programs look for by a relative path.
    """
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.parents)):
        return folder
    root = folder.parents[1]
    copy = SYSTEM_FOLDER / f"postgresql-{version}"
    if not copy.is_dir():
        part = copy.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        for source in (folder, beside):
            shutil.copytree(source, part / source.relative_to(root), symlinks=True)
        part.chmod(0o755)
        SYSTEM_FOLDER.chmod(0o755)
        part.replace(copy)
    return copy / folder.relative_to(root)
