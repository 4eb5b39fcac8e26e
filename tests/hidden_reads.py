"""Reads of filings that go round `Filing.public`, found in the syntax of a module."""

import ast

MANAGERS = {"objects", "_base_manager", "_default_manager", "_meta"}
INNER = {"_base_manager", "_default_manager"}


def hidden_reads(source):
    """Return the lines of a module that read filings by another manager than `public`, in order."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stories.models")
        for alias in node.names
        if alias.name == "Filing"
    }
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return sorted({node.lineno for node in attributes if is_hidden(node, names)})


def is_hidden(node, names):
    """Return whether an attribute is a manager of filings that readers' pages may not use."""
    owner = node.value
    is_filing = isinstance(owner, ast.Name) and owner.id in names
    is_filing = is_filing or (isinstance(owner, ast.Attribute) and owner.attr == "Filing")
    return node.attr in INNER or (is_filing and node.attr in MANAGERS)
