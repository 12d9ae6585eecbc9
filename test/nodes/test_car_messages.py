import math

import pytest
from diagnostic_msgs.msg import DiagnosticStatus
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header
from transforms3d.euler import quat2euler

from ipa_agents.nodes.car_messages import battery_state, diagnostics, fix, odometry
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.simulator import Car, load_car
from ipa_agents.vehicle.simulator.geometry import moved
from ipa_agents.vehicle.simulator.motion import Motion

SIGNALS = Car(load_car(), load_catalogue()).signals()
BATTERY = 'Vehicle.Powertrain.TractionBattery'


@pytest.mark.parametrize(('heading', 'yaw'), [(0, 90), (90, 0), (180, -90), (315, 135)])
def test_headings_become_yaw_from_east_and_positions_metres(heading: float, yaw: float) -> None:
    there = moved(31.2, 165.4, 90, 250)
    message = odometry(Header(), Motion(*there, heading, 0.0, speed=10.0, curvature=0.02), (31.2, 165.4))
    turned = message.pose.pose.orientation
    angle = math.degrees(quat2euler((turned.w, turned.x, turned.y, turned.z))[2])
    assert (angle - yaw + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    assert (message.pose.pose.position.x, message.pose.pose.position.y) == pytest.approx((250, 0), abs=1e-3)
    assert (message.twist.twist.linear.x, message.twist.twist.angular.z) == pytest.approx((10, 0.2))


def test_the_fix_is_where_the_car_is() -> None:
    message = fix(Header(frame_id='base_link'), SIGNALS)
    assert (message.latitude, message.longitude) == (31.2, 165.4)


@pytest.mark.parametrize(
    ('change', 'status'),
    [
        ({}, BatteryState.POWER_SUPPLY_STATUS_DISCHARGING),
        ({f'{BATTERY}.Charging.IsCharging': True}, BatteryState.POWER_SUPPLY_STATUS_CHARGING),
        ({f'{BATTERY}.StateOfCharge.Current': 100.0}, BatteryState.POWER_SUPPLY_STATUS_FULL),
    ],
)
def test_the_battery(change: dict[str, float], status: int) -> None:
    message = battery_state(Header(), SIGNALS | change)
    assert message.power_supply_status == status
    assert message.charge == pytest.approx(message.percentage * message.capacity)
    assert message.capacity * message.voltage == pytest.approx(72_000, rel=0.01)


@pytest.mark.parametrize(
    ('change', 'part', 'message'),
    [
        ({'Vehicle.LowVoltageBattery.CurrentVoltage': 11.4}, '/ipa/simulator: 12 V battery', '11.4 V'),
        ({'Vehicle.Diagnostics.DTCList': ('P0301', 'P0532')}, '/ipa/simulator: trouble codes', 'P0301, P0532'),
        (
            {'Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.IsBrakesWorn': True},
            '/ipa/simulator: brakes',
            'worn pads: Row1 Right',
        ),
        (
            {'Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow': True},
            '/ipa/simulator: tyres',
            'low pressure: Row1 Left',
        ),
        ({'Vehicle.Service.IsServiceDue': True}, '/ipa/simulator: service', 'service is due'),
    ],
)
def test_each_fault_is_one_warning(change: dict[str, object], part: str, message: str) -> None:
    sound = diagnostics(Header(), SIGNALS, '/ipa/simulator').status
    assert {status.level for status in sound} == {DiagnosticStatus.OK}
    warned = [
        status
        for status in diagnostics(Header(), SIGNALS | change, '/ipa/simulator').status
        if status.level != DiagnosticStatus.OK
    ]
    assert [(status.name, status.message) for status in warned] == [(part, message)]
    assert warned[0].values
