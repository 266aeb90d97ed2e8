import { type FindingRow } from '../../api/contract/control';
import { type Part } from '../../../static/locales';
import { type Page } from '../page/page-context';

/** The code of every control whose statement lapsed; its words stand in a namespace of their own. */
const LAPSED = 'statement-lapsed';

/** What is open, in words. */
export const lineOf = (
  { parts }: Page,
  control: string,
  { code, args }: Pick<FindingRow, 'code' | 'args'>,
): readonly Part[] =>
  code === LAPSED
    ? parts('posture.findings.statement-lapsed.line', args)
    : parts(`controls.${control}.findings.${code}.line`, args);

/** A line that begins with its subject, for where the subject stands beside it. */
export function withoutSubject(
  { words }: Page,
  line: readonly Part[],
  { subject: { id, name } }: Pick<FindingRow, 'subject'>,
): readonly Part[] {
  const [first, second, ...rest] = line;
  const isSubject =
    first?.is === 'person' ? first.account === id : first?.is === 'text' && first.text === name;
  if (!isSubject || second?.is !== 'text') return line;
  const text = second.text.trimStart();
  return [{ ...second, text: text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1) }, ...rest];
}

/** What would make all findings of a code pass, in words. */
export const toMeetOf = (
  { parts }: Page,
  control: string,
  code: string,
  summary: FindingRow['args'],
): readonly Part[] =>
  code === LAPSED
    ? parts('posture.findings.statement-lapsed.toMeet', summary)
    : parts(`controls.${control}.findings.${code}.toMeet`, summary);

/** What the object is called; one without a name by its kind and id. */
export function subjectName(
  { say }: Page,
  { subject: { kind, id, name } }: Pick<FindingRow, 'subject'>,
): string {
  if (name !== undefined && name !== '') return name;
  return kind === 'site' ? say('pages.control.site') : say('pages.control.nameless', { kind, id });
}
