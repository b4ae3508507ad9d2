"""The addresses of sockets, one line each."""

from __future__ import annotations

from django.urls import URLPattern

SOCKETS: list[URLPattern] = []
