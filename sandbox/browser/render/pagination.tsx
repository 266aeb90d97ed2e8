import Pagination from '@atlaskit/pagination';
import { type ComponentNode, fieldEvent } from './component-node';
import { withoutUndefined } from './without-undefined';

export function Paging({ drawing: node }: { drawing: ComponentNode }) {
  const handler = node.handler('onChange');
  return (
    <Pagination
      pages={node.list('pages') ?? []}
      {...withoutUndefined({
        defaultSelectedIndex: node.number('defaultSelectedIndex'),
        selectedIndex: node.number('selectedIndex'),
        max: node.number('max'),
        label: node.text('label'),
        nextLabel: node.text('nextLabel'),
        previousLabel: node.text('previousLabel'),
        pageLabel: node.text('pageLabel'),
        testId: node.text('testId'),
        onChange: handler && ((event: unknown, page: unknown) => handler(fieldEvent(event), page)),
      })}
    />
  );
}
