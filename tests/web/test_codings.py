"""Which encoding a reader gets."""

from hypothesis import given
from hypothesis import strategies as st

from comments_service.web.codings import coding_for


def test_brotli_comes_before_gzip_unless_it_is_refused() -> None:
    asked = [b"gzip, br", b"br;q=0, gzip", b"br; q=0.0 ,gzip ; q=0", b"BR;Q=0.1", b"*", b"", b"xbr, gzipped"]

    assert [coding_for(one) for one in asked] == ["br", "gzip", "plain", "br", "plain", "plain", "plain"]


@given(st.binary(max_size=60))
def test_no_header_is_too_strange(accepted: bytes) -> None:
    assert coding_for(accepted) in {"plain", "gzip", "br"}
