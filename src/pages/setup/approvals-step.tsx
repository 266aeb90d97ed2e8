import { Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { SettingsGroupForm } from '../settings/settings-page';
import { type StepNavigation } from './step-footer';
import { BulkApproveStep } from './bulk-approve-step';

/** Approves public objects, and lists emergency accounts and sensitive spaces. Counts drop as entries are saved. */
export function ApprovalsStep({
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
      <Text>{formatMessage('pages.setup.openIntro')}</Text>
      <BulkApproveStep
        lists={['approvedSpaces', 'approvedFilters', 'approvedDashboards', 'emergencyAccounts']}
        pageValue={pageValue}
        me={me}
        onChanged={onChanged}
        navigation={navigation}
        renderAfter={({ settings }, onSaved) => (
          <Section title={formatMessage('pages.settings.group.sensitive')}>
            <SettingsGroupForm key={settings.revision} group="sensitive" value={settings} onSaved={onSaved} />
          </Section>
        )}
      >
        {() => null}
      </BulkApproveStep>
    </Stack>
  );
}
