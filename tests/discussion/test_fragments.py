"""Fragments kept as bytes: within their room, never older than a change that was heard of, rendered once for many."""

import asyncio
import gzip
from uuid import UUID

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments_service.discussion.fragments import Fragment, Fragments, Key, encode

pytestmark = pytest.mark.anyio
ROTA, RUMOURS = Key("rota", "oldest", None), Key("rumours", "oldest", None)
ONE = encode("<p>Hello.</p>", version=1)


class Renderer:
    """Renders when it is let, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_go_on = asyncio.Event()

    async def __call__(self) -> Fragment:
        self.asked += 1
        number = self.asked
        await self.may_go_on.wait()
        return encode(f"<p>{number}</p>", version=number)


async def at_once() -> Fragment:
    return ONE


async def until_asked(renderer: Renderer, times: int) -> None:
    for _ in range(1000):
        if renderer.asked >= times:
            return
        await asyncio.sleep(0)
    raise AssertionError(f"asked {renderer.asked} times")


async def test_what_was_rendered_is_kept() -> None:
    fragments, renderer = Fragments(room=10_000), Renderer()
    renderer.may_go_on.set()

    first = await fragments.rendered(ROTA, renderer)

    assert await fragments.rendered(ROTA, renderer) is first
    assert fragments.kept(ROTA) is first
    assert fragments.kept(RUMOURS) is None
    assert renderer.asked == 1


async def test_many_readers_at_once_share_one_rendering() -> None:
    fragments, renderer = Fragments(room=10_000), Renderer()
    readers = [asyncio.create_task(fragments.rendered(ROTA, renderer)) for _ in range(50)]
    await until_asked(renderer, 1)
    renderer.may_go_on.set()

    assert len({id(fragment) for fragment in await asyncio.gather(*readers)}) == 1
    assert renderer.asked == 1


async def test_a_changed_thread_is_forgotten_in_every_order_and_page() -> None:
    fragments = Fragments(room=100_000)
    keys = [Key("rota", sort, after) for sort in ("oldest", "newest") for after in (None, UUID(int=1))]
    for key in (*keys, RUMOURS):
        await fragments.rendered(key, at_once)

    fragments.forget("rota")

    assert [fragments.kept(key) for key in keys] == [None] * 4
    assert fragments.kept(RUMOURS) is ONE


async def test_what_changed_while_it_was_rendered_is_not_kept() -> None:
    fragments, renderer = Fragments(room=10_000), Renderer()
    reader = asyncio.create_task(fragments.rendered(ROTA, renderer))
    await until_asked(renderer, 1)
    fragments.forget("rota")
    renderer.may_go_on.set()

    assert (await reader).version == 1
    assert fragments.kept(ROTA) is None


async def test_who_asks_after_a_change_is_not_handed_a_rendering_from_before_it() -> None:
    fragments, renderer = Fragments(room=10_000), Renderer()
    before = asyncio.create_task(fragments.rendered(ROTA, renderer))
    await until_asked(renderer, 1)
    fragments.forget("rota")
    after = asyncio.create_task(fragments.rendered(ROTA, renderer))
    await until_asked(renderer, 2)
    renderer.may_go_on.set()

    assert ((await before).version, (await after).version) == (1, 2)
    assert fragments.kept(ROTA) is await after


async def test_a_reader_who_goes_away_takes_nothing_from_the_others() -> None:
    fragments, renderer = Fragments(room=10_000), Renderer()
    impatient = asyncio.create_task(fragments.rendered(ROTA, renderer))
    patient = asyncio.create_task(fragments.rendered(ROTA, renderer))
    await until_asked(renderer, 1)
    impatient.cancel()
    renderer.may_go_on.set()

    assert (await patient).version == 1
    assert renderer.asked == 1


async def test_a_rendering_that_failed_is_told_to_all_and_tried_again() -> None:
    fragments = Fragments(room=10_000)

    async def fail() -> Fragment:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    ends = await asyncio.gather(*(fragments.rendered(ROTA, fail) for _ in range(3)), return_exceptions=True)

    assert [type(end) for end in ends] == [ZeroDivisionError] * 3
    assert await fragments.rendered(ROTA, at_once) is ONE


async def test_the_least_used_are_thrown_out_first() -> None:
    fragments = Fragments(room=3 * ONE.size)
    keys = [Key(name, "oldest", None) for name in "abcd"]
    for key in keys[:3]:
        await fragments.rendered(key, at_once)
    fragments.kept(keys[0])
    await fragments.rendered(keys[3], at_once)

    assert [fragments.kept(key) is not None for key in keys] == [True, False, True, True]


async def test_what_is_larger_than_the_room_is_answered_and_not_kept() -> None:
    fragments = Fragments(room=ONE.size - 1)

    assert await fragments.rendered(ROTA, at_once) is ONE
    assert fragments.kept(ROTA) is None


ACT = st.tuples(st.sampled_from(["ask", "forget"]), st.sampled_from("abcde"), st.integers(0, 900))


@settings(max_examples=60)
@given(st.lists(ACT, max_size=60))
def test_whatever_happens_it_stays_within_its_room_and_remembers_nothing_else(acts: list[tuple[str, str, int]]) -> None:
    fragments = Fragments(room=4_000)

    async def run() -> None:
        for act, uid, length in acts:
            if act == "forget":
                fragments.forget(uid)
            else:
                fragment = encode("x" * length, version=1)

                async def render(fragment: Fragment = fragment) -> Fragment:
                    return fragment

                await fragments.rendered(Key(uid, "oldest", UUID(int=length)), render)
            kept = fragments._kept
            assert fragments._taken == sum(one.size for one in kept.values()) <= 4_000
            assert {key for keys in fragments._keys_of.values() for key in keys} == set(kept)

    asyncio.run(run())
    for uid in "abcde":
        fragments.forget(uid)
    left = [value for value in vars(fragments).values() if isinstance(value, dict) and value]
    assert (fragments._taken, left) == (0, [])


def test_threads_that_are_forgotten_and_never_asked_for_leave_no_trace() -> None:
    """Anybody may ask for pages that are not there; each must not cost a little memory for ever."""
    fragments = Fragments(room=4_000)
    for number in range(100):
        fragments.forget(f"no-such-page-{number}")

    assert [value for value in vars(fragments).values() if isinstance(value, dict) and value] == []


@given(st.text())
def test_each_encoding_holds_the_same_words_under_its_own_strong_tag(html: str) -> None:
    html = html.encode(errors="replace").decode()
    fragment = encode(html, version=1)

    assert fragment.plain.body.decode() == html
    assert gzip.decompress(fragment.gzip.body).decode() == html
    assert brotli.decompress(fragment.brotli.body).decode() == html
    tags = [fragment.plain.etag, fragment.gzip.etag, fragment.brotli.etag]
    assert len(set(tags)) == 3
    assert all(tag.startswith(b'"') and tag.endswith(b'"') for tag in tags)


def test_the_same_words_have_the_same_tag_at_any_version_and_other_words_another() -> None:
    one, later, other = encode("a", version=1), encode("a", version=9), encode("b", version=1)

    assert (one.plain, one.gzip, one.brotli) == (later.plain, later.gzip, later.brotli)
    assert one.plain.etag != other.plain.etag
