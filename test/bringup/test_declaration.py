from ipa_agents.bringup.declaration import load_bringup


def test_what_is_left_to_the_parameter_files_is_a_choice_too() -> None:
    arguments = load_bringup().arguments
    assert arguments['brain'].allowed == ('', 'auto', 'reflex', 'qwen')
    assert arguments['log_level'].allowed[0] == 'info'
    assert sorted(arguments['log_level'].allowed) == sorted(arguments['log_level'].choices)
    assert arguments['places'].allowed == ()


def test_a_world_takes_the_arguments_of_all_and_those_of_its_own_nodes() -> None:
    bringup = load_bringup()
    of_all = bringup.of_world('built_in')
    assert {'world', 'persona', 'nodes'} <= {argument.name for argument in of_all}
    assert not any(argument.to and argument.to.keys() <= bringup.outside('built_in') for argument in of_all)
