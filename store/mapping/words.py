"""Words that secretariats use for our fields and choices: what the declaration cannot know.

English, French, Spanish and German, folded (no case, no accents) as they are compared. Field names
and choices are those of `store/kinds.py`; a test holds them against it. `KIND.FIELD` is for one
kind, FIELD alone for all that have it.
"""

HEADERS: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "ref", "ref no", "reference", "reference no", "code", "no", "nr", "n°", "num"),
        *("number", "numero", "item no", "action no", "action id", "#", "kennung"),
    ),
    "summary": (
        *("action", "actions", "action point", "action item", "action required", "what"),
        *("commitment", "commitments", "follow-up", "follow up", "item", "task", "activity"),
        *("deliverable", "decision", "pledge", "recommendation", "description", "subject"),
        *("quoi", "engagement", "engagements", "mesure", "tache", "activite", "objet", "intitule"),
        *("libelle", "recommandation", "accion", "medida", "tarea", "compromiso"),
        *("massnahme", "aufgabe", "zusage", "gegenstand"),
    ),
    "text": ("text", "full text", "wording", "quote", "texte", "libelle complet", "wortlaut"),
    "locator": ("para", "paragraph", "paragraphe", "article", "source para", "page", "absatz"),
    "classification": ("type", "category", "categorie", "nature", "kind", "art", "tipo"),
    "owners": (
        *("owner", "owners", "responsible", "responsible party", "responsibility", "lead"),
        *("action owner", "assigned to", "assignee", "who", "by whom", "delegation", "country"),
        *("lead country", "focal point", "responsable", "responsables", "pilote", "porteur"),
        *("chef de file", "en charge", "qui", "pays", "entite responsable", "responsable(s)"),
        *("encargado", "pais", "verantwortlich", "zustandig", "wer", "federfuhrung"),
    ),
    "owner_text": ("responsible office", "service", "direction", "bureau", "office"),
    "asked_by": ("requested by", "asked by", "demandeur", "demande par", "requester"),
    "partners": ("partner", "partners", "with", "support", "partenaires", "appui", "avec"),
    "meeting": ("meeting", "reunion", "session", "made at", "sitzung", "reunion d'origine"),
    "group": ("group", "working group", "groupe", "groupe de travail", "arbeitsgruppe", "body"),
    "desk": ("desk", "desk officer", "secretariat contact", "suivi par", "followed by"),
    "remind": ("reminder", "remind", "rappel", "relance", "erinnerung"),
    "due": (
        *("due", "due date", "deadline", "target date", "by when", "timeline", "date due"),
        *("completion date", "expected completion", "timeframe", "when", "echeance", "delai"),
        *("date limite", "date butoir", "date prevue", "plazo", "fecha limite", "frist"),
        *("termin", "fallig", "bis wann", "revised deadline"),
    ),
    "commitment.start": ("start", "start date", "date de debut", "debut", "beginn"),
    "commitment.closed": (
        *("closed", "date closed", "completed on", "date completed", "date de realisation"),
        *("date of completion", "realise le", "cloture le", "erledigt am", "closed on"),
    ),
    "status": (
        *("status", "state", "progress status", "state of play", "etat", "statut", "avancement"),
        *("etat d'avancement", "situation", "estado", "stand", "rag", "rag status"),
    ),
    "priority": ("priority", "priorite", "urgency", "prioridad", "prioritat", "importance"),
    "percent": ("%", "percent", "% complete", "percent complete", "% done", "progress %", "taux"),
    "evidence": ("evidence", "proof", "source", "link", "links", "url", "lien", "preuve", "beleg"),
    "notes": (
        *("notes", "note", "comments", "comment", "remarks", "remark", "observations"),
        *("commentaire", "commentaires", "remarques", "observaciones", "bemerkung"),
        *("bemerkungen", "anmerkung", "latest update", "update", "updates", "progress"),
        *("state of play", "status update", "situation", "etat d'avancement", "sachstand"),
    ),
    "tags": ("tags", "tag", "keywords", "theme", "topic", "mots-cles", "etiquettes", "pillar"),
    "visibility": ("visibility", "confidentiality", "classification level", "diffusion"),
    "links": ("web", "website", "site", "site web"),
    "member.name": (
        *("member", "members", "member state", "country", "organisation", "organization"),
        *("delegation", "state", "pays", "membre", "etat membre", "pais", "land", "mitglied"),
    ),
    "member.country": ("iso", "iso code", "country code", "code pays", "iso2", "iso 3166"),
    "member.joined": ("joined", "member since", "date joined", "accession", "adhesion", "beitritt"),
    "member.region": ("region", "continent", "regional group", "groupe regional"),
    "contact": ("contact", "email", "e-mail", "mail", "courriel", "point of contact"),
    "group.name": ("group", "working group", "body", "groupe", "groupe de travail", "committee"),
    "group.mandate": ("mandate", "terms of reference", "mandat", "purpose"),
    "group.founded": ("founded", "established", "created", "creation", "date de creation"),
    "role.member": ("country", "member", "delegation", "pays", "membre", "organisation"),
    "role.label": ("role", "function", "position", "capacity", "fonction", "qualite", "funktion"),
    "role.person": ("person", "name", "holder", "nom", "titulaire", "representative"),
    "role.start": ("from", "since", "start", "start date", "de", "depuis", "debut", "von", "seit"),
    "role.end": ("to", "until", "end", "end date", "a", "jusqu'au", "fin", "bis"),
    "meeting.name": ("meeting", "event", "title", "reunion", "evenement", "titre", "sitzung"),
    "meeting.start": ("date", "day", "start", "start date", "from", "date de debut", "datum"),
    "meeting.end": ("end", "end date", "to", "until", "date de fin", "fin", "ende"),
    "city": ("city", "place", "location", "where", "ville", "lieu", "ort", "ciudad"),
    "meeting.country": ("country", "pays", "host country", "land", "pais"),
    "venue": ("venue", "room", "salle", "building", "raum"),
    "hosts": ("host", "hosts", "hosted by", "hote", "organisateur", "gastgeber"),
    "mode": ("mode", "format", "modality", "modalite"),
    "attendees": ("attendees", "participants", "present", "presents", "attendance"),
    "attendees_count": ("number of participants", "attendance count", "nombre de participants"),
    "agenda": ("agenda", "ordre du jour", "tagesordnung"),
    "update.at": ("date", "as of", "reported on", "date du point"),
    "update.text": ("update", "progress", "what happened", "comment", "point de situation"),
    "statement.by": ("speaker", "delegation", "country", "orateur", "intervenant", "pays"),
    "statement.summary": ("statement", "intervention", "summary", "declaration"),
}

_DONE = (
    *(
        "done",
        "completed",
        "complete",
        "closed",
        "implemented",
        "achieved",
        "finished",
        "delivered",
    ),
    *(
        "fulfilled",
        "green/complete",
        "fait",
        "termine",
        "terminee",
        "realise",
        "realisee",
        "acheve",
    ),
    *("achevee", "cloture", "cloturee", "clos", "mis en oeuvre", "hecho", "completado", "cumplido"),
    *("erledigt", "abgeschlossen", "fertig"),
)
_UNDER_WAY = (
    *("in progress", "ongoing", "on-going", "started", "under way", "underway", "in hand"),
    *("being implemented", "wip", "en cours", "en cours de realisation", "engage", "demarre"),
    *("en curso", "en proceso", "laufend", "in arbeit", "in bearbeitung", "on schedule", "green"),
)
_TO_DO = (
    *("not started", "to do", "todo", "planned", "open", "new", "not yet started", "scheduled"),
    *("a faire", "non demarre", "non commence", "pas commence", "prevu", "a venir", "ouvert"),
    *("accepted", "approved", "adopte", "approuve", "convenu", "pendiente de inicio", "offen"),
    *("geplant", "nicht begonnen"),
)
_FOLLOW_UP: dict[str, tuple[str, ...]] = {
    "delivered": _DONE,
    "on track": _UNDER_WAY,
    "agreed": _TO_DO,
    "proposed": ("suggested", "draft", "propose", "proposee", "propuesto", "vorgeschlagen"),
    "at risk": ("risk", "amber", "a risque", "compromis", "en riesgo", "gefahrdet"),
    "stalled": (
        *("on hold", "suspended", "blocked", "stuck", "paused", "suspendu", "bloque", "en suspens"),
        *("bloqueado", "suspendido", "blockiert", "ausgesetzt"),
    ),
    "awaiting confirmation": ("to be confirmed", "tbc", "a confirmer", "por confirmar"),
    "no information": (
        *("unknown", "no info", "not known", "no reply", "no response", "sans information"),
        *("inconnu", "pas d'information", "sin informacion", "unbekannt", "keine angabe"),
    ),
    "superseded": ("replaced", "overtaken", "overtaken by events", "remplace", "ersetzt"),
    "withdrawn": (
        *("cancelled", "canceled", "dropped", "abandoned", "annule", "annulee", "abandonne"),
        *("abandonnee", "cancelado", "zuruckgezogen", "gestrichen"),
    ),
    "lapsed": ("expired", "caduc", "caduque", "verfallen"),
}
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "commitment.status": _FOLLOW_UP,
    "update.status": _FOLLOW_UP,
    "commitment.classification": {
        "task": ("action", "tache", "activity", "aufgabe"),
        "pledge": ("engagement", "promise", "contribution", "compromiso", "zusage"),
        "request": ("demande", "invitation", "recommendation", "recommandation"),
    },
    "member.status": {
        "member": ("full member", "active", "membre", "mitglied"),
        "observer": ("observateur", "observador", "beobachter"),
        "candidate": ("applicant", "candidat", "pending accession", "kandidat"),
        "suspended": ("suspendu",),
        "former": ("left", "withdrawn", "ancien membre", "ehemalig"),
    },
    "member.classification": {
        "state": ("country", "etat", "pays", "staat", "estado"),
        "organisation": ("organization", "international organisation", "io", "org"),
    },
    "group.status": {
        "proposed": ("planned", "propose"),
        "active": ("actif", "open", "activo", "aktiv"),
        "dormant": ("inactive", "en sommeil", "inactif"),
        "concluded": ("closed", "ended", "termine", "dissous"),
    },
    "meeting.status": {
        "tentative": ("tbc", "to be confirmed", "provisional", "a confirmer", "planned"),
        "confirmed": ("held", "confirme", "tenue", "done", "bestatigt"),
        "postponed": ("reporte", "reportee", "verschoben"),
        "cancelled": ("canceled", "annule", "annulee", "abgesagt"),
    },
    "meeting.mode": {
        "in person": ("physical", "presentiel", "en presentiel", "prasenz", "on site"),
        "online": ("virtual", "video conference", "vtc", "visioconference", "virtuel", "remote"),
        "hybrid": ("hybride", "mixed", "hibrido"),
    },
    "visibility": {
        "public": ("open", "publique", "offentlich"),
        "private": ("internal", "interne", "restricted", "prive", "intern"),
        "confidential": ("confidentiel", "confidentielle", "secret", "vertraulich"),
    },
}
OTHER: dict[str, dict[str, tuple[str, ...]]] = {
    "priority": {
        "high": ("urgent", "top", "critical", "haute", "elevee", "alta", "hoch", "forte"),
        "medium": ("normal", "moyenne", "moyen", "media", "mittel", "med"),
        "low": ("basse", "faible", "baja", "niedrig", "gering"),
    },
    "flag": {
        "yes": ("y", "x", "oui", "o", "si", "ja", "j", "✓", "✔", "vrai"),
        "no": ("n", "non", "nein", "-", "faux"),
    },
}
"""The same by type of field."""

TOTALS = (
    *("total", "totals", "grand total", "subtotal", "sum", "totaux", "total general", "somme"),
    *("sous-total", "total:", "gesamt", "summe", "insgesamt"),
)
AND = ("and", "et", "y", "und", "e", "ve", "&", "+")
ARTICLES = ("the ", "le ", "la ", "les ", "l'", "l’", "el ", "los ", "las ", "der ", "die ", "das ")
PERIODS = (
    (r"\bfin (?:de |d')?", "end of "),
    (r"\bende\b", "end of"),
    (r"\bmi-(?=\d{4})", "mid-"),
    (r"\bt([1-4])\b", r"q\1"),
    (r"\b1er\b", "1"),
    (r"(?<=\d)\.(?= )", ""),
    (r"\b(?:de|del)\b ?", ""),
    (r"\bby (?:the )?", ""),
)
"""Words about dates, as patterns of folded text, and what they are in English."""
