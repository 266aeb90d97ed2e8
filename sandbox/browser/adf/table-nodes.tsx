import { type RenderNode, renderChildren } from './adf-render-context';

export const tableNodes = {
  table: (node, key, context) => (
    <div key={key} className="adf-table">
      <table>
        <tbody>{renderChildren(node, context)}</tbody>
      </table>
    </div>
  ),
  tableRow: (node, key, context) => <tr key={key}>{renderChildren(node, context)}</tr>,
  tableHeader: (node, key, context) => (
    <th key={key} {...spans(node.attrs)}>
      {renderChildren(node, context)}
    </th>
  ),
  tableCell: (node, key, context) => (
    <td key={key} {...spans(node.attrs)}>
      {renderChildren(node, context)}
    </td>
  ),
} satisfies Record<string, RenderNode>;

function spans({ colspan, rowspan }: Record<string, unknown>) {
  return { colSpan: Number(colspan ?? 1), rowSpan: Number(rowspan ?? 1) };
}
