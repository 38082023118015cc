"""Our own calendars, both ways: nothing of a record is lost in them.

out                 content lines as they are written
tell when people    what each property tells of a record: its lines, and what such lines mean
beside              what is told of a record from others
rest                the fields that iCalendar has no property for, in properties of ours
kept                lines that came from elsewhere, and go back as they came
sorts component     which properties each sort of component has; one record as one, both ways
zones               VTIMEZONE
calendar ours       all that may leave as one calendar; what of a calendar is ours
"""
