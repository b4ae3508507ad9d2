"""RFC 6962 tree hashing, as pure functions on bytes. Storage is somebody else's.

Hashes are SHA-256 of 0x00 + leaf, and of 0x01 + left + right (RFC 6962, 2.1). The proofs and their
checks follow RFC 6962 2.1.1 and 2.1.2 and RFC 9162 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf's bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to tell its root.

    ``peaks`` are the roots of the perfect subtrees that ``size`` splits into, largest first: one
    for each set bit of ``size``.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def appended(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after these leaf hashes."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            node, carry = leaf, size
            while carry & 1:
                node = node_hash(peaks.pop(), node)
                carry >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """The tree's root; SHA-256 of nothing for the empty tree."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes, in one go."""
    return Frontier().appended(leaves).root()


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf ``index`` in the tree over all ``leaves``, nearest sibling first."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def inclusion_proofs(leaves: Sequence[bytes], indexes: Iterable[int]) -> dict[int, list[bytes]]:
    """The audit paths of several leaves of one tree, hashing every node of it once however many there are."""
    proofs: dict[int, list[bytes]] = {index: [] for index in indexes}
    if strangers := [index for index in proofs if not 0 <= index < len(leaves)]:
        raise ValueError(f"no leaf {strangers[0]} in a tree of {len(leaves)}")
    if leaves:
        _collect(leaves, 0, sorted(proofs), proofs)
    return proofs


def _collect(leaves: Sequence[bytes], start: int, wanted: Sequence[int], proofs: dict[int, list[bytes]]) -> bytes:
    """The root over these leaves; on the way back each wanted leaf learns its sibling, the nearest one first."""
    if not wanted or len(leaves) == 1:
        return root_of(leaves)
    split = _split(len(leaves))
    on_the_left = [index for index in wanted if index < start + split]
    on_the_right = [index for index in wanted if index >= start + split]
    left = _collect(leaves[:split], start, on_the_left, proofs)
    right = _collect(leaves[split:], start + split, on_the_right, proofs)
    for index in on_the_left:
        proofs[index].append(right)
    for index in on_the_right:
        proofs[index].append(left)
    return node_hash(left, right)


def proves_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` shows that leaf hash ``leaf`` stands at ``index`` in the tree of ``size`` with ``root``."""
    if not 0 <= index < size:
        return False
    node, position, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The proof that the tree over all ``leaves`` continues the one over the first ``old_size``."""
    if not 0 < old_size <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} has no earlier size {old_size}")
    return _subproof(leaves, old_size, whole=True)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root_of(leaves[:split])]


def proves_consistency(*, old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether ``proof`` shows that the tree (``size``, ``root``) continues the tree (``old_size``, ``old_root``)."""
    if old_size == size or not proof:
        return old_size == size and not proof and old_root == root
    if not 0 < old_size < size:
        return False
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    shared = _trailing_ones(old_size - 1)
    position, last = (old_size - 1) >> shared, (size - 1) >> shared
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _trailing_ones(number: int) -> int:
    return ((number + 1) & -(number + 1)).bit_length() - 1
