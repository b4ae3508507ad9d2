"""The node seen from outside: simulated people log in and act over HTTP, like everybody else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

TIMEOUT = 60


def _patient() -> HTTPAdapter:
    """A process that died is back within seconds: what had no answer is sent again, the same bytes, the same act."""
    again = Retry(
        total=12,
        status_forcelist=[502, 503, 504],
        allowed_methods=None,
        backoff_factor=0.2,
        backoff_max=5,
        raise_on_status=False,
    )
    return HTTPAdapter(max_retries=again)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the node answers, and the certificate authority that vouches for it."""

    url: str
    authority: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the node said to one act."""

    status: int
    body: dict[str, Any]
    act_id: UUID

    @property
    def accepted(self) -> bool:
        """Whether the act was done."""
        return self.status == 200

    @property
    def code(self) -> str:
        """The refusal's code, or ``accepted``."""
        return "accepted" if self.accepted else str(self.body.get("code", self.status))


@dataclass
class Player:
    """One simulated person with a session of his own."""

    address: Address
    login: str
    password: str
    session: requests.Session = field(default_factory=requests.Session)

    def log_in(self) -> None:
        """Log in by the page that people use. Raises ``RuntimeError`` where the password does not fit."""
        # Neither proxies nor authorities of the environment: the node is on this machine and vouches for itself.
        self.session.trust_env = False
        self.session.verify = self.address.authority
        self.session.mount("https://", _patient())
        self.session.headers["Referer"] = self.address.url + "/"
        page = f"{self.address.url}/accounts/login/"
        self.session.get(page, timeout=TIMEOUT).raise_for_status()
        given = {"login": self.login, "password": self.password, "csrfmiddlewaretoken": self._token()}
        answer = self.session.post(page, data=given, timeout=TIMEOUT, allow_redirects=False)
        if answer.status_code != requests.codes.found:
            raise RuntimeError(f"{self.login} could not log in: {answer.status_code}")

    def act(self, path: str, given: dict[str, Any] | None = None) -> Answer:
        """POST one act. Raises where the node has no answer: a rehearsal must not take a crash for a refusal."""
        act_id = uuid4()
        answer = self.session.post(
            self.address.url + path,
            data=json.dumps(given or {}),
            headers={"Content-Type": "application/json", "Act-Id": str(act_id), "X-CSRFToken": self._token()},
            timeout=TIMEOUT,
        )
        if answer.status_code >= requests.codes.server_error:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:300]}")
        return Answer(status=answer.status_code, body=answer.json(), act_id=act_id)

    def read(self, path: str) -> Any:
        """GET JSON."""
        answer = self.session.get(self.address.url + path, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def fetch(self, path: str) -> bytes:
        """GET a file."""
        answer = self.session.get(self.address.url + path, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.content

    def as_second(self) -> dict[str, str]:
        """The person as the second of a two-person act."""
        return {"login": self.login, "password": self.password}

    def _token(self) -> str:
        for cookie in self.session.cookies:
            if "csrf" in cookie.name:
                return cookie.value or ""
        return ""


def health(address: Address) -> dict[str, Any]:
    """All that the node tells of itself."""
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", _patient())
        answer = session.get(f"{address.url}/health/", verify=address.authority, timeout=TIMEOUT)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told
