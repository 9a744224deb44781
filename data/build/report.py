"""The list of everything the builder rejected, merged or changed."""

COLUMNS = ["file", "row", "action", "what", "why"]
ACTIONS = ("rejected", "merged", "changed")


class Report:
    """Entries name a raw file and its 1-based data row."""

    def __init__(self):
        self.entries = []

    def add(self, file, row, action, what, why):
        if action not in ACTIONS:
            raise ValueError(f"unknown action {action}")
        self.entries.append({"file": file, "row": row, "action": action, "what": what, "why": why})

    def rows(self):
        return sorted(self.entries, key=lambda e: (e["file"], e["row"], e["action"], e["what"]))
