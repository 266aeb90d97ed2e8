import { List, ListItem, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { type StepNavigation } from './step-footer';
import { type ProposalsValue, BulkApproveStep } from './bulk-approve-step';

/** The site as the app sees it, without input fields. */
function SiteSummary({ value }: { value: ProposalsValue }): ReactElement {
  const { formatMessage } = usePage();
  const { address, plans, atlassianAccounts, settings } = value;
  const domains = settings.settings.ownDomains.map(({ id }) => id);
  return (
    <Section title={formatMessage('pages.setup.yours.site')}>
      <List type="unordered">
        {address === undefined ? null : (
          <ListItem>{formatMessage('pages.setup.yours.address', { address })}</ListItem>
        )}
        {plans.map(({ application, plan }) => (
          <ListItem key={application}>
            {formatMessage('pages.setup.yours.plan', {
              application: application.replace(/-/g, '_'),
              name: application,
              plan,
            })}
          </ListItem>
        ))}
        <ListItem>
          {formatMessage('pages.setup.yours.domains', { count: domains.length, domains: domains.join(', ') })}
        </ListItem>
        {atlassianAccounts.length === 0 ? null : (
          <ListItem>
            {formatMessage('pages.setup.yours.atlassians', {
              count: atlassianAccounts.length,
              names: atlassianAccounts.map(({ name }) => name).join(', '),
            })}
          </ListItem>
        )}
      </List>
    </Section>
  );
}

/** "Is this you?": the plan, Atlassian's own accounts, and the apps and admins found. */
export function ConfirmSiteStep({
  pageValue,
  me,
  onChanged,
  navigation,
}: {
  pageValue: ChecklistPageValue;
  me: string | undefined;
  onChanged: () => void;
  navigation: StepNavigation;
}): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack space="space.400" alignInline="stretch">
      <Text>{formatMessage('pages.setup.yours.intro')}</Text>
      <BulkApproveStep
        lists={['knownApps', 'reviewedAdmins']}
        pageValue={pageValue}
        me={me}
        onChanged={onChanged}
        navigation={navigation}
      >
        {value => <SiteSummary value={value} />}
      </BulkApproveStep>
    </Stack>
  );
}
