import { type DrawNode, within } from './stage';

export const tableNodes = {
  table: (node, key, stage) => (
    <div key={key} className="adf-table">
      <table>
        <tbody>{within(node, stage)}</tbody>
      </table>
    </div>
  ),
  tableRow: (node, key, stage) => <tr key={key}>{within(node, stage)}</tr>,
  tableHeader: (node, key, stage) => (
    <th key={key} {...spans(node.attrs)}>
      {within(node, stage)}
    </th>
  ),
  tableCell: (node, key, stage) => (
    <td key={key} {...spans(node.attrs)}>
      {within(node, stage)}
    </td>
  ),
} satisfies Record<string, DrawNode>;

function spans({ colspan, rowspan }: Record<string, unknown>) {
  return { colSpan: Number(colspan ?? 1), rowSpan: Number(rowspan ?? 1) };
}
