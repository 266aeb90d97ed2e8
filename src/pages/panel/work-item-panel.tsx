import {
  Inline,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Spinner,
  Stack,
  Text,
  useProductContext,
} from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { panelCalls } from '../../api/contract';
import { type FindingRow } from '../../api/contract/control';
import { type Part } from '../../../static/locales';
import { lineOf } from '../control/finding-words';
import { Subject } from '../control/subject';
import { ask } from '../page/ask';
import { CheckNow } from '../page/check-now';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { StatusLozenge } from '../page/status';
import { relativeTime } from '../page/time';
import { useAsked } from '../page/use-asked';
import { Way } from '../page/way';
import { Meant } from './meant';
import { type PanelValue, type WorkValue } from './panel-value';

/** The thing, and what is open about it; a sentence that begins with a person names them itself. */
function What({ finding, line }: { finding: FindingRow; line: readonly Part[] }): ReactElement {
  const [first] = line;
  const namesItself = first?.is === 'person' && first.account === finding.subject.id;
  return (
    <>
      {namesItself ? null : <Subject finding={finding} />}
      <Sentence parts={line} size="small" />
    </>
  );
}

function Remaining({ value }: { value: WorkValue }): ReactElement {
  const page = usePage();
  const { control, remaining, open } = value;
  return (
    <Stack space="space.100">
      {remaining.map(finding => (
        <Stack key={finding.key} space="space.025">
          <What finding={finding} line={lineOf(page, control, finding)} />
          {finding.state === 'fading' ? (
            <Text size="small" color="color.text.subtle">
              {page.say('pages.panel.fading')}
            </Text>
          ) : null}
        </Stack>
      ))}
      {open > remaining.length ? (
        <Text color="color.text.subtle">
          {page.say('pages.panel.more', { count: open - remaining.length })}
        </Text>
      ) : null}
    </Stack>
  );
}

/** How it stands in one look: what is left of what this work item was filed for. */
function Head({ value }: { value: PanelValue }): ReactElement {
  const { say, of, words } = usePage();
  const { control, open, of: all, looksFixed, checkedAt, now, closedAt, unfixed } = value;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{of(control).plain('title')}</Text>
      <Inline space="space.100" alignBlock="center" shouldWrap>
        {open > 0 ? (
          value.role === 'jira-admin' ? (
            <StatusLozenge status={value.status} />
          ) : (
            <Lozenge appearance="moved">{say('pages.panel.open')}</Lozenge>
          )
        ) : (
          <Lozenge appearance={unfixed ? 'default' : 'success'}>
            {say(unfixed ? 'pages.panel.over' : 'pages.panel.fixed')}
          </Lozenge>
        )}
        {open === 0 ? null : <Text>{say('pages.panel.left', { open, of: all })}</Text>}
      </Inline>
      {looksFixed ? <Text weight="medium">{say('pages.panel.looksFixed')}</Text> : null}
      {open > 0 ? null : (
        <Text>
          {closedAt !== undefined
            ? say(unfixed ? 'pages.panel.closedUnfixed' : 'pages.panel.closed', {
                ago: relativeTime(closedAt, now, words.locale),
              })
            : say(value.byHand ? 'pages.panel.closeByHand' : 'pages.panel.closing')}
        </Text>
      )}
      <Text size="small" color="color.text.subtle">
        {checkedAt === undefined
          ? say('pages.panel.neverChecked')
          : say('pages.panel.checked', { ago: relativeTime(checkedAt, now, words.locale) })}
      </Text>
    </Stack>
  );
}

function Trouble({ error, again }: { error: ApiErrorValue; again: () => void }): ReactElement {
  const { say } = usePage();
  if (error.code === 'forbidden')
    return <Text color="color.text.subtle">{say('pages.panel.forbidden')}</Text>;
  return (
    <Stack space="space.100">
      <Text>{say('pages.panel.failed')}</Text>
      <Inline>
        <LoadingButton spacing="compact" onClick={again}>
          {say('pages.again')}
        </LoadingButton>
      </Inline>
    </Stack>
  );
}

/** What remains, and its check, for the people who fix it. */
function Work({ value, issue, again }: { value: WorkValue; issue: string; again: () => void }): ReactElement {
  const { say, of, go } = usePage();
  const isClosing = value.open === 0 && value.closedAt === undefined && !value.byHand;
  const isAdmin = value.role === 'jira-admin';
  return (
    <>
      {value.open === 0 ? null : <Remaining value={value} />}
      {value.lostRights ? (
        <SectionMessage appearance="warning" title={say('pages.lostRights.title')}>
          <Text>{say('pages.panel.lostRights')}</Text>
          <Text>{say(isAdmin ? 'pages.panel.giveBack' : 'pages.panel.askToGiveBack')}</Text>
        </SectionMessage>
      ) : value.open === 0 && !isClosing ? null : (
        <CheckNow
          check={value.check}
          now={value.now}
          again={again}
          start={() => ask(panelCalls, 'checkNow', { issue })}
          goesOn={isClosing}
        />
      )}
      <Meant value={value} />
      {isAdmin ? (
        <Way onClick={() => go({ page: 'control', control: value.control })}>
          {say('pages.panel.openApp', { title: of(value.control).plain('title') })}
        </Way>
      ) : null}
    </>
  );
}

function Shown({ issue }: { issue: string }): ReactElement {
  const { say } = usePage();
  const { value, error, again } = useAsked(panelCalls, 'panel', { issue });
  if (value === undefined)
    return error === undefined ? (
      <Spinner size="small" label={say('pages.loading')} />
    ) : (
      <Trouble error={error} again={again} />
    );
  return (
    <Stack space="space.200">
      <Head value={value} />
      {value.role !== 'viewer' ? (
        <Work value={value} issue={issue} again={again} />
      ) : value.open === 0 ? null : (
        <Text size="small" color="color.text.subtle">
          {say('pages.panel.viewer')}
        </Text>
      )}
    </Stack>
  );
}

/** The work item that Jira shows the panel on, as the platform's context names it. */
function issueIn(extension: unknown): string | undefined {
  if (typeof extension !== 'object' || extension === null || !('issue' in extension)) return undefined;
  const { issue } = extension;
  return typeof issue === 'object' && issue !== null && 'id' in issue ? String(issue.id) : undefined;
}

/** How the fix of this work item stands, for somebody who never heard of the app. */
export function WorkItemPanel(): ReactElement {
  const { say } = usePage();
  const context = useProductContext();
  if (context === undefined) return <Spinner size="small" label={say('pages.loading')} />;
  const issue = issueIn(context.extension);
  return issue === undefined ? (
    <Text color="color.text.subtle">{say('pages.panel.forbidden')}</Text>
  ) : (
    <Shown issue={issue} />
  );
}
