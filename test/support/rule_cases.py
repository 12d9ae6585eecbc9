"""For every rule of config/guard/rules a case in which it holds, and one beside it in which it does not."""

DRIVER, PASSENGER, REAR = 'row1_driver', 'row1_passenger', 'row2_passenger'
AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
DEFROST = 'Vehicle.Cabin.HVAC.IsFrontDefrosterActive'
MAX_DEFROST = 'Vehicle.Cabin.HVAC.IsMaxDefrosterActive'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
FAN_2 = 'Vehicle.Cabin.HVAC.Station.Row1.Passenger.FanSpeed'
AIR = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution'
AIR_2 = 'Vehicle.Cabin.HVAC.Station.Row1.Passenger.AirDistribution'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
REAR_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row2.Passenger.Temperature'
REAR_LOCK = 'Vehicle.Cabin.HVAC.IsRearControlLocked'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
WINDOW_2 = 'Vehicle.Cabin.Door.Row1.PassengerSide.Window.Position'
REAR_WINDOW = 'Vehicle.Cabin.Door.Row2.PassengerSide.Window.Position'
WINDOW_LOCK = 'Vehicle.Cabin.IsWindowChildLockEngaged'
ROOF = 'Vehicle.Cabin.Sunroof.Position'
SHADE = 'Vehicle.Cabin.Sunroof.Shade.Position'
WEATHER = 'Vehicle.Exterior.Weather'
RAIN = 'Vehicle.Body.Raindetection.Intensity'
DARK = 'Vehicle.Exterior.IsDark'
LOW = 'Vehicle.Body.Lights.Beam.Low.IsOn'
HIGH = 'Vehicle.Body.Lights.Beam.High.IsOn'
AUTO_HIGH = 'Vehicle.Body.Lights.Beam.High.IsAutomatic'
FOG = 'Vehicle.Body.Lights.Fog.Front.IsOn'
REAR_FOG = 'Vehicle.Body.Lights.Fog.Rear.IsOn'
MODE = 'Vehicle.Body.Lights.LightSwitch'
PARKING = 'Vehicle.Body.Lights.Parking.IsOn'
RUNNING = 'Vehicle.Body.Lights.Running.IsOn'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
FRUNK = 'Vehicle.Body.Trunk.Front.IsOpen'
HOOD = 'Vehicle.Body.Hood.IsOpen'
TRUNK_LOCK = 'Vehicle.Body.Trunk.Rear.IsLocked'
DOOR_LOCK = 'Vehicle.Cabin.Door.Row1.DriverSide.IsLocked'
DOOR = 'Vehicle.Cabin.Door.Row1.DriverSide.IsOpen'
REAR_DOOR = 'Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen'
CHILD_LOCK = 'Vehicle.Cabin.Door.Row2.PassengerSide.IsChildLockActive'
LANE = 'Vehicle.ADAS.LaneKeeping.IsEnabled'
WIPER = 'Vehicle.Body.Windshield.Front.Wiping.Mode'

# rule, effect or None where it must not hold, what the car is like before, from which seat, what is wished,
# what is added
SIGNAL_CASES = [
    ('cb-004-trunk', 'ask', {}, DRIVER, {TRUNK: True}, {}),
    ('cb-004-trunk', None, {TRUNK: True}, DRIVER, {TRUNK: False}, {}),
    ('cb-004-trunk-close', 'ask', {TRUNK: True}, DRIVER, {TRUNK: False}, {}),
    ('cb-004-trunk-close', None, {}, DRIVER, {TRUNK: True}, {}),
    ('cb-004-high-beam', 'ask', {}, DRIVER, {HIGH: True}, {}),
    ('cb-004-high-beam', None, {HIGH: True, DARK: False}, DRIVER, {HIGH: False}, {}),
    ('cb-005', 'add', {SHADE: 0}, DRIVER, {ROOF: 50}, {SHADE: 100}),
    ('cb-005', 'add', {SHADE: 99}, DRIVER, {ROOF: 1}, {SHADE: 100}),
    ('cb-005', None, {SHADE: 100}, DRIVER, {ROOF: 50}, {}),
    ('cb-005', None, {SHADE: 0}, DRIVER, {ROOF: 50, SHADE: 100}, {}),
    ('cb-005', None, {SHADE: 0, ROOF: 50}, DRIVER, {ROOF: 0}, {}),
    ('cb-005', None, {SHADE: 0}, DRIVER, {ROOF: -100}, {}),
    ('shade-open-roof', 'deny', {SHADE: 0}, DRIVER, {ROOF: 50, SHADE: 20}, {}),
    ('shade-open-roof', 'deny', {SHADE: 100, ROOF: 50}, DRIVER, {SHADE: 0}, {}),
    ('shade-open-roof', 'deny', {SHADE: 100, ROOF: 1}, REAR, {SHADE: 99}, {}),
    ('shade-open-roof', None, {SHADE: 100, ROOF: 50}, DRIVER, {SHADE: 0, ROOF: 0}, {}),
    ('shade-open-roof', None, {SHADE: 100, ROOF: -100}, DRIVER, {SHADE: 0}, {}),
    ('shade-open-roof', None, {SHADE: 50, ROOF: 50}, DRIVER, {SHADE: 100}, {}),
    ('cb-007', 'ask', {AC: True}, DRIVER, {WINDOW: 26}, {}),
    ('cb-007', None, {AC: True}, DRIVER, {WINDOW: 25}, {}),
    ('cb-007', None, {AC: False}, DRIVER, {WINDOW: 100}, {}),
    ('cb-008', 'ask', {SHADE: 100, WEATHER: 'RAIN'}, DRIVER, {ROOF: 50}, {}),
    ('cb-008', 'ask', {SHADE: 100, WEATHER: 'WIND'}, DRIVER, {ROOF: -50}, {}),
    ('cb-008', None, {SHADE: 100, WEATHER: 'CLOUDY'}, DRIVER, {ROOF: 50}, {}),
    ('cb-008', None, {SHADE: 100, WEATHER: 'PARTLY_CLOUDY'}, DRIVER, {ROOF: 50}, {}),
    ('cb-008', None, {ROOF: 50, WEATHER: 'RAIN'}, DRIVER, {ROOF: 0}, {}),
    ('cb-009', 'ask', {WEATHER: 'SUNNY', LOW: True}, DRIVER, {FOG: True}, {}),
    ('cb-009', 'ask', {WEATHER: 'RAIN', LOW: True}, DRIVER, {REAR_FOG: True}, {}),
    ('cb-009', None, {WEATHER: 'THUNDERSTORM', LOW: True}, DRIVER, {FOG: True}, {}),
    ('cb-009', None, {WEATHER: 'HAIL', LOW: True}, DRIVER, {FOG: True}, {}),
    ('cb-009', None, {WEATHER: 'FOG', LOW: True}, DRIVER, {FOG: True}, {}),
    ('cb-009', None, {WEATHER: 'SUNNY', FOG: True}, DRIVER, {FOG: False}, {}),
    ('cb-010', 'add', {}, DRIVER, {DEFROST: True}, {FAN: 40, FAN_2: 40, AIR: 'UP', AIR_2: 'UP', AC: True}),
    ('cb-010', 'add', {AC: True, FAN: 60}, DRIVER, {MAX_DEFROST: True}, {FAN_2: 40, AIR: 'UP', AIR_2: 'UP'}),
    (
        'cb-010',
        None,
        {AC: True, FAN: 40, FAN_2: 100, AIR: 'UP_DOWN', AIR_2: 'UP'},
        DRIVER,
        {DEFROST: True},
        {},
    ),
    ('cb-010', 'deny', {}, DRIVER, {DEFROST: True, AC: False}, {}),
    ('cb-010', None, {DEFROST: True}, DRIVER, {DEFROST: False}, {}),
    ('cb-011-fan', 'add', {}, DRIVER, {AC: True}, {FAN: 20, FAN_2: 20}),
    ('cb-011-fan', 'add', {FAN: 40}, DRIVER, {AC: True}, {FAN_2: 20}),
    ('cb-011-fan', None, {FAN: 20, FAN_2: 20, WINDOW: 100}, DRIVER, {AC: True}, {}),
    ('cb-011-fan', None, {AC: True}, DRIVER, {AC: False}, {}),
    ('cb-011-windows', 'add', {WINDOW_2: 21, WINDOW: 20}, DRIVER, {AC: True}, {WINDOW_2: 0, FAN: 20, FAN_2: 20}),
    ('cb-011-windows', 'add', {REAR_WINDOW: 100, FAN: 40, FAN_2: 40}, REAR, {AC: True}, {REAR_WINDOW: 0}),
    ('cb-011-windows', None, {WINDOW: 20}, DRIVER, {AC: True}, {}),
    ('cb-011-windows', None, {AC: True, WINDOW: 100}, DRIVER, {AC: False}, {}),
    ('cb-012', 'warn', {}, DRIVER, {TEMPERATURE: 25.5}, {}),
    ('cb-012', None, {}, DRIVER, {TEMPERATURE: 25.0}, {}),
    ('cb-013-low', 'add', {WEATHER: 'FOG'}, DRIVER, {REAR_FOG: True}, {LOW: True}),
    ('cb-013-low', None, {WEATHER: 'FOG', LOW: True, HIGH: True}, DRIVER, {FOG: True}, {}),
    ('cb-013-high', 'add', {WEATHER: 'FOG', HIGH: True}, DRIVER, {FOG: True}, {LOW: True, HIGH: False}),
    ('cb-013-high', None, {WEATHER: 'FOG', AUTO_HIGH: True}, DRIVER, {FOG: True}, {}),
    ('cb-013-auto-high', 'add', {WEATHER: 'FOG', LOW: True, AUTO_HIGH: True}, DRIVER, {FOG: True}, {AUTO_HIGH: False}),
    ('cb-013-auto-high', None, {WEATHER: 'FOG', HIGH: True}, DRIVER, {FOG: True}, {}),
    ('cb-013-auto-high', None, {WEATHER: 'FOG', FOG: True, AUTO_HIGH: True}, DRIVER, {FOG: False}, {}),
    ('cb-014', 'deny', {FOG: True}, DRIVER, {HIGH: True}, {}),
    ('cb-014', 'deny', {REAR_FOG: True}, DRIVER, {AUTO_HIGH: True}, {}),
    ('cb-014', 'deny', {WEATHER: 'FOG'}, DRIVER, {FOG: True, HIGH: True}, {}),
    ('cb-014', None, {FOG: True}, DRIVER, {FOG: False, HIGH: True}, {}),
    ('dark-lights', 'deny', {DARK: True, LOW: True}, DRIVER, {LOW: False}, {}),
    ('dark-lights', 'deny', {DARK: True, PARKING: True}, DRIVER, {PARKING: False}, {}),
    ('dark-lights', 'deny', {DARK: True, RUNNING: True}, DRIVER, {RUNNING: False}, {}),
    ('dark-lights', None, {DARK: False, LOW: True}, DRIVER, {LOW: False}, {}),
    ('dark-light-mode', 'deny', {DARK: True}, DRIVER, {MODE: 'OFF'}, {}),
    ('dark-light-mode', None, {DARK: True}, DRIVER, {MODE: 'BEAM'}, {}),
    ('dark-light-mode', None, {DARK: False}, DRIVER, {MODE: 'OFF'}, {}),
    ('unlock-moving', 'deny', {'driving': 'moving'}, DRIVER, {DOOR_LOCK: False}, {}),
    ('unlock-moving', 'deny', {'driving': 'moving'}, DRIVER, {TRUNK_LOCK: False}, {}),
    ('unlock-moving', None, {'driving': 'idling'}, DRIVER, {DOOR_LOCK: False}, {}),
    ('child-lock-moving', 'ask', {'driving': 'moving', CHILD_LOCK: True}, DRIVER, {CHILD_LOCK: False}, {}),
    ('child-lock-moving', None, {'driving': 'idling', CHILD_LOCK: True}, DRIVER, {CHILD_LOCK: False}, {}),
    ('window-lock', 'deny', {WINDOW_LOCK: True}, REAR, {REAR_WINDOW: 10}, {}),
    ('window-lock', None, {WINDOW_LOCK: False}, REAR, {REAR_WINDOW: 10}, {}),
    ('window-lock', None, {WINDOW_LOCK: True}, DRIVER, {REAR_WINDOW: 10}, {}),
    ('window-lock', None, {WINDOW_LOCK: True, REAR_WINDOW: 50, FAN: 40, FAN_2: 40}, REAR, {AC: True}, {REAR_WINDOW: 0}),
    ('child-lock', 'deny', {CHILD_LOCK: True}, REAR, {REAR_DOOR: True}, {}),
    ('child-lock', None, {CHILD_LOCK: True}, DRIVER, {REAR_DOOR: True}, {}),
    ('rear-climate-lock', 'deny', {REAR_LOCK: True}, REAR, {REAR_TEMPERATURE: 24.0}, {}),
    ('rear-climate-lock', None, {REAR_LOCK: False}, REAR, {REAR_TEMPERATURE: 24.0}, {}),
    ('assistance-off', 'ask', {'driving': 'moving'}, DRIVER, {LANE: False}, {}),
    ('assistance-off', None, {'driving': 'parked'}, DRIVER, {LANE: False}, {}),
    ('wipers-off-rain', 'warn', {RAIN: 30, WIPER: 'FAST'}, DRIVER, {WIPER: 'OFF'}, {}),
    ('wipers-off-rain', None, {RAIN: 29, WIPER: 'FAST'}, DRIVER, {WIPER: 'OFF'}, {}),
    ('windows-rain', 'warn', {WEATHER: 'RAIN'}, DRIVER, {WINDOW: 10}, {}),
    ('windows-rain', None, {WEATHER: 'SUNNY'}, DRIVER, {WINDOW: 10}, {}),
]

CAFE = {'place_id': 'n1', 'name': 'Cafe', 'latitude': 48.1, 'longitude': 11.5}
GUIDING = {'status': 'GUIDING', 'destination_id': 'n9', 'stops': 0, 'has_tolls': False}
TO_CAFE = {'action': 'START', 'place': CAFE}
STOP = {'action': 'ADD_STOP', 'place': CAFE}

# rule, effect or None, driving, state of the navigation, seat, tool, arguments, state of the device afterwards
ACTION_CASES = [
    ('cb-017', 'deny', 'parked', {'status': 'IDLE'}, DRIVER, 'navigate', STOP, None),
    ('cb-017', 'deny', 'parked', {}, DRIVER, 'navigate', {'action': 'CHOOSE_ALTERNATIVE', 'alternative': 1}, None),
    ('cb-017', None, 'parked', GUIDING, DRIVER, 'navigate', STOP, GUIDING),
    ('cb-018', 'warn', 'parked', GUIDING, DRIVER, 'navigate', TO_CAFE, GUIDING),
    ('cb-018', None, 'parked', {'status': 'IDLE'}, DRIVER, 'navigate', TO_CAFE, GUIDING),
    (
        'cb-019',
        'deny',
        'parked',
        GUIDING,
        DRIVER,
        'navigate',
        {'action': 'REMOVE_STOP', 'place': {'place_id': 'n9'}},
        None,
    ),
    ('cb-019', None, 'parked', GUIDING, DRIVER, 'navigate', {'action': 'REMOVE_STOP', 'place': CAFE}, GUIDING),
    ('cb-021', 'warn', 'parked', {'status': 'IDLE'}, DRIVER, 'navigate', TO_CAFE, {**GUIDING, 'has_tolls': True}),
    ('cb-021', None, 'parked', {'status': 'IDLE'}, DRIVER, 'navigate', TO_CAFE, GUIDING),
    ('cb-022', 'warn', 'parked', GUIDING, DRIVER, 'navigate', STOP, {**GUIDING, 'stops': 1}),
    (
        'cb-022',
        None,
        'parked',
        GUIDING,
        DRIVER,
        'navigate',
        {**STOP, 'preference': 'shortest'},
        {**GUIDING, 'stops': 1},
    ),
    ('rear-navigation', 'deny', 'moving', {'status': 'IDLE'}, REAR, 'navigate', TO_CAFE, None),
    ('rear-navigation', None, 'parked', {'status': 'IDLE'}, REAR, 'navigate', TO_CAFE, GUIDING),
    ('rear-navigation', None, 'moving', {'status': 'IDLE'}, PASSENGER, 'navigate', TO_CAFE, GUIDING),
    ('loud', 'warn', 'moving', {}, DRIVER, 'control_media', {'action': 'SET_VOLUME', 'volume': 81}, {'volume': 81.0}),
    ('loud', None, 'moving', {}, DRIVER, 'control_media', {'action': 'SET_VOLUME', 'volume': 80}, {'volume': 80.0}),
]

# rule, what is open when somebody sets off
OPEN_CASES = [
    ('open-door', DOOR),
    ('open-door', REAR_DOOR),
    ('open-trunk', TRUNK),
    ('open-frunk', FRUNK),
    ('open-hood', HOOD),
]
