import Pagination from '@atlaskit/pagination';
import { type Drawing, fieldEvent } from './drawing';
import { given } from './given';

export function Paging({ drawing }: { drawing: Drawing }) {
  const act = drawing.act('onChange');
  return (
    <Pagination
      pages={drawing.list('pages') ?? []}
      {...given({
        defaultSelectedIndex: drawing.number('defaultSelectedIndex'),
        selectedIndex: drawing.number('selectedIndex'),
        max: drawing.number('max'),
        label: drawing.text('label'),
        nextLabel: drawing.text('nextLabel'),
        previousLabel: drawing.text('previousLabel'),
        pageLabel: drawing.text('pageLabel'),
        testId: drawing.text('testId'),
        onChange: act && ((event: unknown, page: unknown) => act(fieldEvent(event), page)),
      })}
    />
  );
}
