"""The web server: NiceGUI in an application of its own, behind uvicorn."""

from functools import cache
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from nicegui import ui
from starlette.requests import Request
from starlette.staticfiles import StaticFiles

from ipa_agents.cockpit.access import Access
from ipa_agents.cockpit.address import Address
from ipa_agents.cockpit.map_routes import router
from ipa_agents.cockpit.page import Pages
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['Web']

_STATIC = Path(__file__).parent / 'static'
_PATIENCE = 30.0  # s that a browser on a busy machine may be away before it has to load the page again


class Web:
    """All of the page's side that needs NiceGUI; there is one NiceGUI a process."""

    def __init__(self, address: Address, cockpit: Cockpit) -> None:
        self.pages = pages = Pages(cockpit)
        application = _application()
        application.state.map = cockpit.map

        @ui.page('/')
        def page(request: Request) -> None:
            pages.open(request)

        self.server = uvicorn.Server(
            uvicorn.Config(
                Access(application, address),
                log_config=None,
                access_log=False,
                log_level='warning',
                timeout_graceful_shutdown=1,
            )
        )


@cache
def _application() -> FastAPI:
    """NiceGUI with its own files alone: no Tailwind, which would compute styles in the browser all the time."""
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    application.mount('/static', StaticFiles(directory=_STATIC), name='static')
    application.include_router(router)
    ui.run_with(application, tailwind=False, reconnect_timeout=_PATIENCE, show_welcome_message=False)
    return application
