import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../../tools/source-imports';

const root = join(__dirname, '../..');

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** The names that a file declares and exports; a type and a value of one name count once. */
function exportedNames(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const names = source.statements.filter(isExported).flatMap(statement => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name) ? [name.text] : [],
      );
    const { name } = statement as ts.Statement & { name?: ts.Identifier };
    return name === undefined ? [] : [name.text];
  });
  return [...new Set(names)];
}

describe('an exported name of src', () => {
  it('is declared in one file only', () => {
    const files = new Map<string, string[]>();
    for (const file of sourceFiles(join(root, 'src')))
      for (const name of exportedNames(file))
        files.set(name, [...(files.get(name) ?? []), relative(root, file)]);
    const declaredTwice = [...files].filter(([, where]) => where.length > 1);
    expect(files.size).toBeGreaterThan(500);
    expect(declaredTwice.map(([name, where]) => `${name}: ${where.join(', ')}`)).toEqual([]);
  });
});
