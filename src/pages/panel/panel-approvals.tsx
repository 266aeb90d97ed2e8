import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';
import { Sentence } from '../shared/sentence';
import { formatLongDay } from '../shared/time-format';
import { type FixerPanelValue } from './panel-value';

/**
 * How to approve the findings, and the approvals that ended some: reason, owner, and expiry, as far as the role may see
 * them.
 */
export function PanelApprovals({ value }: { value: FixerPanelValue }): ReactElement | null {
  const { formatMessage, controlTextOf, messages } = usePage();
  const instructions = controlTextOf(value.control).approvalInstructions(value.remaining);
  const approvals = value.role === 'jira-admin' ? value.approvals : [];
  if (approvals.length === 0 && instructions.length === 0) return null;
  return (
    <Stack space="space.100">
      {approvals.map(({ name, reason, owner, until }) => (
        <Stack key={`${name} ${reason} ${owner}`} space="space.025">
          <Text weight="medium">
            {formatMessage('pages.panel.meant', { name: name === '' ? 'none' : name })}
          </Text>
          {reason === '' ? null : <Text size="small">{reason}</Text>}
          {owner === '' ? null : (
            <Sentence
              parts={messages.parts('pages.panel.answers', { owner: { person: owner } })}
              size="small"
            />
          )}
          {until === undefined ? null : (
            <Text size="small">
              {formatMessage('pages.panel.until', { day: formatLongDay(until, messages.locale) })}
            </Text>
          )}
        </Stack>
      ))}
      {instructions.length === 0 ? null : (
        <Stack space="space.025">
          <Text weight="medium">{formatMessage('pages.panel.intended')}</Text>
          {instructions.map((parts, index) => (
            <Sentence key={index} parts={parts} size="small" />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
