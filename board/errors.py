from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class NothingSounds(DomainError):
    """None of these alarms sounds: somebody else was quicker, or the incident is at another stage."""

    code = "nothing_sounds"
    sentence = _("None of these alarms sounds any more: somebody has silenced or answered them. Look at the board.")


class MapUnfit(DomainError):
    """The drawing has no shape, too many points, or points that lie nowhere."""

    code = "map_unfit"
    sentence = _(
        "This drawing cannot be used: it needs 1 to 400 shapes of at least 4 points, 60,000 points in all, in degrees. "
        "Simplify it, or have it exported anew as GeoJSON."
    )
    status = 400
