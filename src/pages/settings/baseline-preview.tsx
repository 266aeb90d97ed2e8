import { AdfRenderer, Box, Button, type DocNode, Inline, Stack, Text, User, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { Section } from '../shared/section';
import { SeverityLozenge } from '../shared/lozenges';
import { formatLongDay } from '../shared/time-format';
import { InlineError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';

type FilingPreviewValue = OutputOf<(typeof adminCalls)['previewFiling']>;
export type BaselineMode = 'drift' | 'all';

const cardBox = xcss({
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.200',
});

function PreviewText({ text }: { text: FilingPreviewValue['texts'][number] }): ReactElement {
  const { formatMessage, messages } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box xcss={cardBox}>
      <Stack space="space.100" alignInline="stretch">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <SeverityLozenge severity={text.severity} />
          <Text weight="medium">{text.summary}</Text>
        </Inline>
        <Inline space="space.100" alignBlock="center" shouldWrap>
          {text.assignee === undefined ? (
            <Text color="color.text.subtle">{formatMessage('pages.settings.baseline.defaultAssignee')}</Text>
          ) : (
            <User accountId={text.assignee} />
          )}
          <Text color="color.text.subtle">
            {formatMessage('pages.settings.baseline.due', { day: formatLongDay(text.due, messages.locale) })}
          </Text>
          <Button appearance="subtle" spacing="compact" onClick={() => setOpen(!isOpen)}>
            {formatMessage(isOpen ? 'pages.settings.baseline.hide' : 'pages.settings.baseline.read')}
          </Button>
        </Inline>
        {isOpen ? <AdfRenderer document={toDocNode(text.text)} /> : null}
      </Stack>
    </Box>
  );
}

// The app's own remediation code builds this document. The contract only validates its outer shape.
const toDocNode = (text: FilingPreviewValue['texts'][number]['text']): DocNode => text as unknown as DocNode;

/** Counts, people, and texts of the work items that would be filed. */
export function BaselinePreview({ mode }: { mode: BaselineMode }): ReactElement {
  const { formatMessage } = usePage();
  const { value, error, refetch } = useApiCall(adminCalls, 'previewFiling', { mode });
  if (error !== undefined) return <InlineError error={error} retry={refetch} />;
  if (value === undefined)
    return <Text color="color.text.subtle">{formatMessage('pages.settings.baseline.asking')}</Text>;
  const { items, findings, unconfirmed, scans, assignees, texts } = value;
  return (
    <Stack space="space.300" alignInline="stretch">
      <Stack space="space.050">
        <Text weight="medium">
          {formatMessage('pages.settings.baseline.wouldFile', { items, findings, scans })}
        </Text>
        {items === 0 || unconfirmed === 0 ? null : (
          <Text color="color.text.subtle">{formatMessage('pages.settings.baseline.once')}</Text>
        )}
      </Stack>
      {assignees.length === 0 ? null : (
        <Section title={formatMessage('pages.settings.baseline.people')}>
          <Text color="color.text.subtle">{formatMessage('pages.settings.baseline.peopleHelp')}</Text>
          {assignees.map(({ account, items: count }) => (
            <Inline key={account ?? ''} space="space.100" alignBlock="center">
              {account === undefined ? (
                <Text>{formatMessage('pages.settings.baseline.defaultAssignee')}</Text>
              ) : (
                <Person account={account} />
              )}
              <Text color="color.text.subtle">
                {formatMessage('pages.settings.baseline.count', { count })}
              </Text>
            </Inline>
          ))}
        </Section>
      )}
      {texts.length === 0 ? null : (
        <Section title={formatMessage('pages.settings.baseline.texts')}>
          {items > texts.length ? (
            <Text color="color.text.subtle">
              {formatMessage('pages.settings.baseline.firstTexts', { count: texts.length, all: items })}
            </Text>
          ) : null}
          {texts.map(text => (
            <PreviewText key={`${text.control} ${text.summary}`} text={text} />
          ))}
        </Section>
      )}
    </Stack>
  );
}
