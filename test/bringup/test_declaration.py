from ipa_agents.bringup.declaration import load_bringup


def test_what_is_left_to_the_parameter_files_is_a_choice_too() -> None:
    arguments = load_bringup().arguments
    assert arguments['brain'].allowed == ('', 'auto', 'reflex', 'qwen')
    assert arguments['log_level'].allowed[0] == 'info'
    assert sorted(arguments['log_level'].allowed) == sorted(arguments['log_level'].choices)
    assert arguments['places'].allowed == ()
