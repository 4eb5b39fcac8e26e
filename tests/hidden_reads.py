"""Reads that go round `Filing.public`, found in the syntax of a module whatever names it imports by."""

import ast

MANAGERS = {"objects", "_base_manager", "_default_manager", "_meta"}
INNER_MANAGERS = {"_base_manager", "_default_manager"}
MODELS = "stories.models"
WAYS_TO_MODELS = {"Story", "get_model", "related_model"}


def hidden_reads(source):
    """Return the lines of a module that read filings by another manager than `public`, in order."""
    tree = ast.parse(source)
    names = {local for local, name in imported_models(tree) if name == "Filing"}
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return sorted({node.lineno for node in attributes if is_hidden(node, names)})


def working_copy_reads(source):
    """Return the lines of a module that get hold of the working copy, in order.

    By its name, by a string, by a foreign key to it (`filing.story`), or by a query through one (`story__state`).
    """
    tree = ast.parse(source)
    lines = {
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "Story" in model_names(node)
    }
    lines |= {node.lineno for node in ast.walk(tree) if leads_to_working_copy(node)}
    return sorted(lines)


def leads_to_working_copy(node):
    """Return whether a node is an attribute, a string or an argument that reaches the working copy."""
    match node:
        case ast.Attribute(attr="substitute"):  # of a notice
            return True
        case ast.Attribute(attr="story", value=owner):  # a public story is got by Filing.public.story(…)
            return not (isinstance(owner, ast.Attribute) and owner.attr == "public")
        case ast.Attribute(attr=name):
            return name in WAYS_TO_MODELS
        case ast.Constant(value=str(name)) | ast.keyword(arg=str(name)):
            return name.lstrip("-").startswith(("story__", "substitute__"))
    return False


def imported_models(tree):
    """Return the local name and the real name of each model that a module imports."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and model_names(node)]
    return [(alias.asname or alias.name, alias.name) for node in imports for alias in node.names]


def model_names(node):
    """Return the names that an import takes from the models; none for another import."""
    return [alias.name for alias in node.names] if (node.module or "").startswith(MODELS) else []


def is_hidden(node, names):
    """Return whether an attribute is a manager of filings that readers' pages may not use."""
    owner = node.value
    is_filing = isinstance(owner, ast.Name) and owner.id in names
    is_filing = is_filing or (isinstance(owner, ast.Attribute) and owner.attr == "Filing")
    return node.attr in INNER_MANAGERS or (is_filing and node.attr in MANAGERS)
