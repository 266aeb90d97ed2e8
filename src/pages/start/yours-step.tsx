import { List, ListItem, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Home } from '../checklist/home-value';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { type StepWays } from './step-end';
import { type Proposals, VouchStep } from './vouch-step';

/** The site as the app sees it. Nothing here has to be entered. */
function Site({ value }: { value: Proposals }): ReactElement {
  const { say } = usePage();
  const { address, plans, atlassians, settings } = value;
  const domains = settings.settings.ownDomains.map(({ id }) => id);
  return (
    <Section title={say('pages.start.yours.site')}>
      <List type="unordered">
        {address === undefined ? null : <ListItem>{say('pages.start.yours.address', { address })}</ListItem>}
        {plans.map(({ application, plan }) => (
          <ListItem key={application}>
            {say('pages.start.yours.plan', {
              application: application.replace(/-/g, '_'),
              name: application,
              plan,
            })}
          </ListItem>
        ))}
        <ListItem>
          {say('pages.start.yours.domains', { count: domains.length, domains: domains.join(', ') })}
        </ListItem>
        {atlassians.length === 0 ? null : (
          <ListItem>
            {say('pages.start.yours.atlassians', {
              count: atlassians.length,
              names: atlassians.map(({ name }) => name).join(', '),
            })}
          </ListItem>
        )}
      </List>
    </Section>
  );
}

/** "Is this you?": the plan, Atlassian's own accounts, and the apps and admins that were found. */
export function YoursStep({
  home,
  me,
  changed,
  ways,
}: {
  home: Home;
  me: string | undefined;
  changed: () => void;
  ways: StepWays;
}): ReactElement {
  const { say } = usePage();
  return (
    <Stack space="space.400" alignInline="stretch">
      <Text>{say('pages.start.yours.intro')}</Text>
      <VouchStep lists={['knownApps', 'reviewedAdmins']} home={home} me={me} changed={changed} ways={ways}>
        {value => <Site value={value} />}
      </VouchStep>
    </Stack>
  );
}
