"""Setting the ways by which a person or a unit is reached outside."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.sealing import seal
from notices.errors import AddressUnfit, ProviderUnknown
from notices.events import ChannelsSet
from notices.gateways import can_reach, wants_address
from notices.models import ADDRESS, Channel
from notices.policies import check_sets_channels
from notices.selectors.channels import providers
from notices.states import ChannelGiven, Holder
from organisation.models import Person, Unit


@act
def set_channels(asked: Asked, *, holder: Holder, holder_id: UUID, channels: Sequence[ChannelGiven]) -> ChannelsSet:
    """Set all the channels of a person or a unit, in their order. Those before end; none at all is allowed.

    Refuses a provider that the node does not have, and an address that it could never use.
    """
    of = Person if holder == Holder.PERSON else Unit
    found = of.objects.select_for_update(of=("self",)).filter(pk=holder_id).first()
    if found is None:
        raise NotThere
    scope = found.scope if isinstance(found, Person) else found.path
    check_sets_channels(asked.actor, scope)
    for one in channels:
        check_channel(one)

    name = holder.value
    Channel.objects.filter(**{name: found}, ended_at=None).update(ended_at=asked.at)
    Channel.objects.bulk_create(
        Channel(
            scope=scope,
            **{name: found},
            place=place,
            provider=one.provider,
            address_sealed=seal(one.address.strip(), column=ADDRESS),
            entry_id=asked.act_id,
        )
        for place, one in enumerate(channels, start=1)
    )

    return ChannelsSet(holder=name, holder_id=found.pk, scope=scope, providers=tuple(one.provider for one in channels))


def check_channel(given: ChannelGiven) -> None:
    """Refuse what no message could ever go by."""
    if given.provider not in providers():
        raise ProviderUnknown(provider=given.provider)
    address = given.address.strip()
    if wants_address(given.provider) != bool(address) or not can_reach(given.provider, address):
        raise AddressUnfit(provider=given.provider)
