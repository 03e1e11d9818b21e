"""Pages in the studio's frame: the bar with its tabs, and what every page knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.board.film_controller import FilmController, FilmView
from studio.board.templating import page


@dataclass(frozen=True)
class Frame:
    """Makes whole pages."""

    controller: FilmController
    form_token: str

    def page(self, template: str, /, **facts: Any) -> str:
        """A page that is about no film."""
        known = {"film": None, "tab": "", "form_token": self.form_token}
        return page(template, **(known | facts))

    def film_page(self, template: str, view: FilmView, tab: str, /, **facts: Any) -> str:
        """A page about a film. tab: the one that is open."""
        money = self.controller.costs_money(view.project)
        known = {
            "film": view,
            "tab": tab,
            "spent": view.bill().spent_usd if money else 0.0,
            "budget": view.project.settings.budget_usd,
        }
        return self.page(template, **(known | facts))
