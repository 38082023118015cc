"""The keys of what opens over the dashboard: forms, questions and lists, each key declared once.

What they do stands in the screens; `tui.bindings` makes their bindings from here. In the lists the
keys of the dashboard that move the cursor hold too.
"""

from typing import NamedTuple


class Key(NamedTuple):
    """One key of a sheet: its id in the configuration, its keys, a word and a sentence."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str


class Sheet(NamedTuple):
    """The keys that hold together on a sheet. `types`: one writes there, so that a letter is text;
    `also`: the ids of what else holds there, as what moves a cursor."""

    title: str
    keys: tuple[Key, ...]
    types: bool = False
    also: tuple[str, ...] = ()


CURSOR = ("down", "up", "half_down", "half_up", "page_down", "page_up", "first", "last")
EVERYWHERE = ("jump",)
ASKING = ("delete", "views.delete", "sync.look", "sync.one", "sync.all", "sync.remove")
"""What `confirm.yes` may answer; it must have another key."""

PICTURE = (
    Key("picture.open", ("enter",), "open", "Open what the cursor stands on, or list it."),
    Key("picture.left", ("h", "left"), "left", "To what stands at the left; in a calendar a day."),
    Key("picture.right", ("l", "right"), "right", "To what stands at the right, or a day."),
    Key("picture.close", ("escape", "q"), "close", "Back to the dashboard."),
)
CALENDAR = (
    Key("calendar.today", ("t",), "today", "To the day it is."),
    Key("calendar.week_on", ("J",), "week on", "A week on."),
    Key("calendar.week_back", ("K",), "week back", "A week back."),
    Key("calendar.on", (">",), "on", "A month on; among the roles of a group, a year."),
    Key("calendar.back", ("<",), "back", "A month back; among the roles of a group, a year."),
)
WALK = (
    Key("walk.other", ("tab",), "other half", "To what is told of the line, to scroll it; back."),
    Key("walk.close", ("escape", "q"), "close", "Close it; nothing more is decided."),
)
IN_A_WALK = (*CURSOR, *(key.id for key in WALK), "help")
IN_A_PICTURE = (*CURSOR, *(key.id for key in PICTURE), "help")
IN_A_CALENDAR = (*IN_A_PICTURE, *(key.id for key in CALENDAR))

SHEETS = (
    Sheet(
        "In forms",
        (
            Key("form.save", ("ctrl+s",), "save", "Save, from anywhere in the form."),
            Key("form.close", ("escape",), "close", "Close; what was typed is kept as a draft."),
            Key("form.take_draft", ("ctrl+r",), "take draft", "Go on with the draft."),
            Key("form.drop_draft", ("ctrl+t",), "drop draft", "Throw the draft away."),
            Key("form.make", ("ctrl+n",), "make it", "Make the record that is missing."),
            Key("form.preview", ("ctrl+l",), "preview", "See a long text as it reads."),
            Key("form.editor", ("ctrl+g",), "$EDITOR", "Write a long text in your own editor."),
            Key(
                "form.turn",
                ("ctrl+b",),
                "add, remove, set",
                "Add to a field of several records, remove from it, set or empty it.",
            ),
            Key("form.whole", ("ctrl+y",), "whole form", "From quick add to the whole form."),
        ),
        types=True,
    ),
    Sheet(
        "When somebody else changed it",
        (
            Key("stale.save", ("ctrl+s",), "save", "Save it so."),
            Key("stale.theirs", ("t",), "theirs", "Take theirs in all fields."),
            Key("stale.mine", ("y",), "yours", "Keep yours in all fields."),
            Key("stale.back", ("escape",), "back", "Back to the form."),
        ),
        also=("down", "up"),
    ),
    Sheet(
        "In a preview",
        (Key("preview.close", ("escape", "q", "ctrl+l"), "close", "Go back to the text."),),
        also=CURSOR,
    ),
    Sheet(
        "When asked",
        (
            Key("confirm.yes", ("y",), "yes", "Do it."),
            Key("confirm.no", ("escape", "n"), "no", "Leave everything as it is."),
        ),
    ),
    Sheet(
        "In a list to choose from",
        (Key("choose.close", ("escape", "q"), "close", "Choose nothing."),),
        also=CURSOR,
    ),
    Sheet(
        "While columns or the order are chosen",
        (
            Key("arrange.choose", ("space",), "choose", "Show the column, or sort by the field."),
            Key("arrange.later", ("J", "shift+down"), "later", "Move it down, let it count later."),
            Key(
                "arrange.earlier", ("K", "shift+up"), "earlier", "Move it up, let it count sooner."
            ),
            Key("columns.narrower", ("<", "left"), "narrower", "Make the column narrower."),
            Key("columns.wider", (">", "right"), "wider", "Make the column wider."),
            Key("columns.measure", ("0",), "auto", "Let the column take what its cells need."),
            Key("arrange.reset", ("r",), "reset", "As it was declared."),
            Key("arrange.leave", ("escape", "q"), "leave", "Leave everything as it was."),
        ),
        also=CURSOR,
    ),
    Sheet(
        "Among the views",
        (
            Key("views.save", ("n",), "save this filter", "Save the panel's filter as a view."),
            Key("views.edit", ("e",), "rename", "Give your view another name or key."),
            Key("views.delete", ("d",), "delete", "Delete your view."),
            Key("views.close", ("escape", "q"), "close", "Open none."),
        ),
        also=CURSOR,
    ),
    Sheet(
        "In the list of a view",
        (Key("listed.close", ("escape", "q"), "close", "Close the list."),),
        also=CURSOR,
    ),
    Sheet(
        "In help",
        (Key("help.close", ("escape", "f1"), "close", "Close the help."),),
        types=True,
    ),
    Sheet(
        "In the log",
        (
            Key("log.close", ("escape", "q", "L"), "close", "Close the log."),
            Key("log.other", ("tab",), "other list", "See the changes, or what was said."),
        ),
        also=CURSOR,
    ),
    Sheet(
        "Among the sources",
        (
            Key("sync.look", ("enter",), "look", "See what this source brings before it is done."),
            Key("sync.one", ("p",), "pull", "Bring in what this source has, all of it."),
            Key("sync.all", ("S",), "pull all", "Bring in what all sources have."),
            Key("sync.waits", ("i",), "what waits", "Decide what waits: conflicts and news."),
            Key("sync.add", ("n",), "new", "Add a source."),
            Key("sync.edit", ("e",), "edit", "Change where the source is, or how it is asked."),
            Key("sync.remove", ("d",), "remove", "Forget the source; its records stay."),
            Key("sync.close", ("escape", "q"), "close", "Stop what runs, or close."),
        ),
        also=(*CURSOR, "help"),
    ),
    Sheet("In a list with two halves", WALK, also=(*CURSOR, "help")),
    Sheet(
        "In the plan of a sync",
        (
            Key("plan.apply", ("ctrl+s",), "apply", "Apply what is taken; the rest waits."),
            Key("plan.tick", ("space",), "take", "Leave the record or the field, or take it."),
            Key("plan.all", ("*",), "all", "Leave everything, or take everything."),
            Key("plan.open", ("enter",), "unfold", "Fold or unfold what stands under it."),
            Key("plan.fold", ("left", "h"), "fold", "Fold it, or what it stands under."),
            Key("plan.unfold", ("right", "l"), "unfold", "Unfold what stands under it."),
            Key("plan.fold_all", ("Z",), "fold all", "Fold all records, or unfold them."),
        ),
        also=IN_A_WALK,
    ),
    Sheet(
        "In the map of a table",
        (
            Key("map.apply", ("ctrl+s",), "import", "Import it; the map is remembered by a name."),
            Key("map.choose", ("enter",), "choose", "Choose the field, or what words mean."),
            Key("map.leave", ("space",), "leave", "Leave the column out, or the words as words."),
            Key("map.words", ("*",), "all words", "Leave all that is to be settled as it is."),
            Key("map.again", ("a",), "as there", "Take the table over what was changed here."),
            Key("map.kind", ("t",), "kind", "Choose what the rows are."),
            Key("map.sheet", ("w",), "sheet", "Choose another sheet of the workbook."),
            Key("map.head", ("r",), "header row", "Choose the row that has the headers."),
            Key("map.other", ("m",), "map", "Take a map that is remembered, or guess anew."),
            Key("map.fold", ("left", "h"), "fold", "Fold what stands under the heading."),
            Key("map.unfold", ("right", "l"), "unfold", "Unfold what stands under it."),
        ),
        also=IN_A_WALK,
    ),
    Sheet(
        "Among what waits",
        (
            Key("waits.theirs", ("t",), "theirs", "Take what the source says."),
            Key("waits.ours", ("y",), "ours", "Keep what stands here."),
            Key("waits.value", ("e",), "a value", "Type what the field is to hold."),
            Key("waits.meeting", ("n",), "meeting", "Make a meeting of the news."),
            Key("waits.attach", ("a",), "attach", "Cite the news as evidence of a commitment."),
            Key("waits.dismiss", ("d",), "dismiss", "Dismiss the news."),
            Key("waits.restore", ("r",), "restore", "Let dismissed news wait again."),
            Key("waits.one", ("o",), "one", "The two are one: keep the first of them."),
            Key("waits.distinct", ("b",), "both", "They are not the same: keep both."),
            Key("waits.mark", ("space",), "mark", "Mark it, to decide several at once."),
            Key("waits.mark_all", ("*",), "mark all", "Mark all of this sort, or none."),
            Key("waits.open", ("enter",), "open", "Go to the record, or open the page."),
            Key("waits.fold", ("left", "h"), "fold", "Fold what stands under the heading."),
            Key("waits.unfold", ("right", "l"), "unfold", "Unfold what stands under it."),
            Key("waits.undo", ("u",), "undo", "Take the last decision back."),
            Key("waits.all", ("A",), "dismissed too", "Show what was dismissed, or hide it."),
        ),
        also=IN_A_WALK,
    ),
    Sheet(
        "In the minutes",
        (
            Key("minutes.save", ("ctrl+s",), "save", "Save; what is made of it is shown first."),
            Key("minutes.final", ("ctrl+f",), "final", "Make them final, or take that back."),
            Key("minutes.close", ("escape",), "close", "Close; what is not saved is a draft."),
            Key("minutes.other", ("ctrl+l",), "recognised", "To what is recognised, and back."),
            Key("minutes.next", ("ctrl+n",), "next question", "To the next line that asks."),
            Key("minutes.report", ("ctrl+p",), "report on", "Report on an open commitment."),
            Key("minutes.editor", ("ctrl+g",), "$EDITOR", "Write them in your own editor."),
            Key("minutes.take_draft", ("ctrl+r",), "take draft", "Go on with the draft."),
            Key("minutes.drop_draft", ("ctrl+t",), "drop draft", "Throw the draft away."),
        ),
        types=True,
    ),
    Sheet(
        "In the list of what minutes make",
        (
            Key("capture.make", ("ctrl+s",), "make", "Make what is taken, and save the minutes."),
            Key("capture.tick", ("space",), "take", "Leave it, or take it."),
            Key("capture.all", ("*",), "all", "Leave everything, or take everything."),
            Key("capture.answer", ("enter",), "answer", "Answer what it asks."),
            Key("capture.words", ("w",), "as words", "Keep the name or the date as words."),
        ),
        also=IN_A_WALK,
    ),
    Sheet(
        "While it is recorded who was there",
        (
            Key("attendance.save", ("ctrl+s",), "save", "Save it."),
            Key("attendance.present", ("p",), "present", "It was there; on to the next."),
            Key("attendance.regrets", ("r",), "regrets", "It sent regrets; on to the next."),
            Key("attendance.absent", ("a",), "absent", "Neither is recorded; on to the next."),
            Key("attendance.turn", ("space",), "turn", "Present, regrets, absent in turn."),
            Key("attendance.rest", ("*",), "all others", "All others listed were there, or none."),
            Key("attendance.find", ("/",), "find", "Type the start of a name; enter: present."),
            Key("attendance.count", ("#",), "count", "Record only how many came."),
            Key("attendance.close", ("escape", "q"), "close", "Close; it is kept as a draft."),
            Key("attendance.take_draft", ("ctrl+r",), "take draft", "Go on with the draft."),
            Key("attendance.drop_draft", ("ctrl+t",), "drop draft", "Throw the draft away."),
        ),
        also=(*CURSOR, "help"),
    ),
    Sheet(
        "In a new store",
        (
            Key("welcome.new", ("n",), "add", "Add the first record."),
            Key("welcome.sync", ("S",), "sync", "Bring in a feed."),
            Key("welcome.import", ("p",), "import", "Bring in a file."),
            Key("welcome.quit", ("q",), "leave", "Leave, to look around first."),
            Key("welcome.close", ("escape", "enter"), "close", "Go to the empty dashboard."),
        ),
    ),
    Sheet("In a picture", PICTURE, also=(*CURSOR, "help")),
    Sheet("In a calendar", CALENDAR, also=IN_A_PICTURE),
    Sheet(
        "In a paper",
        (
            Key(
                "paper.copy", ("y",), "copy", "Copy the whole paper to the clipboard, as Markdown."
            ),
            Key(
                "paper.write", ("x",), "write", "Write it into a file: Markdown, or HTML to print."
            ),
        ),
        also=IN_A_PICTURE,
    ),
    Sheet(
        "In a readout or a report",
        (
            Key(
                "paper.level",
                ("v",),
                "other readers",
                "Tell it for the public, or with what is private, or with everything.",
            ),
        ),
        also=("paper.copy", "paper.write", *IN_A_PICTURE),
    ),
    Sheet(
        "In the agenda",
        (
            Key("agenda.other", ("tab",), "month", "The month in place of the list, or back."),
            Key("agenda.new", ("n",), "new meeting", "A new meeting on the day of the cursor."),
        ),
        also=IN_A_CALENDAR,
    ),
    Sheet(
        "Among the roles of a group",
        (
            Key("roles.next", ("tab",), "next change", "To the next day on which a role changed."),
            Key("roles.before", ("shift+tab",), "change before", "To the change before."),
        ),
        also=IN_A_CALENDAR,
    ),
    Sheet(
        "In the matrix",
        (
            Key("matrix.open", ("enter",), "updates", "See the updates behind the cell."),
            Key("matrix.add", ("a",), "add update", "Add an update of this owner's part."),
            Key("matrix.left", ("h", "left"), "left", "To the column at the left."),
            Key("matrix.right", ("l", "right"), "right", "To the column at the right."),
            Key(
                "matrix.page_left",
                ("<", "shift+left"),
                "page left",
                "As many columns back as are seen.",
            ),
            Key(
                "matrix.page_right",
                (">", "shift+right"),
                "page right",
                "As many columns on as are seen.",
            ),
            Key("matrix.first", ("0", "^"), "first column", "To the first column."),
            Key("matrix.last", ("$",), "last column", "To the last column."),
            Key("matrix.commitment", ("o",), "commitment", "Open the commitment of the column."),
            Key("matrix.sort", ("s",), "by mean", "Order the owners by mean, or by name."),
            Key(
                "matrix.members",
                ("tab",),
                "members",
                "The members of a group in its place, or back.",
            ),
            Key("matrix.words", ("z",), "words", "Wide columns with words, or narrow ones."),
            Key("matrix.export", ("x",), "export", "Write the matrix into a file."),
            Key("matrix.close", ("escape", "q"), "close", "Back to the dashboard."),
        ),
        also=(*CURSOR, "help"),
    ),
    Sheet(
        "Behind a cell of the matrix",
        (
            Key("behind.add", ("a",), "add update", "Add an update."),
            Key("behind.close", ("escape", "q"), "close", "Back to the matrix."),
        ),
        also=CURSOR,
    ),
    Sheet(
        "While jumping",
        (Key("jump.close", ("escape",), "stay", "Stay where the focus is."),),
    ),
)
KEYS = {key.id: key for sheet in SHEETS for key in sheet.keys}
