import type {
  BigNumber,
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode,
} from 'mathjs';
import { AppError } from '../../platform/errors.js';
import { type FormulaTree, formulaFunctions, operators } from './formula.js';

const mostCharacters = 500;
const mostNodes = 100;
const literal = /^\d{1,15}(\.\d{1,6})?$/;

type Parse = (text: string) => MathNode;

/**
 * Reads a formula as an editor writes it; throws BAD_INPUT with a sentence for anything but numbers, names, + - * /, brackets, min and max.
 * The expression library only parses: its evaluator is never asked, and what it knows beside that (assignments, units, matrices, properties,
 * functions of its own) is refused node by node.
 */
export async function parseFormula(expression: string): Promise<FormulaTree> {
  const text = expression.trim();
  if (text === '') throw refusal('It is empty.');
  if (text.length > mostCharacters) throw refusal(`It is longer than ${mostCharacters} characters.`);
  const [stranger] = /[^\w .,()+*/-]/.exec(text) ?? [];
  if (stranger) throw refusal(`"${stranger}" has no place in it.`);
  // The library has far more than the parser and takes half a second to load: only whoever states a formula waits for it.
  const { BigNumberDependencies, create, parseDependencies } = await import('mathjs');
  const { parse } = create({ ...BigNumberDependencies, ...parseDependencies }, { number: 'BigNumber' });
  return treeOf(parsed(parse as Parse, text), { left: mostNodes });
}

/** The names that stand for something in a formula, each once. */
export function namesIn(tree: FormulaTree): readonly string[] {
  switch (tree.kind) {
    case 'number':
      return [];
    case 'name':
      return [tree.name];
    case 'negative':
      return namesIn(tree.of);
    case 'operation':
      return [...new Set([...namesIn(tree.left), ...namesIn(tree.right)])];
    case 'function':
      return [...new Set(tree.of.flatMap(namesIn))];
  }
}

function parsed(parse: Parse, text: string): MathNode {
  try {
    return parse(text);
  } catch (error) {
    throw refusal(`${(error as Error).message}.`);
  }
}

function treeOf(node: MathNode, nodes: { left: number }): FormulaTree {
  nodes.left -= 1;
  if (nodes.left < 0) throw refusal(`It has more than ${mostNodes} parts.`);
  const next = (inner: MathNode) => treeOf(inner, nodes);
  switch (node.type) {
    case 'ParenthesisNode':
      return next((node as ParenthesisNode).content);
    case 'SymbolNode':
      return { kind: 'name', name: (node as SymbolNode).name };
    case 'ConstantNode':
      return numberOf(node as ConstantNode<BigNumber>);
    case 'FunctionNode':
      return functionOf(node as FunctionNode, next);
    case 'OperatorNode':
      return operationOf(node as OperatorNode, next);
    case 'AccessorNode':
      throw refusal(`Write "${node.toString()}" with "_" for each point and hyphen of the key.`);
    default:
      throw refusal(`"${node.toString()}" is not allowed.`);
  }
}

function numberOf({ value }: ConstantNode<BigNumber>): FormulaTree {
  const written = typeof value?.toFixed === 'function' ? value.toFixed() : String(value);
  if (!literal.test(written))
    throw refusal(`${written} is not a number with at most 15 digits before the point and 6 behind it.`);
  return { kind: 'number', value: written };
}

function functionOf({ fn, args }: FunctionNode, next: (node: MathNode) => FormulaTree): FormulaTree {
  // Anything can stand before brackets in that language, also what has no name.
  const called: unknown = (fn as { readonly name?: unknown }).name;
  const name = formulaFunctions.find((known) => known === called);
  if (!name) throw refusal(`${String(called)}(…) is not allowed: the functions are ${formulaFunctions.join(' and ')}.`);
  if (args.length < 2) throw refusal(`${name} needs at least two values.`);
  return { kind: 'function', name, of: args.map(next) };
}

function operationOf(node: OperatorNode, next: (node: MathNode) => FormulaTree): FormulaTree {
  const { op, args, implicit } = node as { readonly op: string; readonly args: MathNode[]; readonly implicit: boolean };
  const [left, right] = args;
  const operator = operators.find((known) => known === op);
  if (implicit) throw refusal(`Write * between the parts of "${node.toString()}".`);
  if (!operator || !left) throw refusal(`The operator in "${node.toString()}" is not allowed.`);
  if (right) return { kind: 'operation', operator, left: next(left), right: next(right) };
  return operator === '-' ? { kind: 'negative', of: next(left) } : next(left);
}

function refusal(reason: string): AppError {
  return new AppError('BAD_INPUT', `formula cannot be read: ${reason} Write it like 12 * account_monthly_fee.`);
}
