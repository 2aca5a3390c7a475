"""The window: PyQt6 and pyqtgraph; it reaches numbers only through the public API and charts."""
