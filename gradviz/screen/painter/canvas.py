"""The screen painter: it draws any Chart over time, with one cursor through all its panels.

Three layers keep a frame cheap. What stays (headers, axes, words) is a background that Qt keeps as
a pixmap; curves and maps are pyqtgraph items with a cache of their own; only the cursor, the
cover, the tint and the dots are drawn anew in each frame.
"""

from __future__ import annotations

import pyqtgraph as pg
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QGuiApplication, QPainter, QResizeEvent
from PyQt6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from gradviz.charts import CHARTS
from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.charts.markup import to_plain
from gradviz.charts.moment import Moment
from gradviz.charts.spoken import spoken
from gradviz.charts.style import Theme
from gradviz.screen.explaining.declared import Spot
from gradviz.screen.painter.bar_panel import BarPanel
from gradviz.screen.painter.curve_panel import CurvePanel
from gradviz.screen.painter.fitting import fitting
from gradviz.screen.painter.formula_panel import FormulaPanel
from gradviz.screen.painter.grip import Grip
from gradviz.screen.painter.hand import Hand
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.layout import TimeScale, arrange, own_scale, time_scale
from gradviz.screen.painter.map_panel import MapPanel
from gradviz.screen.painter.notes import Notes
from gradviz.screen.painter.overlay import draw_cursor, draw_horizon, draw_hover, draw_message, draw_veil
from gradviz.screen.painter.panel import EmptyPanel, PanelPainter, Story
from gradviz.screen.painter.plane_panel import PlanePanel
from gradviz.screen.painter.slices_panel import SlicesPanel
from gradviz.screen.painter.text_panel import TextPanel
from gradviz.screen.painter.typeset import type_of

_ZOOM = 0.8


def painter_of(panel: Panel) -> type[PanelPainter]:
    """Return who draws a panel."""
    if panel.empty:
        return EmptyPanel
    if panel.characters is not None:
        return TextPanel
    if panel.bars:
        return BarPanel
    if panel.slices:
        return SlicesPanel
    if panel.lines:
        return FormulaPanel
    if panel.plane:
        return PlanePanel
    return MapPanel if panel.maps else CurvePanel


class Canvas(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph has no types
    """The panels of a Chart, those over time on one time scale.

    Signals
    -------
    taken : float
        A hand wants the cursor at this step.
    sketched : ((float, float), (float, float))
        A hand that holds a pencil drew from one place (step, value) to another.
    moved : (Handle, dict)
        A hand moves a handle; the values of the fields that it stands for.
    rescaled
        The time scale is another one (resized, zoomed).
    windowed : (float, float) or None
        By hand or by the cursor, another part of the time axis is shown; None: all of it.
    """

    taken = pyqtSignal(float)
    sketched = pyqtSignal(object, object)
    moved = pyqtSignal(object, object)
    rescaled = pyqtSignal()
    windowed = pyqtSignal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Qt's tree of places keeps items that were taken away for a while, and paints them when they are gone.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.chart: Chart | None = None
        self.panels: list[PanelPainter] = []
        self.message = ""
        self._theme = theme
        self._story = Story(Moment(), 0)
        self._type = type_of(self.font())
        self._window: tuple[float, float] | None = None
        self._hover: QPointF | None = None
        self._dimmed, self._covered = False, ""
        self._horizon: float | None = None
        self.notes = Notes()
        self.grip = Grip(self.taken.emit, self.moved.emit, self.sketched.emit)
        self._watch()

    @property
    def scale_(self) -> TimeScale:
        """The time scale of all panels; that of a single step before the first chart."""
        if self.chart is None:
            return time_scale(Axis("step t", -0.5, 1.5), self.width(), type_of(self.font()))
        whole = time_scale(self.chart.time, self.width(), type_of(self.font()))
        low, high = self._window or (whole.low, whole.high)
        return TimeScale(whole.left, whole.right, low, high)

    def show_chart(self, chart: Chart, story: Story) -> None:
        """Draw a chart: in place of the last one where it has the same panels, else from scratch."""
        kinds = [painter_of(panel) for panel in chart.panels]
        if self.chart is None or self.chart.time != chart.time:
            self._window = None
        self.chart, self._story = chart, story
        self._describe()
        if kinds != [type(panel) for panel in self.panels]:
            for panel in self.panels:
                panel.close()
            self.panels = [kind(self.scene()) for kind in kinds]
        self.refresh()

    def refresh(self) -> None:
        """Lay out everything again and draw it."""
        if self.chart is not None:
            scale = self.scale_
            self._type = fitting(self.chart, scale, self.height(), self.font())
            ink = self._ink()
            places = arrange(self.chart, scale, self.height(), ink.type)
            for panel, place in zip(self.panels, places, strict=True):
                panel.show(place, scale if place.panel.over_time else own_scale(place), ink)
                panel.tell(self._story)
        self.resetCachedContent()
        self._repaint()
        self.rescaled.emit()

    def tell(self, story: Story) -> None:
        """Show another moment of the story."""
        self._story = story
        if self._window is not None:
            self._turn_page(story.moment.step)
        for panel in self.panels:
            panel.tell(story)
        self._repaint()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.refresh()

    def dim(self, dimmed: bool, message: str = "") -> None:
        """Dim the old picture while a newer one is computed; ``message`` stands where there is none yet."""
        if (dimmed, message) != (self._dimmed, self.message):
            self._dimmed, self.message = dimmed, message
            self._repaint()

    def set_horizon(self, step: float | None) -> None:
        """Veil what comes after a step, as not read yet; None: nothing."""
        if step != self._horizon:
            self._horizon = step
            self._repaint()

    def cover(self, words: str) -> None:
        """Show nothing but words; with none of them the picture again."""
        if words != self._covered:
            self._covered = words
            self._describe()
            self._repaint()

    @property
    def dimmed(self) -> bool:
        """Whether the picture is an old one."""
        return self._dimmed

    def zoom(self, factor: float, around: float) -> None:
        """Show ``factor`` times the span of time around a step, in all panels."""
        if self.chart is not None:
            scale = self.scale_.zoomed(factor, around, self.chart.time)
            self.set_window((scale.low, scale.high))

    def show_all(self) -> None:
        """Show the whole time axis again."""
        self.set_window(None)

    def set_window(self, window: tuple[float, float] | None) -> None:
        """Show a part of the time axis; None: all of it."""
        if window != self._window:
            self._window = window
            self.refresh()
            self.windowed.emit(window)

    def hover_words(self) -> str:
        """Return in markup what is under the mouse; nothing beside the panels."""
        found = self._under(self._hover)
        return "" if found is None or self._hover is None else found.hover(self._hover)

    def explained_at(self, place: QPoint) -> Spot | None:
        """Return what explains the panel at a place."""
        place = self.mapToScene(place).toPoint()
        found = next((panel.place for panel in self.panels if panel.place.room.contains(place)), None)
        if found is None or self.chart is None:
            return None
        own = found.panel.name.split("_")[0]
        name = next((name for name in (own, self.chart.name) if name in CHARTS), "")
        return Spot(f"picture/{name}", found.room) if name else None

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: N802 - Qt's name
        """Draw what stays; Qt keeps it as a pixmap."""
        painter.fillRect(rect, QColor(self._theme.window))
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for panel in self.panels:
            panel.background(painter)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: N802 - Qt's name
        """Draw what moves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._ink()
        if self.panels:
            over_time = [panel.place.plot for panel in self.panels if panel.panel.over_time]
            if over_time and self._horizon is not None:
                draw_horizon(painter, ink, self.scale_.px(self._horizon), over_time)
            if over_time:
                low = self.height() if self.panels[-1].panel.over_time else over_time[-1].bottom()
                span = over_time[0].top() - ink.type.px(6), low
                said = [box for panel in self.panels for box in panel.said if box.top() > span[0]]
                draw_cursor(painter, ink, self.scale_, self._story.moment, span, said)
            for panel in self.panels:
                panel.foreground(painter, self._story)
            if self._dimmed:
                draw_veil(painter, ink, rect)
        if self._covered:
            painter.fillRect(rect, ink.window)
            draw_message(painter, ink, self._covered, self.size())
            return
        if self.message:
            draw_message(painter, ink, self.message, self.size())
        self.notes.draw(painter, self.panels, ink, self.size())
        words = self.hover_words()
        if words and self._hover is not None:
            draw_hover(painter, ink, words, self._hover, self.size())

    def changeEvent(self, event: QEvent | None) -> None:  # noqa: N802 - Qt's name
        """Grow with the type."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "_story"):
            self._type = type_of(self.font())
            self.refresh()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Lay out everything for the new size."""
        super().resizeEvent(event)
        if hasattr(self, "_story"):
            self.refresh()

    def _watch(self) -> None:
        hand = Hand(self.viewport())
        hand.hovered.connect(self._look)
        hand.pressed.connect(self._press)
        hand.dragged.connect(self._drag)
        hand.released.connect(self._release)
        hand.scrolled.connect(self._scroll)
        hand.doubled.connect(self.show_all)

    def _look(self, place: QPointF | None) -> None:
        self._hover = place
        self._repaint()

    def _scroll(self, notches: float, place: QPointF) -> None:
        under = self._under(place)
        in_time = any(panel.panel.over_time for panel in self.panels)
        if in_time and not self._covered and (under is None or under.panel.over_time):
            self.zoom(_ZOOM**notches, self.scale_.step(place.x()))

    def _press(self, place: QPointF) -> None:
        if self._covered:
            return
        under, shift = self._under(place), Qt.KeyboardModifier.ShiftModifier
        if QGuiApplication.keyboardModifiers() & shift:
            self.grip.release()
            if under is None:
                self.notes.clear()
            else:
                self.notes.toggle(place, under, self._ink(), self.size())
        else:
            self.grip.press(place, under, self.panels, self.scale_)
        self._repaint()

    def _release(self) -> None:
        self.grip.release()
        for panel in self.panels:
            panel.let_go()
        self._repaint()

    def _drag(self, place: QPointF) -> None:
        self.grip.drag(place)
        self._repaint()

    def _under(self, place: QPointF | None) -> PanelPainter | None:
        if place is None:
            return None
        around = ((panel, panel.place.plot.adjusted(-4, -4, 4, 4)) for panel in self.panels)
        return next((panel for panel, plot in around if plot.contains(place.toPoint())), None)

    def _turn_page(self, step: float) -> None:
        """Where only a part of the time axis is shown, show the next part when the cursor leaves it."""
        scale = self.scale_
        if scale.low <= step <= scale.high or self.chart is None:
            return
        whole, span = self.chart.time, scale.high - scale.low
        low = step - span * (0.95 if step < scale.low else 0.05)
        low = min(max(low, whole.low), whole.high - span)
        self.set_window((low, low + span))

    def _describe(self) -> None:
        """Say what is drawn to those who do not see it."""
        panels = () if self.chart is None else self.chart.panels
        titles = dict.fromkeys(panel.title or panel.side for panel in panels)
        self.setAccessibleName(to_plain(f"Picture: {'; '.join(filter(None, titles))}"))
        self.setAccessibleDescription(self._covered or ("" if self.chart is None else spoken(self.chart)))

    def _ink(self) -> Ink:
        return Ink(self._theme, self._type, self.devicePixelRatioF())

    def _repaint(self) -> None:
        viewport = self.viewport()
        if viewport is not None:
            viewport.update()
