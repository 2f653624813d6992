import { parseAst } from 'vitest/node';

/** What a file says about others, found in its syntax tree: nothing in a comment or a string counts. */
export interface Imports {
  /** Every module it names, whatever the form: import, export from, `import()`, types; null if computed. */
  readonly modules: readonly (string | null)[];
  /** It only passes on what others export. */
  readonly isBarrel: boolean;
  readonly usesImportMeta: boolean;
}

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export function readImports(source: string, lang: 'ts' | 'tsx' = 'ts'): Imports {
  // Its successor is exported only by a package that we do not depend on ourselves.
  // oxlint-disable-next-line typescript/no-deprecated
  const program = parseAst(source, { lang });
  const nodes = [...everyNode(program)];
  return {
    modules: nodes.flatMap(moduleNamed),
    isBarrel: program.body.length > 0 && program.body.every(passesOn),
    usesImportMeta: nodes.some(
      (node) => node.type === 'MetaProperty' && isNamed(node['meta'], 'import'),
    ),
  };
}

function* everyNode(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* everyNode(child);
}

function moduleNamed(node: SyntaxNode): (string | null)[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return [literal(node['source'])];
    case 'ExportNamedDeclaration':
      return node['source'] ? [literal(node['source'])] : [];
    case 'TSExternalModuleReference':
      return [literal(node['expression'])];
    case 'CallExpression':
      return isNamed(node['callee'], 'require')
        ? [literal((node['arguments'] as unknown[])[0])]
        : [];
    default:
      return [];
  }
}

function passesOn(statement: unknown): boolean {
  if (!isNode(statement)) return false;
  return (
    statement.type === 'ExportAllDeclaration' ||
    statement.type === 'ImportDeclaration' ||
    (statement.type === 'ExportNamedDeclaration' && !statement['declaration'])
  );
}

function literal(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'TSLiteralType') return literal(node['literal']);
  return typeof node['value'] === 'string' ? node['value'] : null;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node['name'] === name;
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
