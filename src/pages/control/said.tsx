import { Box, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type Field } from '../../api/contract/facts';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { dayInWords } from '../page/time';
import { type ControlValue } from './control-value';

const said = xcss({
  backgroundColor: 'color.background.neutral',
  padding: 'space.150',
  borderRadius: 'radius.small',
});

type Blanks = NonNullable<ControlValue['statement']>['blanks'];

/** A statement, word for word. Days are written as people write them. */
export function Said({
  control,
  fields,
  blanks,
}: {
  control: string;
  fields: readonly Field[];
  blanks: Blanks;
}): ReactElement {
  const { of, words } = usePage();
  const isDay = (name: string): boolean => fields.some(field => field.name === name && field.kind === 'day');
  const shown: Blanks = Object.fromEntries(
    Object.entries(blanks).map(([name, value]) => [
      name,
      isDay(name) && typeof value === 'string' ? dayInWords(value, words.locale) : value,
    ]),
  );
  return (
    <Box xcss={said}>
      <Sentence parts={of(control).statement.says(shown)} />
    </Box>
  );
}
