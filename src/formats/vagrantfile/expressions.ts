// Which part of the evaluator follows which kind of node.
import { field, type Node, textOf } from '../grammar/tree';
import { argumentsOf } from './arguments';
import type { Env } from './branches';
import { call, identifier } from './calls';
import { binary, caseOf, conditional, forLoop, operatorAssignment, unary, whileLoop } from './control';
import type { Evaluation } from './evaluation';
import { arrayValue, blockBody, hashLiteral, integer, procValue, rangeValue, stringValue } from './literals';
import { interpolate } from './strings';
import { boolean, nil, number, string, unknownValue, type Value } from './value';
import { assignment, elementReference, global } from './variables';

/** What an expression gives; unknown where it is none that we follow. */
export function expression(e: Evaluation, node: Node, env: Env): Value {
  switch (node.type) {
    case 'string':
    case 'bare_string':
    case 'heredoc_beginning':
      return stringValue(e, node, env);
    case 'chained_string':
      return interpolate(node.namedChildren.map((child) => e.value(child, env)));
    case 'simple_symbol':
      return { kind: 'symbol', text: textOf(e.tree, node).slice(1) };
    case 'hash_key_symbol':
      return { kind: 'symbol', text: textOf(e.tree, node) };
    case 'delimited_symbol':
    case 'bare_symbol': {
      const text = stringValue(e, node, env);
      return text.kind === 'string' ? { ...text, kind: 'symbol' } : text;
    }
    case 'character':
      return string(textOf(e.tree, node).slice(1));
    case 'integer':
      return integer(textOf(e.tree, node));
    case 'float':
      return number(Number.parseFloat(textOf(e.tree, node).replaceAll('_', '')), true);
    case 'true':
    case 'false':
      return boolean(node.type === 'true');
    case 'nil':
      return nil;
    case 'array':
    case 'right_assignment_list':
    case 'string_array':
    case 'symbol_array':
      return arrayValue(e, node, env);
    case 'hash':
      return hashLiteral(e, node.namedChildren, env);
    case 'range':
      return rangeValue(e, node, env);
    case 'identifier':
      return identifier(e, node, env);
    case 'constant':
    case 'global_variable':
    case 'instance_variable':
    case 'class_variable':
      return global(e, textOf(e.tree, node));
    case 'scope_resolution':
      return unknownValue('undefined', textOf(e.tree, node));
    case 'assignment':
      return assignment(e, node, env);
    case 'operator_assignment':
      return operatorAssignment(e, node, env);
    case 'element_reference':
      return elementReference(e, node, env);
    case 'call':
      return call(e, node, env);
    case 'binary':
      return binary(e, node, env);
    case 'unary':
      return unary(e, node, env);
    case 'conditional':
    case 'if':
    case 'elsif':
    case 'unless':
    case 'if_modifier':
    case 'unless_modifier':
      return conditional(e, node, env);
    case 'case':
      return caseOf(e, node, env);
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return whileLoop(e, node, env);
    case 'for':
      return forLoop(e, node, env);
    case 'lambda':
      return procValue(e, field(node, 'parameters'), blockBody(node), env);
    case 'next':
    case 'break':
    case 'return': {
      const result =
        node.namedChildren[0] === undefined ? nil : argumentsOf(e, node.namedChildren[0], env).args[0]?.value;
      e.flow.signal = { kind: node.type, value: result ?? nil };
      return nil;
    }
    case 'rescue_modifier': {
      const body = field(node, 'body');
      return body === undefined ? nil : e.value(body, env);
    }
    case 'parenthesized_statements':
    case 'begin':
    case 'begin_block':
    case 'body_statement':
    case 'block_body':
    case 'then':
    case 'else':
    case 'do':
    case 'program':
    case 'ERROR':
      return e.statements(node, env);
    case 'method':
    case 'singleton_method':
    case 'class':
    case 'module':
    case 'comment':
    case 'undef':
    case 'alias':
    case 'empty_statement':
    case 'uninterpreted':
      return nil;
    default:
      return unknownValue('syntax');
  }
}
