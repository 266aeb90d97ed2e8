import { Inline, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { countOpenFindings } from '../../domain/checklist';
import { type ChecklistValue, type ChecklistRowValue } from '../checklist/checklist-values';
import { usePage } from '../shared/page-context';
import { StatusLozenge } from '../shared/lozenges';
import { type SettingsEffectValue } from '../settings/use-settings-group';

/** The effect of saving on a checklist, shown until a newer checklist is available. */
export interface StatusUpdate {
  readonly judgedAt: number;
  readonly rows: SettingsEffectValue['rows'];
}

function currentStatusOf(
  row: ChecklistRowValue,
  updates: readonly StatusUpdate[],
  judgedAt: number,
): { status: ChecklistRowValue['status']; openCount: number } {
  const latest = updates
    .filter(each => each.judgedAt >= judgedAt)
    .flatMap(({ rows }) => rows)
    .filter(({ control }) => control === row.control)
    .at(-1);
  return latest === undefined
    ? { status: row.status, openCount: countOpenFindings(row) }
    : { status: latest.to, openCount: latest.findingsAfter };
}

/** The status of the controls that an entry affects, updated as entries are saved. */
export function AffectedControls({
  controls,
  checklist,
  updates,
}: {
  controls: readonly string[];
  checklist: ChecklistValue | undefined;
  updates: readonly StatusUpdate[];
}): ReactElement {
  const { controlTextOf } = usePage();
  const rows = (checklist?.rows ?? []).filter(({ control }) => controls.includes(control));
  return (
    <Stack space="space.050">
      {rows.map(row => (
        <Inline key={row.control} space="space.100" alignBlock="center" shouldWrap>
          <StatusLozenge {...currentStatusOf(row, updates, checklist?.at ?? 0)} />
          <Text color="color.text.subtle">{controlTextOf(row.control).plainText('title')}</Text>
        </Inline>
      ))}
    </Stack>
  );
}
