"""A navigation node as a process, and the car around it."""

from desk import Desk
from device_process import StateDevice
from maps import SQUARE, town_folder

from ipa_agents import msg, srv
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['Navigation']

_SIGNALS = 'Vehicle.Cabin.Infotainment.Navigation'


class Navigation(StateDevice):
    """A navigation node in a process of its own, a car that is where the test says, and what the node shows."""

    def __init__(self, desk: Desk, *parameters: str) -> None:
        folder = f'map_folder:={town_folder()}'
        super().__init__(desk, 'navigation', msg.NavigationCommand, msg.NavigationState, folder, *parameters)
        self.said = desk.listen('say', msg.Say, qos.EVENTS)
        self._car = desk.node.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self._clients = {
            name: desk.node.create_client(kind, f'navigation/{name}', qos_profile=qos.SERVICES)
            for name, kind in (
                ('search_places', srv.SearchPlaces),
                ('plan_route', srv.PlanRoute),
                ('reach', srv.Reach),
                ('plan_charging', srv.PlanCharging),
            )
        }

    def be_at(self, latitude: float, longitude: float, kmh: float = 0.0) -> None:
        values = {'CurrentLocation.Latitude': latitude, 'CurrentLocation.Longitude': longitude, 'Speed': kmh}
        signals = [Signal(f'Vehicle.{name}', value) for name, value in values.items()]
        self._car.publish(signal_array(self.desk.node.get_clock(), 'simulator', signals))

    def be_in_town(self) -> None:
        """Be where a search around the car finds something."""
        self.be_at(*SQUARE)
        self.desk.wait(lambda: self.call('search_places', srv.SearchPlaces.Request(kind='cafe')).success, 'a position')

    def signal(self, name: str) -> Value | None:
        return self.value(f'{_SIGNALS}.{name}')

    def call(self, service: str, request: object) -> object:
        client = self._clients[service]
        self.desk.wait(client.service_is_ready, service)
        future = client.call_async(request)
        return self.desk.wait(lambda: future.done() and future.result(), service)
