"""The built site at an address of its own, without the service: what a reader sees while the service rests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import site


@pytest.fixture(scope="session")
def site_address(built_site: Path) -> Iterator[str]:
    with site.served(built_site) as address:
        yield address
