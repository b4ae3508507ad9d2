"""Tables of organisation: units, people, posts, logins, proofs; tablets, their keys and how they are."""

from organisation.models.devices import (
    Device,
    DeviceHealth,
    EnrolmentSlot,
    OfflineConfirmation,
    PersonKey,
    ReceiptKey,
)
from organisation.models.people import (
    ID_SUFFIX,
    PHONE,
    Login,
    Logins,
    Person,
    Post,
    Proof,
    Signing,
    Slip,
    Unit,
)

__all__ = [
    "ID_SUFFIX",
    "PHONE",
    "Device",
    "DeviceHealth",
    "EnrolmentSlot",
    "Login",
    "Logins",
    "OfflineConfirmation",
    "Person",
    "PersonKey",
    "Post",
    "Proof",
    "ReceiptKey",
    "Signing",
    "Slip",
    "Unit",
]
