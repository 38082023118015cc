"""The paper that comes before: the brief of a meeting, for all or for one delegation."""

from store.desk import Desk
from store.formats.visible import LEVELS
from store.kinds import Meeting, Member
from store.record import Visibility
from store.reports.brief import Brief, brief
from tui.screens.levelled import LevelledPaper
from tui.screens.reporting import plain_name

USUAL: Visibility = "private"  # a brief is read at one's own desk


def brief_paper(desk: Desk, meeting: Meeting, member: Member | None) -> LevelledPaper:
    """The brief of a meeting, the internal one first; for this member only, if one is given."""

    def tell(include: Visibility) -> tuple[Brief, int]:
        made = brief(desk, meeting.id, member.id if member else "", include)
        return made, made.withheld

    least = max(LEVELS.index(r.visibility) for r in (meeting, member) if r is not None)
    first = max(LEVELS.index(USUAL), least)
    open_to = LEVELS[least:first]
    names = (meeting.id, member.id) if member else (meeting.id,)
    return LevelledPaper(
        desk,
        f"Brief for {member.name} · {meeting.name}" if member else "Brief",
        tell,
        template="brief",
        name="-".join(("brief", *map(plain_name, names))),
        levels=(*LEVELS[first:], *open_to),
    )
