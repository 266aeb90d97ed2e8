import { Inline, Link, Lozenge, type LozengeProps, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { formatProblem } from '../shared/format-problem';
import { Section } from '../shared/section';
import { OPEN_WORK_ITEMS_URL, WorkItemLink } from '../shared/site-links';
import { formatLongDay } from '../shared/time-format';
import { type ControlValue } from './control-value';
import { NotFiledReasons } from './not-filed-reasons';

const CATEGORY_APPEARANCE: Readonly<
  Record<'new' | 'indeterminate' | 'done', NonNullable<LozengeProps['appearance']>>
> = {
  new: 'default',
  indeterminate: 'inprogress',
  done: 'success',
};

type WorkItemValue = NonNullable<ControlValue['row']>['workItems'][number];

function WorkItemLine({ item }: { item: WorkItemValue }): ReactElement {
  const page = usePage();
  const { messages } = page;
  const { issueKey, category = 'new', assignee, due, problem } = item;
  const isDone = item.is === 'done';
  const status = item.status ?? (isDone ? page.formatMessage('pages.rows.done') : undefined);
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      {issueKey === undefined ? null : <WorkItemLink issueKey={issueKey} />}
      {status === undefined ? null : (
        <Lozenge appearance={CATEGORY_APPEARANCE[isDone ? 'done' : category]}>{status}</Lozenge>
      )}
      {assignee === undefined ? null : <Person account={assignee} />}
      {due === undefined || isDone ? null : (
        <Text color="color.text.subtle">
          {page.formatMessage('pages.control.due', { day: formatLongDay(due, messages.locale) })}
        </Text>
      )}
      {problem === undefined ? null : (
        <>
          <Lozenge appearance="moved">{page.formatMessage('pages.rows.notFiled')}</Lozenge>
          <Text>{formatProblem(page, problem)}</Text>
        </>
      )}
    </Inline>
  );
}

/** Having no findings means having no issues only if the control is verified or attested. */
const isVerifiedWithoutFindings = ({ row, total }: ControlValue): boolean =>
  total === 0 && (row?.status === 'verified' || row?.status === 'attested');

/** The control's work items, or why there are none. */
export function WorkItemsSection({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage } = usePage();
  const { workItems: items = [], moreWorkItems: more = 0 } = value.row ?? {};
  return (
    <Section title={formatMessage('pages.control.work')}>
      {items.length === 0 && value.notFiled.length === 0 ? (
        <Text color="color.text.subtle">
          {formatMessage(
            isVerifiedWithoutFindings(value) ? 'pages.control.noWorkNeeded' : 'pages.control.noWork',
          )}
        </Text>
      ) : (
        <Stack space="space.100">
          {items.map(item => (
            <WorkItemLine key={item.key} item={item} />
          ))}
          {more === 0 ? null : (
            <Text color="color.text.subtle">
              {formatMessage('pages.control.moreItems', { count: more })}{' '}
              <Link href={OPEN_WORK_ITEMS_URL} openNewTab>
                {formatMessage('pages.forYou.inJira')}
              </Link>
            </Text>
          )}
          {value.notFiled.length === 0 ? null : <NotFiledReasons value={value} />}
        </Stack>
      )}
    </Section>
  );
}
