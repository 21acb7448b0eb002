"""Who acts, as lines of the audit log and other rows name them: "seeker:12", "staff:3", "operator:command"."""


def staff_of(actor: str) -> int | None:
    """The id in "staff:3"; None for anybody else."""
    kind, _, number = actor.partition(":")
    return int(number) if kind == "staff" else None
