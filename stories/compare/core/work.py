"""The budget of a comparison."""

AT_ONCE = 150_000_000  # pairs of pieces, about 12,000 words twice: 20 MB


class Work:
    """Work that may still be spent: one unit compares one piece with one other."""

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.is_spent = False

    def spend(self, cost: int) -> bool:
        """Spend so much, if it is left; return whether it was."""
        if cost > self.left:
            self.is_spent = True
            return False
        self.left -= cost
        return True

    def spend_at_once(self, cost: int) -> bool:
        """Spend likewise for work that needs memory: an eighth of a byte for each unit."""
        if cost > AT_ONCE:
            self.is_spent = True
            return False
        return self.spend(cost)

    def give_up(self) -> None:
        """Spend nothing from now on."""
        self.left = -1
        self.is_spent = True

    @property
    def has_given_up(self) -> bool:
        """Whether nothing at all may be spent."""
        return self.left < 0
