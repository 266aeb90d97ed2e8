import { Box, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type AttestationField } from '../../api/contract/control-definition';
import { usePage } from '../shared/page-context';
import { Sentence } from '../shared/sentence';
import { formatLongDay } from '../shared/time-format';
import { type ControlValue } from './control-value';

const answersBox = xcss({
  backgroundColor: 'color.background.neutral',
  padding: 'space.150',
  borderRadius: 'radius.small',
});

type AnswerValues = NonNullable<ControlValue['attestation']>['answers'];

/** The exact text of an attestation, with formatted days. */
export function RecordedAnswers({
  control,
  fields,
  answers,
}: {
  control: string;
  fields: readonly AttestationField[];
  answers: AnswerValues;
}): ReactElement {
  const { controlTextOf, messages } = usePage();
  const isDay = (name: string): boolean => fields.some(field => field.name === name && field.kind === 'day');
  const formattedAnswers: AnswerValues = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      name,
      isDay(name) && typeof value === 'string' ? formatLongDay(value, messages.locale) : value,
    ]),
  );
  return (
    <Box xcss={answersBox}>
      <Sentence parts={controlTextOf(control).attestation.recordedText(formattedAnswers)} />
    </Box>
  );
}
