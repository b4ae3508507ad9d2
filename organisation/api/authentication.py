"""Who asks: a session's login, as the actor its posts make him."""

from __future__ import annotations

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from kernel.actors import Actor
from kernel.played import played
from organisation.models import Login
from organisation.selectors import actor_of_login


class ActorAuthentication(SessionAuthentication):
    """Session and CSRF as Django keeps them; ``request.auth`` is the actor."""

    def authenticate(self, request: Request) -> tuple[Login, Actor] | None:
        """The login and its actor, or None for a stranger. A sealed act brings its actor with it."""
        if sealed := played(request):
            actor = sealed.asked.actor
            return Login(pk=actor.login_id, person_id=actor.person_id), actor
        found = super().authenticate(request)
        if found is None:
            return None
        login = found[0]
        return login, actor_of_login(login)

    def authenticate_header(self, request: Request) -> str:
        """Named, so that a stranger is answered 401 and not 403."""
        return "Session"


class ActorScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular is untyped here
    """How the OpenAPI document names it."""

    target_class = "organisation.api.authentication.ActorAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """A cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "__Host-sessionid"}
