"""What a template makes of all that it reads: kept, so that a page of which nothing has changed is not rendered again.

Which variables a template may read is told from its text and the texts of those that it names (Jinja's `meta`); what
they hold, by `digests`. A page that reads anything of an unknown kind is rendered, each time. Of Jinja's globals the
functions are what their code is: what they read besides must be in the theme's templates and catalogues.
"""

import logging
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, Template, TemplateNotFound, meta, nodes
from pelican.writers import Writer

from plugins.kept.digests import Digests, HasNoDigest
from plugins.kept.store import Store, digest_of_folder, store_of

log = logging.getLogger(__name__)
_KIND: Final = "page"
# Where a text says this, rendering it settles where a file goes: see Pelican's `Static.attach_to`.
_ATTACHES: Final = ("{attach}", "|attach|")


class KeepingWriter(Writer):  # type: ignore[misc] # Pelican has no types
    """Pelican's writer, whose templates remember."""

    def __init__(self, output_path: str, settings: Mapping[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self._templates: dict[int, KeptTemplate] = {}
        self._rendering: Rendering | None = None

    def write_file(self, name: str, template: Template, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if self._rendering is None:
            self._rendering = Rendering(store_of(self.settings), self.settings, context)
        if id(template) not in self._templates:
            self._templates[id(template)] = KeptTemplate(template, self._rendering)
        super().write_file(name, self._templates[id(template)], context, *args, **kwargs)


class Rendering:
    """What all pages of a build have in common.

    Attributes:
        store: what was rendered before.
        digests: of the values of this build.
        templates: a digest of the theme's.
        common: a digest of what any page may read and no variable holds.
    """

    def __init__(self, store: Store, settings: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        self.store = store
        self.digests = Digests()
        theme = Path(settings["THEME"])
        # A link in a text names a file, and is written as its address.
        addresses = [
            (path, content.url, content.status)
            for kind in ("generated_content", "static_content")
            for path, content in sorted(context[kind].items())
            if content is not None
        ]
        folders = [theme / folder for folder in ("templates", "locale") if (theme / folder).is_dir()]
        self.templates = self.digests.of(list(map(digest_of_folder, folders)))
        self.common = self.digests.of(
            [self.templates, addresses, settings["SITEURL"], settings.get("INTRASITE_LINK_REGEX")]
        )


class KeptTemplate:
    """A template that renders what it has not rendered before."""

    def __init__(self, template: Template, rendering: Rendering) -> None:
        self._template = template
        self._rendering = rendering
        names = partial(variables_of, template.environment, template.name or "")
        self._reads: list[str] = rendering.store.value(
            "variables", f"{template.name} {rendering.templates.hex()}", lambda: sorted(names())
        )

    def render(self, context: Mapping[str, Any]) -> str:
        """What the template makes of it, now or before."""
        try:
            made_from = self._made_from(context)
        except HasNoDigest as unknown:
            log.debug("%s reads a %s, and is rendered each time.", self._template.name, unknown)
            made_from = None
        if made_from is None or _attaches(context):
            return self._template.render(context)
        return self._rendering.store.text(_KIND, made_from, lambda: self._template.render(context))

    def _made_from(self, context: Mapping[str, Any]) -> bytes:
        digests = self._rendering.digests
        own = [name.encode() + b"\0" + digests.of(context.get(name)) for name in self._reads]
        return b"\n".join([(self._template.name or "").encode(), self._rendering.common, self._globals, *own])

    @cached_property
    def _globals(self) -> bytes:
        held = self._template.environment.globals.items()
        return self._rendering.digests.of({name: value for name, value in held if not callable(value)})


def _attaches(context: Mapping[str, Any]) -> bool:
    subject = context.get("article") or context.get("page")
    text = getattr(subject, "_content", None) or ""
    return any(sign in text for sign in _ATTACHES)


def variables_of(environment: Environment, name: str) -> set[str]:
    """The names that a template may look up, and those that it names: by its name, or by a choice between names.

    Where it is not said which template that is, it may be any.
    """
    seen: set[str] = set()
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            source = environment.loader.get_source(environment, one)[0] if environment.loader else ""
        except TemplateNotFound:
            # A text in a condition is the name of no template.
            continue
        tree = environment.parse(source)
        found |= meta.find_undeclared_variables(tree) - _imported_first(tree)
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            named = _named(node.template)  # type: ignore[attr-defined] # each of these has one
            waiting += environment.list_templates() if named is None else named
    return found


def _imported_first(tree: nodes.Template) -> set[str]:
    """The names that a template has from others before it does anything else: in its blocks, too, they are these."""
    imported: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            imported |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif not isinstance(node, nodes.Extends) and not _is_blank(node):
            break
    return imported


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes
    )


def _named(node: nodes.Node) -> list[str] | None:
    """The templates that an expression may mean; None where it may be any."""
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr):
        either, other = _named(node.expr1), _named(node.expr2) if node.expr2 else []
        return None if either is None or other is None else [*either, *other]
    if isinstance(node, nodes.Tuple | nodes.List):
        several = [_named(item) for item in node.items]
        return None if None in several else [name for names in several for name in names or ()]
    return None


def writer(_pelican: Any) -> type[KeepingWriter]:
    return KeepingWriter
