# A state machine driven by a script: dictionaries of functions, string handling, nested data.
WORLD = {
    "hall": {"exits": {"north": "library", "east": "kitchen"}, "items": ["lamp"], "text": "A dusty hall."},
    "library": {"exits": {"south": "hall"}, "items": ["book", "key"], "text": "Rows of books."},
    "kitchen": {"exits": {"west": "hall", "down": "cellar"}, "items": [], "text": "Smells of soup."},
    "cellar": {"exits": {"up": "kitchen"}, "items": ["gem"], "text": "Dark.", "locked": True},
}


class Game:
    def __init__(self):
        self.room, self.bag, self.moves, self.over = "hall", [], 0, False
        self.commands = {name[3:]: getattr(self, name) for name in dir(self) if name.startswith("do_")}

    def play(self, line):
        verb, _, rest = line.strip().lower().partition(" ")
        handler = self.commands.get(verb, self.unknown)
        self.moves += 1
        return handler(rest) if rest or handler is not self.unknown else self.unknown(verb)

    def unknown(self, what):
        return f"I don't know how to {what or 'do that'}."

    def do_look(self, _):
        room = WORLD[self.room]
        items = ", ".join(room["items"]) or "nothing"
        return f"{room['text']} You see {items}. Exits: {' '.join(sorted(room['exits']))}."

    def do_go(self, where):
        target = WORLD[self.room]["exits"].get(where)
        if target is None:
            return f"You can't go {where!r}."
        if WORLD[target].get("locked") and "key" not in self.bag:
            return "It is locked."
        self.room = target
        return f"You are in the {target}. " + self.do_look("")

    def do_take(self, item):
        items = WORLD[self.room]["items"]
        try:
            items.remove(item)
        except ValueError:
            return f"There is no {item} here."
        self.bag.append(item)
        if item == "gem":
            self.over = True
            return "You win after %d moves!" % self.moves
        return f"Taken: {item}."

    def do_drop(self, item):
        if item not in self.bag:
            return f"You don't have {'an' if item[:1] in 'aeiou' else 'a'} {item}."
        WORLD[self.room]["items"].append(self.bag.pop(self.bag.index(item)))
        return f"Dropped {item}."

    def do_bag(self, _):
        return "You carry " + (" and ".join(self.bag) if self.bag else "nothing") + "."


game = Game()
print(sorted(game.commands))
for line in "look|take lamp|go north|take book|TAKE key|drop book|go west|go south|bag|go east|go down|take gem|sing|drop apple|take".split("|"):
    print(">", line)
    print(game.play(line))
    if game.over:
        print("the end")
        game.over = False
print(game.moves, game.room, game.bag, WORLD["library"]["items"])
