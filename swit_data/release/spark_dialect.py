"""The release's SQL as Spark reads it: what it writes, or computes, otherwise than DuckDB, and nothing else."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

# It warns of `create type`, which it reads as a command and which is all that is needed of it.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

# Euclid in steps of one pair: 92 are enough for any two numbers of 64 bits.
_GCD = (
    "aggregate(sequence(1, 92), named_struct('a', cast({a} as bigint), 'b', cast({b} as bigint)), (pair, _) -> "
    "case when pair.b = 0 then pair else named_struct('a', pair.b, 'b', pair.a % pair.b) end, pair -> pair.a)"
)
_OTHER_NAMES = {"list_position": "array_position", "hash": "xxhash64"}
_WIDE = exp.DataType.build(
    "decimal(28, 0)"
)  # a sum of numbers of 64 bits still fits into Spark's widest


@dataclass(frozen=True)
class Made:
    """One table that a file makes: its name, its query for Spark, and the parameters that it names."""

    table: str
    query: str
    parameters: tuple[str, ...]
    ordered: bool  # by all its columns; a table of Spark has no order before it is gathered
    added: bool  # to the rows of the table that is there


@dataclass
class Dialect:
    """What files of SQL have defined so far: a later file uses the macros and types of an earlier one."""

    macros: dict[str, tuple[list[str], exp.Expression]] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)

    def tables(self, text: str) -> Iterator[Made]:
        """Give each table that a file of SQL makes; its macros and types are remembered."""
        for statement in sqlglot.parse(text, read="duckdb"):
            if isinstance(
                statement, exp.Command
            ):  # create type NAME as enum (...): in Spark a code is a text
                self.types.add(str(statement.expression).split()[1])
            elif isinstance(statement, exp.Create) and statement.kind == "MACRO":
                names = [each.name for each in statement.this.expressions]
                self.macros[statement.this.this.name] = names, statement.expression
            else:  # a table, a view, which is a table here as well, or more rows of a table
                yield self._table(statement)

    def _table(self, statement: exp.Expression) -> Made:
        name, added = statement.this.name, isinstance(statement, exp.Insert)
        query = self._spark(statement.expression)
        ordered = query.args.pop("order", None) is not None
        named = {each.name for each in query.find_all(exp.Placeholder)}
        text = query.sql("spark", identify=True)
        return Made(name, text, tuple(sorted(named)), ordered, added)

    def _spark(self, query: exp.Expression) -> exp.Expression:
        return query.transform(self._expanded).transform(self._said).transform(_computed)

    def _expanded(self, node: exp.Expression) -> exp.Expression:
        """Return what a macro stands for."""
        if not isinstance(node, exp.Anonymous) or node.name not in self.macros:
            return node
        names, body = self.macros[node.name]
        given = [exp.paren(each.transform(self._expanded)) for each in node.expressions]
        values = dict(zip(names, given, strict=True))
        filled = body.transform(
            lambda each: (
                values[each.name].copy()
                if isinstance(each, exp.Column) and not each.table and each.name in values
                else each
            )
        )
        return exp.paren(filled.transform(self._expanded))

    def _said(self, node: exp.Expression) -> exp.Expression:
        """Return what Spark calls otherwise."""
        if isinstance(node, exp.DataType) and node.sql() in self.types:
            return exp.DataType.build("string")
        if isinstance(node, exp.DataType) and node.is_type(exp.DataType.Type.INT128):
            return _WIDE.copy()
        if isinstance(node, exp.CTE):
            node.set("materialized", None)  # Spark decides on it by itself
        if isinstance(node, exp.Anonymous) and node.name in _OTHER_NAMES:
            return exp.func(_OTHER_NAMES[node.name], *node.expressions, dialect="spark")
        return node


def _computed(node: exp.Expression) -> exp.Expression:
    """Return what Spark computes otherwise, so that both have the same bits."""
    if isinstance(node, exp.Round):
        return _rounded(node.this, node.args["decimals"].name)
    if isinstance(node, exp.Sum) and _is_decimal(node.this) and isinstance(node.parent, exp.Cast):
        return _exact_sum(node.this)
    if _is_decimal(node):
        return _exact(node)
    if isinstance(node, exp.Anonymous) and node.name == "lcm":
        return _least_common_multiple(*(each.sql("spark") for each in node.expressions))
    if isinstance(node, exp.Anonymous) and node.name == "list_reduce":
        return _reduced(*node.expressions)
    return node


def _is_decimal(node: exp.Expression) -> bool:
    is_cast = isinstance(node, exp.Cast) and node.to.is_type(exp.DataType.Type.DECIMAL)
    return is_cast and len(node.to.expressions) == len(("digits", "scale"))


def _rounded(value: exp.Expression, digits: str) -> exp.Expression:
    """Round as DuckDB does, the number times ten to the digits; Spark rounds the number's shortest text."""
    return _read(f"{_whole(value, digits)} / 1e{digits}")


def _exact(cast: exp.Expression) -> exp.Expression:
    """Make a decimal of a double as DuckDB does: a whole number, then the point."""
    _, scale = _digits(cast)
    return _read(f"cast({_unpointed(cast)} * {_point(scale)} as {cast.args['to'].sql('spark')})")


def _exact_sum(cast: exp.Expression) -> exp.Expression:
    """Sum decimals as whole numbers, which is several times faster, and set the point once."""
    scale = _digits(cast)[1]
    room = 37 - int(scale)  # with one digit more Spark would cut the product's scale
    return _read(f"(cast(sum({_unpointed(cast)}) as decimal({room}, 0)) * {_point(scale)})")


def _unpointed(cast: exp.Expression) -> str:
    digits, scale = _digits(cast)
    return f"cast({_whole(cast.this, scale)} as decimal({digits}, 0))"


def _digits(cast: exp.Expression) -> tuple[str, str]:
    digits, scale = (each.name for each in cast.args["to"].expressions)
    return digits, scale


def _point(scale: str) -> str:
    return f"cast('1e-{scale}' as decimal({scale}, {scale}))"


def _whole(value: exp.Expression, digits: str) -> str:
    """Return a number times ten to the digits as a whole one, halves away from zero: the whole part, then the rest."""
    scaled = f"({_text(value)}) * 1e{digits}"
    part = f"cast({scaled} as bigint)"
    return f"({part} + cast(({scaled} - {part}) * 2 as bigint))"


def _least_common_multiple(a: str, b: str) -> exp.Expression:
    return _read(f"({a} div {_GCD.format(a=a, b=b)} * {b})")


def _reduced(values: exp.Expression, step: exp.Expression) -> exp.Expression:
    """Fold a list from its first element on."""
    each = _text(values)
    return _read(f"aggregate({each}, element_at({each}, 1), {_text(step)})")


def _text(node: exp.Expression) -> str:
    return str(node.transform(_computed).sql("spark"))


def _read(text: str) -> exp.Expression:
    return sqlglot.parse_one(text, read="spark")
