import { Inline, Link, Lozenge, type LozengeProps, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { problemIn } from '../page/problem-words';
import { Section } from '../page/section';
import { OURS_OPEN, WorkItemLink } from '../page/site-link';
import { dayInWords } from '../page/time';
import { type ControlValue } from './control-value';
import { NotFiledReasons } from './not-filed';

const LOOK: Readonly<Record<'new' | 'indeterminate' | 'done', NonNullable<LozengeProps['appearance']>>> = {
  new: 'default',
  indeterminate: 'inprogress',
  done: 'success',
};

type WorkItem = NonNullable<ControlValue['row']>['workItems'][number];

function WorkItemLine({ item }: { item: WorkItem }): ReactElement {
  const page = usePage();
  const { words } = page;
  const { issueKey, category = 'new', assignee, due, problem } = item;
  const isDone = item.is === 'done';
  const status = item.status ?? (isDone ? page.say('pages.rows.done') : undefined);
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      {issueKey === undefined ? null : <WorkItemLink issueKey={issueKey} />}
      {status === undefined ? null : (
        <Lozenge appearance={LOOK[isDone ? 'done' : category]}>{status}</Lozenge>
      )}
      {assignee === undefined ? null : <Person account={assignee} />}
      {due === undefined || isDone ? null : (
        <Text color="color.text.subtle">
          {page.say('pages.control.due', { day: dayInWords(due, words.locale) })}
        </Text>
      )}
      {problem === undefined ? null : (
        <>
          <Lozenge appearance="moved">{page.say('pages.rows.notFiled')}</Lozenge>
          <Text>{problemIn(page, problem)}</Text>
        </>
      )}
    </Inline>
  );
}

/** Nothing is open only where that was proved or stated. */
const isProvedClosed = ({ row, total }: ControlValue): boolean =>
  total === 0 && (row?.status === 'proved' || row?.status === 'attested');

/** The work items of this control, or why there is none. */
export function WorkItems({ value }: { value: ControlValue }): ReactElement {
  const { say } = usePage();
  const { workItems: items = [], moreWorkItems: more = 0 } = value.row ?? {};
  return (
    <Section title={say('pages.control.work')}>
      {items.length === 0 && value.notFiled.length === 0 ? (
        <Text color="color.text.subtle">
          {say(isProvedClosed(value) ? 'pages.control.noWorkNeeded' : 'pages.control.noWork')}
        </Text>
      ) : (
        <Stack space="space.100">
          {items.map(item => (
            <WorkItemLine key={item.key} item={item} />
          ))}
          {more === 0 ? null : (
            <Text color="color.text.subtle">
              {say('pages.control.moreItems', { count: more })}{' '}
              <Link href={OURS_OPEN} openNewTab>
                {say('pages.queue.inJira')}
              </Link>
            </Text>
          )}
          {value.notFiled.length === 0 ? null : <NotFiledReasons value={value} />}
        </Stack>
      )}
    </Section>
  );
}
