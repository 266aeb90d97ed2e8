import { type FindingRow } from '../../api/contract/control';
import { type MessagePart } from '../../messages/messages';
import { type PageServices } from '../shared/page-context';

/** This code can occur on every attested control. Its messages are in a separate namespace. */
const EXPIRED_CODE = 'attestation-expired';

/** The finding's text. */
export const buildFindingLine = (
  { messageParts }: PageServices,
  control: string,
  { code, args }: Pick<FindingRow, 'code' | 'args'>,
): readonly MessagePart[] =>
  code === EXPIRED_CODE
    ? messageParts('posture.findings.attestation-expired.line', args)
    : messageParts(`controls.${control}.findings.${code}.line`, args);

/** Removes the subject from the start of a line, if the subject is displayed next to it. */
export function dropSubject(
  { messages }: PageServices,
  line: readonly MessagePart[],
  { subject: { id, name } }: Pick<FindingRow, 'subject'>,
): readonly MessagePart[] {
  const [first, second, ...rest] = line;
  const isSubject =
    first?.is === 'person' ? first.account === id : first?.is === 'text' && first.text === name;
  if (!isSubject || second?.is !== 'text') return line;
  const text = second.text.trimStart();
  return [{ ...second, text: text.charAt(0).toLocaleUpperCase(messages.locale) + text.slice(1) }, ...rest];
}

/** What would resolve all findings of a code. */
export const buildConditionToMeet = (
  { messageParts }: PageServices,
  control: string,
  code: string,
  summary: FindingRow['args'],
): readonly MessagePart[] =>
  code === EXPIRED_CODE
    ? messageParts('posture.findings.attestation-expired.toMeet', summary)
    : messageParts(`controls.${control}.findings.${code}.toMeet`, summary);

/** The object's name; without one, its kind and ID. */
export function subjectName(
  { formatMessage }: PageServices,
  { subject: { kind, id, name } }: Pick<FindingRow, 'subject'>,
): string {
  if (name !== undefined && name !== '') return name;
  return kind === 'site'
    ? formatMessage('pages.control.site')
    : formatMessage('pages.control.nameless', { kind, id });
}
