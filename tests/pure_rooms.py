"""Calls and names that a pure room may not have, found in the syntax of a module: files, clocks, settings, network."""

import ast

CLOCKS = {"now", "today", "utcnow"}
HAVE_CLOCKS = {"date", "datetime", "timezone"}  # "now" of any other value is a field: the new value of a fact
NETWORK = "urllib.request"


def impure_lines(source):
    """Return the lines of a module that open a file, read a clock or a setting, or fetch, in order."""
    return sorted({node.lineno for node in ast.walk(ast.parse(source)) if is_impure(node)})


def is_impure(node):
    """Return whether a node is a call or a name that only rooms with a world around them may have."""
    match node:
        case ast.Call(func=ast.Name(id="open") | ast.Attribute(attr="open")):
            return True
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
            return True
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if name in CLOCKS:
            return owner in HAVE_CLOCKS
        case ast.Name(id="settings") | ast.Attribute(attr="settings") | ast.alias(name="settings"):
            return True
        case ast.Import(names=names):
            return any(alias.name.startswith(NETWORK) for alias in names)
        case ast.ImportFrom(module=module, names=names):
            return any(f"{module}.{alias.name}".startswith(NETWORK) for alias in names)
    return ast.unparse(node) == NETWORK if isinstance(node, ast.Attribute) else False
