"""A sealed file opens as it was, from any place; on the disk nothing of it can be read, moved or cut off."""

import os

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings

from core.sealed_files import PIECE, drop_sealed, keep_sealed, open_sealed


@pytest.fixture
def kept(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return lambda content, step=70_000: keep_sealed(
        (content[at : at + step] for at in range(0, len(content), step)), folder="x"
    )


def place(name):
    return settings.STATE_DIR / "files" / "x" / name


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 5 * PIECE + 7])
def test_a_file_of_any_size_opens_as_it_was(kept, size):
    content = os.urandom(size)
    with open_sealed("x", kept(content)) as opened:
        assert opened.read() == content
        opened.seek(-min(size, 9), os.SEEK_END)
        assert opened.read() == content[-min(size, 9) :][: min(size, 9)]
        opened.seek(size // 2)
        assert opened.read(1000) == content[size // 2 : size // 2 + 1000]


def test_nothing_of_it_is_readable_on_the_disk(kept):
    name = kept("1012345672,نورة".encode() * 20_000)
    assert b"1012345672" not in place(name).read_bytes()
    drop_sealed("x", name)
    assert not place(name).exists()
    drop_sealed("x", name)


def test_a_changed_cut_or_swapped_piece_is_noticed(kept):
    whole = place(kept(os.urandom(3 * PIECE)))
    sealed = whole.read_bytes()
    step = PIECE + 28
    swapped = sealed[:32] + sealed[32 + step : 32 + 2 * step] + sealed[32 : 32 + step] + sealed[32 + 2 * step :]
    for forged in (sealed[:100] + b"x" + sealed[101:], sealed[:-step], swapped):
        whole.write_bytes(forged)
        with open_sealed("x", whole.name) as opened, pytest.raises(InvalidTag):
            opened.read()
    other = place(kept(b"other"))
    other.write_bytes(sealed)
    with open_sealed("x", other.name) as opened, pytest.raises(InvalidTag):
        opened.read()
