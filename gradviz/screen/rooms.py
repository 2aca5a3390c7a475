"""The rooms of the window: the other page, and what stands beside both; each is made when it is first wanted."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from gradviz.experiment import Experiment
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.menu import Commands
from gradviz.screen.frame.page_switch import PageSwitch
from gradviz.screen.frame.shell import Shell
from gradviz.screen.frame.statusbar import StatusBar
from gradviz.screen.look.theme import Look
from gradviz.screen.sessions.keeper import Keeper

if TYPE_CHECKING:
    from gradviz.screen.explaining.explaining import Explaining
    from gradviz.screen.export.outlet import Outlet
    from gradviz.screen.lecture import Lecture
    from gradviz.screen.numbers.numbers import Numbers
    from gradviz.screen.reading.workspace import ReadingWorkspace
    from gradviz.screen.touring.tour import Tour
    from gradviz.screen.window import Window


class Rooms(Shell):
    """Makes the rooms, ties them to the frame, and closes those that were made."""

    session: Session
    look: Look
    status: StatusBar
    keeper: Keeper
    commands: Commands
    _folder: str

    def has(self, room: str) -> bool:
        """Return whether a room was made: asking for the room itself would make it."""
        return room in self.__dict__

    @functools.cached_property
    def cells(self) -> ReadingWorkspace:
        """The page of cells on text; made when it is first wanted."""
        from gradviz.screen.reading.workspace import ReadingWorkspace

        commands = self.commands
        switch, menu = self._switch("cells"), commands.text_menu()
        made = ReadingWorkspace(self.look, switch, commands.buttons(), menu, commands.export)
        made.said.connect(self.status.say)
        made.page.popover.wanted.connect(lambda key: self.explaining.open(key))
        made.asked.connect(self._take_question)
        self.pages.addWidget(made)
        self.keeper.follow_cells(made)
        made.session.history.changed.connect(commands.follow)
        made.page.sides.changed.connect(commands.follow)
        commands.sessions.drops.watch(made.page, made.page.text, made.page.text.pane)
        return made

    @functools.cached_property
    def lecture(self) -> Lecture:
        """Lessons and presenter mode; made when they are first wanted."""
        from gradviz.screen.lecture import Lecture

        return Lecture(self._window)

    @functools.cached_property
    def tour(self) -> Tour:
        """The tour of one minute; made when it is first wanted."""
        from gradviz.screen.touring.tour import Tour

        return Tour(self._window)

    @functools.cached_property
    def explaining(self) -> Explaining:
        """The reference, and the pointer that asks; made when they are first wanted."""
        from gradviz.screen.explaining.explaining import Explaining

        return Explaining(self._window)

    @functools.cached_property
    def outlet(self) -> Outlet:
        """The way out for pictures; it is imported when the first one leaves."""
        from gradviz.screen.export.outlet import Outlet

        outlet = Outlet(self.look, self._folder, self)
        outlet.said.connect(self.status.say)
        outlet.written.connect(self.status.say_written)
        outlet.failed.connect(self._window.report)
        return outlet

    @functools.cached_property
    def numbers(self) -> Numbers:
        """The numbers of what is shown, as a table; made when they are first wanted."""
        from gradviz.screen.numbers.numbers import Numbers

        return Numbers(self._window)

    @property
    def on_text(self) -> bool:
        """Whether cells on text are shown, and not the laboratory."""
        return self.pages.currentIndex() > 0

    def show_page(self, name: str) -> None:
        """Show the laboratory (``lab``) or cells on text (``cells``)."""
        if name == "cells":
            self.pages.setCurrentWidget(self.cells)
            self.cells.page.setFocus()
        else:
            self.pages.setCurrentIndex(0)
            self.setFocus()
        self.status.show_hints(self.on_text)
        if self.has("lecture"):
            self.lecture.turned()
        self.commands.follow()

    def turn_page(self) -> None:
        """Go to the other page."""
        self.show_page("lab" if self.on_text else "cells")

    def close_rooms(self) -> None:
        """End what runs in the rooms that were made; what is being written is finished."""
        if self.has("lecture"):
            self.lecture.close()
        if self.has("explaining"):
            self.explaining.pointer.stop()
        if self.has("cells"):
            self.cells.close_threads()
        if self.has("numbers"):
            self.numbers.close()
        if self.has("outlet"):
            self.outlet.close()

    @property
    def _window(self) -> Window:
        return cast("Window", self)  # rooms are those of a window, and of nothing else

    def _switch(self, page: str) -> PageSwitch:
        made = PageSwitch(page, self.look)
        made.chosen.connect(self.show_page)
        return made

    def _take_question(self, experiment: Experiment) -> None:
        """Ask in the laboratory what was asked of a character, beside an untrained network."""
        fresh = experiment.replace(model_weights="untrained", init="torch", spectral_radius=None)
        self.show_page("lab")
        self.session.pose(replace(self.session.question, a=experiment, b=fresh))
