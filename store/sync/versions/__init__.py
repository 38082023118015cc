"""Who changed which field in sight of whom, so that desks that read each other agree."""
