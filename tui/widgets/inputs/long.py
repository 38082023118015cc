"""Long text and links: many lines, as tall as what stands in them."""

from textual import on
from textual.widgets import TextArea

from store.fields import Field
from store.names import Names
from tui.widgets.inputs.base import Changed, FieldInput

LOW, HIGH = 2, 8  # lines


class Long(TextArea, FieldInput):
    """Many lines. Enter is a new line here, tab goes on."""

    HINTS = (("{form.preview}", "preview"), ("{form.editor}", "$EDITOR"))

    def __init__(self, field: Field, context: Names) -> None:
        super().__init__(
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            classes="field-input",
        )
        self.field = field
        self.context = context

    @property
    def words(self) -> str:
        return self.text

    @words.setter
    def words(self, words: str) -> None:
        with self.prevent(TextArea.Changed):
            self.load_text(words)
        self._fit()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._fit()
        self.post_message(Changed(self))

    def on_resize(self) -> None:
        """Wrapped anew, it may need another height."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = min(max(self.wrapped_document.height, LOW), HIGH)
