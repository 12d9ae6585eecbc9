"""Which parts of the car are there, and how they are."""

from ipa_agents.cabin.events import Condition, Level
from ipa_agents.cabin.roll_call import CAR_ITSELF, Part, RollCall


def condition(name: str, level: Level = 'ok', message: str = 'fine', hardware_id: str = 'ipa_agents') -> Condition:
    return Condition(f'/ipa/{name}', level, message, {name: '1'}, hardware_id)


def test_a_part_is_as_bad_as_its_worst_task_and_says_what_is_not_ok() -> None:
    calls = RollCall(['guard'])
    calls.hear(condition('guard: devices', 'error', 'missing: hvac'), 0.0)
    calls.hear(condition('guard: status', 'warn', 'rejected: x'), 0.0)
    calls.hear(condition('guard: queues'), 0.0)
    assert calls.look(0.0)
    (guard,) = calls.parts
    assert (guard.name, guard.level, guard.message) == ('guard', 'error', 'missing: hvac; rejected: x')
    assert set(guard.values) == {'guard: devices', 'guard: status', 'guard: queues'}
    calls.hear(condition('guard: devices'), 1.0)
    assert calls.look(1.0)
    assert calls.parts[0].level == 'warn'
    assert not calls.look(1.1)


def test_silence_is_death_and_a_new_life_begins_with_the_first_word() -> None:
    calls = RollCall(['assistant', 'media'])
    calls.look(100.0)
    assert calls.silent() == ()
    calls.hear(condition('assistant: status'), 101.0)
    calls.look(113.0)
    assert calls.silent() == ('assistant', 'media')
    assert calls.parts == (Part('assistant', 'stale', '', {}), Part('media', 'stale', '', {}))
    calls.hear(condition('assistant: status'), 114.0)
    calls.look(114.0)
    assert calls.silent() == ('media',)


def test_a_task_that_is_gone_after_a_restart_does_not_make_the_part_dead() -> None:
    calls = RollCall()
    calls.hear(condition('media: sound'), 0.0)
    calls.hear(condition('media: status'), 10.0)
    calls.look(10.0)
    assert [part.level for part in calls.parts] == ['ok']
    assert [task.level for task in calls.tasks(10.0)] == ['stale', 'ok']


def test_what_is_wrong_with_the_car_is_no_fault_of_the_simulator() -> None:
    calls = RollCall(['simulator'])
    calls.hear(condition('simulator: status'), 0.0)
    calls.hear(condition('simulator: tyres', 'warn', 'low pressure: Row2 Left', CAR_ITSELF), 0.0)
    calls.hear(condition('simulator: brakes', 'ok', 'fine', CAR_ITSELF), 0.0)
    calls.look(0.0)
    assert calls.parts[0].level == 'ok'


def test_however_many_names_are_told_what_is_kept_is_bounded() -> None:
    calls = RollCall(['guard'])
    calls.hear(condition('guard: status'), 0.0)
    for number in range(2000):
        calls.hear(condition(f'x{number}: status'), 0.0)
    calls.hear(condition('guard: status', 'error', 'broken'), 0.0)
    calls.look(0.0)
    assert len(calls.parts) == 500
    assert calls.parts[0].level == 'error'


def test_how_the_model_is_is_told_elsewhere() -> None:
    calls = RollCall()
    calls.hear(condition('assistant: status'), 0.0)
    calls.hear(condition('assistant: model', 'warn', 'car: no answer'), 0.0)
    calls.look(0.0)
    assert [(part.name, part.level) for part in calls.parts] == [('assistant', 'ok')]
    assert len(calls.tasks(0.0)) == 2
