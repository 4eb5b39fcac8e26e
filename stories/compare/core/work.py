"""How much a comparison may cost."""

AT_ONCE = 150_000_000  # pairs of pieces, about 12,000 words twice: 20 MB


class Work:
    """What may still be spent: one unit compares one piece with one other."""

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.is_spent = False

    def spend(self, cost: int) -> bool:
        """Whether there is so much left; it is taken then."""
        if cost > self.left:
            self.is_spent = True
            return False
        self.left -= cost
        return True

    def spend_at_once(self, cost: int) -> bool:
        """The same for what needs memory: an eighth of a byte for each unit."""
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
