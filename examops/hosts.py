"""By which names and addresses this node is reached on the county's network."""

from __future__ import annotations

import socket

import psutil

LOCAL = ("localhost", "127.0.0.1")


def known_hosts() -> list[str]:
    """The machine's name and its IPv4 addresses, this machine's own loopback first.

    Each is listed by name: a certificate of our own cannot be made for "any host", and Django refuses
    a Host header that is not on the list.
    """
    names = [*LOCAL]
    host = socket.gethostname().lower()
    if host and all(letter.isalnum() or letter in "-." for letter in host):
        names.append(host)
    for addresses in psutil.net_if_addrs().values():
        names.extend(address.address for address in addresses if address.family == socket.AF_INET)
    return list(dict.fromkeys(names))
