"""The tree against vectors that nobody here made: those of the Certificate Transparency project."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    root_of,
)

# certificate-transparency, merkletree/merkle_tree_test.cc: eight inputs and the root after each.
INPUTS = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]

# The same file: the audit path of leaf 5 (counted from 0) in the tree of 8, and the proof from 6 to 8.
PATH_OF_5_IN_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_proofs_are_those_of_the_published_vectors() -> None:
    assert [node.hex() for node in inclusion_proof(LEAVES, 5)] == PATH_OF_5_IN_8
    assert [node.hex() for node in consistency_proof(LEAVES, 6)] == FROM_6_TO_8


@given(st.integers(1, 70), st.data())
def test_proofs_made_together_are_those_made_one_by_one(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    wanted = data.draw(st.sets(st.integers(0, size - 1)))

    assert inclusion_proofs(leaves, wanted) == {index: inclusion_proof(leaves, index) for index in wanted}


def test_no_proof_is_made_of_a_leaf_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no leaf 8"):
        inclusion_proofs(LEAVES, [0, 8])
    assert [node.hex() for node in inclusion_proofs(LEAVES, [5])[5]] == PATH_OF_5_IN_8


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_growing_in_steps_gives_the_tree_made_at_once(inputs: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(one) for one in inputs]
    cut = data.draw(st.integers(0, len(leaves)))

    grown = Frontier().appended(leaves[:cut]).appended(leaves[cut:])

    assert grown == Frontier().appended(leaves)


@given(st.integers(1, 70), st.data())
def test_every_leaf_is_proved_and_nothing_else_is(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, index), root_of(leaves)

    assert proves_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root=root)
    assert not proves_inclusion(leaf=leaf_hash(b"else"), index=index, size=size, proof=proof, root=root)
    assert not proves_inclusion(leaf=leaves[index], index=index, size=size, proof=[*proof, root], root=root)
    assert not proves_inclusion(leaf=leaves[index], index=size, size=size, proof=proof, root=root)
    if size > 1:
        other = (index + 1) % size
        assert not proves_inclusion(leaf=leaves[index], index=other, size=size, proof=proof, root=root)


@given(st.integers(1, 70), st.data())
def test_a_tree_is_proved_to_continue_its_past_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    old_size = data.draw(st.integers(1, size))
    old_root, root = root_of(leaves[:old_size]), root_of(leaves)
    proof = consistency_proof(leaves, old_size)

    assert proves_consistency(old_size=old_size, old_root=old_root, size=size, root=root, proof=proof)
    forged = root_of([leaf_hash(b"forged"), *leaves[1:old_size]])
    assert not proves_consistency(old_size=old_size, old_root=forged, size=size, root=root, proof=proof)
