import { Inline, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { openIn } from '../../terms/checklist';
import { type Checklist, type Row } from '../checklist/home-value';
import { usePage } from '../page/page-context';
import { StatusLozenge } from '../page/status';
import { type Effect } from '../settings/use-group';

/** What saving brought to the checklist of a moment: it is shown until a newer one is there. */
export interface Fallen {
  readonly judgedAt: number;
  readonly rows: Effect['rows'];
}

function standingOf(
  row: Row,
  fallen: readonly Fallen[],
  judgedAt: number,
): { status: Row['status']; open: number } {
  const latest = fallen
    .filter(each => each.judgedAt >= judgedAt)
    .flatMap(({ rows }) => rows)
    .filter(({ control }) => control === row.control)
    .at(-1);
  return latest === undefined
    ? { status: row.status, open: openIn(row) }
    : { status: latest.to, open: latest.findingsAfter };
}

/** How the rows stand that an entry touches: they fall as entries are saved. */
export function Standing({
  controls,
  checklist,
  fallen,
}: {
  controls: readonly string[];
  checklist: Checklist | undefined;
  fallen: readonly Fallen[];
}): ReactElement {
  const { of } = usePage();
  const rows = (checklist?.rows ?? []).filter(({ control }) => controls.includes(control));
  return (
    <Stack space="space.050">
      {rows.map(row => (
        <Inline key={row.control} space="space.100" alignBlock="center" shouldWrap>
          <StatusLozenge {...standingOf(row, fallen, checklist?.at ?? 0)} />
          <Text color="color.text.subtle">{of(row.control).plain('title')}</Text>
        </Inline>
      ))}
    </Stack>
  );
}
