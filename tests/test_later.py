import asyncio

from workbench.panels.later import Later


def test_what_is_put_off_is_done_at_once_where_no_loop_runs():
    done = []
    Later(lambda: done.append(1)).ask(60)
    assert done == [1]


def test_what_is_asked_for_again_is_done_once_and_after_the_rest():
    done = []

    async def work() -> None:
        later = Later(lambda: done.append("later"))
        later.ask(0.01)
        later.ask(0.02)
        assert later.due
        done.append("first")
        await asyncio.sleep(0.2)
        assert not later.due

    asyncio.run(work())
    assert done == ["first", "later"]


def test_what_is_due_can_be_done_now_or_forgotten():
    done = []

    async def work() -> None:
        later = Later(lambda: done.append(1))
        later.now()
        later.ask(60)
        later.now()
        assert done == [1]
        later.ask(0.01)
        later.forget()
        await asyncio.sleep(0.1)

    asyncio.run(work())
    assert done == [1]
