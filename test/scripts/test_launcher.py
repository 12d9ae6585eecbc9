"""./ipa and scripts/env.sh: everything is there without sourcing anything."""

from machine import Machine


def test_before_the_set_up_it_says_what_to_do(machine: Machine) -> None:
    checkout = machine.checkout()
    for command in (['./ipa', 'doctor'], ['bash', '-c', '. scripts/env.sh']):
        said = machine.run(*command, cwd=checkout)
        assert f"Run: make -C '{checkout}' setup" in said.stderr
    assert machine.run(checkout / 'ipa').returncode == 1


def test_it_runs_from_anywhere_through_a_link(machine: Machine) -> None:
    machine.complete()
    checkout = machine.checkout()
    assert machine.run(checkout / 'scripts' / 'setup.sh').returncode == 0
    machine.script(checkout / '.venv' / 'bin' / 'python', 'echo "$PYTHONPATH|$ROS_AUTOMATIC_DISCOVERY_RANGE|$*"')
    link = machine.bin / 'car'
    link.symlink_to(checkout / 'ipa')
    path, discovery, arguments = machine.run(link, 'say', 'open it').stdout.strip().split('|')
    assert path.split(':')[0] == str(checkout / 'src')
    assert discovery == 'LOCALHOST'
    assert arguments == '-m ipa_agents.cli.main say open it'


def test_a_shell_gets_the_same(machine: Machine) -> None:
    machine.complete()
    checkout = machine.checkout()
    machine.run(checkout / 'scripts' / 'setup.sh')
    said = machine.run('bash', '-c', '. "$1"/scripts/env.sh; command -v python; echo $ROS_DISTRO', 'bash', checkout)
    assert said.stdout.splitlines() == [str(checkout / '.venv' / 'bin' / 'python'), 'kilted']
