"""The preview of what will be written: a picture, or the first lines of a table."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.screen.look.theme import Look

SIZE = QSize(560, 480)
INSET = 12


class Preview(QWidget):
    """Shows a PNG or lines of text inside its frame."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._image: QImage | None = None
        self._text = "drawing…"
        self.setAccessibleName("Preview")
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size in which a picture can be judged."""
        return QSize(SIZE.width(), self._look.px(SIZE.height()))

    def pixels(self) -> int:
        """Return how wide a picture should be drawn to fill the preview."""
        return max(400, round((self.width() - 2 * INSET) * self.devicePixelRatioF()))

    def put(self, content: bytes | str) -> None:
        """Show a picture, or lines of text."""
        if isinstance(content, bytes):
            self._image, self._text = QImage.fromData(content), ""
        else:
            self._image, self._text = None, content
        self.setAccessibleDescription(self._text)
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the picture as large as it fits, or the lines."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.hairline))
        room = self.rect().adjusted(INSET, INSET, -INSET, -INSET)
        if self._image is not None:
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room.setSize(size)
            room.moveCenter(self.rect().center())
            painter.drawImage(room, self._image)
            return
        painter.fillRect(room, QColor(theme.raised))
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPixelSize(self._look.px(11))
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.setClipRect(room.adjusted(6, 6, -6, -6))
        painter.drawText(
            room.adjusted(8, 8, 4000, -8), Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._text
        )
