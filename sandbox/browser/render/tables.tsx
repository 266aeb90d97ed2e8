import DynamicTable from '@atlaskit/dynamic-table';
import { type ReactElement, type ReactNode } from 'react';
import { isRemoteElement } from '../protocol';
import { ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';
import { Paging } from './pagination';

const ORDERS = ['ASC', 'DESC'] as const;

export const tables = {
  DynamicTable: table => (
    <DynamicTable
      key={table.key}
      {...withoutUndefined({
        head: headOf(table),
        rows: wrappedDrawings(table, 'rows').map(rowOf),
        caption: table.element('caption'),
        emptyView: emptyView(table),
        isLoading: table.flag('isLoading'),
        loadingSpinnerSize: table.oneOf('loadingSpinnerSize', ['small', 'large']),
        isFixedSize: table.flag('isFixedSize'),
        rowsPerPage: table.number('rowsPerPage'),
        page: table.number('page'),
        defaultPage: table.number('defaultPage'),
        sortKey: table.text('sortKey'),
        sortOrder: table.oneOf('sortOrder', ORDERS),
        defaultSortKey: table.text('defaultSortKey'),
        defaultSortOrder: table.oneOf('defaultSortOrder', ORDERS),
        isRankable: table.flag('isRankable'),
        highlightedRowIndex: highlighted(table),
        label: table.text('label'),
        testId: table.text('testId'),
        onSetPage: firstOnly(table, 'onSetPage'),
        onRankStart: firstOnly(table, 'onRankStart'),
        onRankEnd: firstOnly(table, 'onRankEnd'),
      })}
    />
  ),
  Pagination: pagination => <Paging key={pagination.key} drawing={pagination} />,
} satisfies ComponentRenderers;

function wrappedDrawings(table: ComponentNode, name: string): ComponentNode[] {
  return (table.wrapper(name)?.children ?? []).map(doc => new ComponentNode(doc, table.context));
}

function headOf(table: ComponentNode) {
  const cells = wrappedDrawings(table, 'head');
  if (cells.length === 0) return undefined;
  return {
    cells: cells.map(cell => ({
      key: cell.text('cellKey') ?? cell.key,
      content: cellContent(cell),
      ...withoutUndefined({
        isSortable: cell.flag('isSortable'),
        width: cell.number('width'),
        shouldTruncate: cell.flag('shouldTruncate'),
        colSpan: cell.number('colSpan'),
      }),
    })),
  };
}

function rowOf(row: ComponentNode) {
  return {
    key: row.text('rowKey') ?? row.key,
    cells: row.childNodes().map(cell => ({
      key: cell.text('cellKey') ?? cell.key,
      content: cellContent(cell),
      ...withoutUndefined({ colSpan: cell.number('colSpan'), testId: cell.text('testId') }),
    })),
    ...withoutUndefined({ isHighlighted: row.flag('isHighlighted') }),
  };
}

/** Text alone stays a string, so that a heading's name is its text. */
function cellContent(cell: ComponentNode): ReactNode {
  const onlyText = cell.doc.children.every(child => child.type === 'String');
  return onlyText ? cell.innerText() : cell.children();
}

function emptyView(table: ComponentNode): ReactElement | undefined {
  return isRemoteElement(table.raw('emptyView')) ? <>{table.element('emptyView')}</> : undefined;
}

function highlighted(table: ComponentNode): number | number[] | undefined {
  return (
    table.number('highlightedRowIndex') ??
    table.list('highlightedRowIndex')?.filter(index => typeof index === 'number')
  );
}

/** Atlaskit's second argument is its analytics, which no app gets to see. */
function firstOnly(table: ComponentNode, name: string): ((value: unknown) => void) | undefined {
  const handler = table.handler(name);
  return handler && (value => handler(value));
}
