"""A Python 3.12 is found wherever it really runs."""

from pathlib import Path

from machine import CHECKOUT, PYTHON, Machine

SCRIPT = CHECKOUT / 'scripts' / 'find_python.sh'
FAILING_SHIM = 'echo "command not found" >&2; exit 127'


def pyenv_python(machine: Machine, root: Path) -> Path:
    return machine.script(root / 'versions' / '3.12.4' / 'bin' / 'python3.12', PYTHON)


def test_a_python_on_the_path_is_taken(machine: Machine) -> None:
    python = machine.tool('python3.12', PYTHON)
    assert machine.run('sh', SCRIPT, '3.12').stdout.strip() == str(python)


def test_a_python3_that_is_3_12_will_do(machine: Machine) -> None:
    python = machine.tool('python3', PYTHON)
    assert machine.run('sh', SCRIPT, '3.12').stdout.strip() == str(python)


def test_a_shim_that_fails_gives_way_to_pyenvs_versions_folder(machine: Machine) -> None:
    machine.tool('python3.12', FAILING_SHIM)
    python = pyenv_python(machine, machine.folder / 'home' / '.pyenv')
    assert machine.run('sh', SCRIPT, '3.12').stdout.strip() == str(python)


def test_pyenv_may_be_elsewhere(machine: Machine) -> None:
    python = pyenv_python(machine, machine.folder / 'py env')
    assert machine.run('sh', SCRIPT, '3.12', PYENV_ROOT=str(machine.folder / 'py env')).stdout.strip() == str(python)


def test_uv_knows_of_one(machine: Machine) -> None:
    python = machine.script(machine.folder / 'managed' / 'python3.12', PYTHON)
    uv = machine.tool('uv', f'[ "$2" = find ] && echo {python}')
    assert machine.run('sh', SCRIPT, '3.12', uv).stdout.strip() == str(python)
    assert not [call for call in machine.calls('uv') if 'install' in call]


def test_uv_fetches_one(machine: Machine) -> None:
    python = machine.script(machine.folder / 'fetched' / 'python3.12', PYTHON)
    fetched = machine.folder / 'here'
    uv = machine.tool('uv', f'case "$2" in install) touch {fetched};; *) [ -e {fetched} ] && echo {python};; esac')
    assert machine.run('sh', SCRIPT, '3.12', uv).stdout.strip() == str(python)


def test_another_version_is_found_by_its_own_name(machine: Machine) -> None:
    machine.tool('python3.12', PYTHON)
    python = machine.tool('python3.11', PYTHON)
    assert machine.run('sh', SCRIPT, '3.11').stdout.strip() == str(python)


def test_the_one_that_was_named_is_taken_or_none(machine: Machine) -> None:
    machine.tool('python3.12', PYTHON)
    named = machine.script(machine.folder / 'own' / 'python', PYTHON)
    assert machine.run('sh', SCRIPT, '3.12', PYTHON=str(named)).stdout.strip() == str(named)
    wrong = machine.run('sh', SCRIPT, '3.12', PYTHON=str(machine.script(machine.folder / 'own' / 'old', 'exit 1')))
    assert (wrong.returncode, wrong.stdout) == (1, '')


def test_without_any_it_says_so_by_its_status(machine: Machine) -> None:
    machine.tool('python3.12', FAILING_SHIM)
    assert machine.run('sh', SCRIPT, '3.12').returncode == 1
