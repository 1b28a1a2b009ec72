/** Turns each place of a source that decides something into a switch, so that one bundle holds every way to break it. */
import ts from 'typescript';

/** One way to break one place. */
export interface Breach {
  readonly file: string;
  readonly line: number;
  /** `what it says → what it says when broken`. */
  readonly change: string;
}

const EDGES: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
};
const BOTH_SIDES = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** What only the type asks for: an index in range, an optional claim's neutral value. */
const isFiller = (node: ts.Node): boolean =>
  ts.isLiteralExpression(node) ||
  ts.isNewExpression(node) ||
  (ts.isIdentifier(node) && (node.text === 'Infinity' || node.text === 'NO_BYTES')) ||
  (ts.isPrefixUnaryExpression(node) && isFiller(node.operand));

/** Makes what others judge: a peer that is not ours makes it as it likes. */
const isMaker = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) &&
  node.name !== undefined &&
  /^(?:make|sign|with)[A-Z]/.test(node.name.getText());

const isCondition = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isSourceFile(node)) return false;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
};

/** A condition that never or always holds, an edge moved by one, a side that is not asked, a rule left out of its list. */
const waysToBreak = (node: ts.Node): readonly string[] => {
  const ways = isCondition(node) ? ['false', 'true'] : [];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const [left, right] = [node.left.getText(), node.right.getText()];
    if (BOTH_SIDES.has(kind)) ways.push(...(isFiller(node.right) ? [] : [left]), right);
    const edge = EDGES[kind];
    if (edge !== undefined) ways.push(`${left} ${edge} ${right}`);
  }
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 1 && node.elements.every(ts.isIdentifier)) {
    const names = node.elements.map((element) => element.getText());
    ways.push(...names.map((out) => `[${names.filter((name) => name !== out).join(', ')}]`));
  }
  return ways;
};

/** `text` with switches that ask `broken(n)`, n counted on from `first`. */
export const withSwitches = (file: string, text: string, first: number) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const breaches: Breach[] = [];
  const switchFor = (node: ts.Node, now: string): string => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    breaches.push({ file, line, change: `${node.getText()} → ${now}`.replaceAll(/\s+/g, ' ') });
    return `broken(${first + breaches.length - 1}) ? (${now}) : `;
  };
  const render = (node: ts.Node): string => {
    const start = node.getStart();
    if (isMaker(node)) return text.slice(start, node.end);
    const switches = waysToBreak(node).map((now) => switchFor(node, now));
    let whole = '';
    let at = start;
    node.forEachChild((child) => {
      if (child.getStart() < at) return;
      whole += text.slice(at, child.getStart()) + render(child);
      at = child.end;
    });
    whole += text.slice(at, node.end);
    return switches.length === 0 ? whole : `(${switches.join('')}(${whole}))`;
  };
  return { text: text.slice(0, source.getStart()) + render(source), breaches };
};
