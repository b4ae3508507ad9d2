"""Facts of a handover that stopped at one of its ten points. They tell codes of points, never the remark."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class HandoverSealsAmissFound(DomainEvent):
    """Both sides found a seal or a package that is not whole: the handover stopped."""

    sentence = _("A handover stopped: a seal or package is not whole")
    audience = "escort"

    step: str
    node: str
    venue: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverCountsAmissFound(DomainEvent):
    """Both sides found another number or other codes than on the list: the handover stopped."""

    sentence = _("A handover stopped: it is not what is on the list")
    audience = "escort"

    step: str
    node: str
    venue: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverPointAmissFound(DomainEvent):
    """A handover was refused until people, camera or signatures are in order."""

    sentence = _("A handover was refused: one of its points is not in order")
    audience = "escort"

    step: str
    node: str
    venue: str
    points: tuple[str, ...]
