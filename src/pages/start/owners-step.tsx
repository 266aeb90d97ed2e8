import { Button, Inline, Stack } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { usePage } from '../page/page-context';
import { Owners } from '../settings/people-group';
import { SaveBar } from '../settings/save-bar';
import { type ChangeOf, type SettingsValue } from '../settings/settings-value';
import { useGroup } from '../settings/use-group';
import { StepEnd, type StepWays } from './step-end';

/** Who looks after each control; with one click the reader looks after all that nobody does. */
export function OwnersStep({
  value,
  me,
  saved,
  ways,
}: {
  value: SettingsValue;
  me: string | undefined;
  saved: () => void;
  ways: StepWays;
}): ReactElement {
  const { say } = usePage();
  const { reviewedAdmins, emergencyAccounts, serviceAccounts } = value.settings;
  const [owners, setOwners] = useState<ChangeOf<'people'>['owners']>(value.settings.owners);
  const peopleWith = (those: typeof owners) =>
    ({
      group: 'people',
      value: { owners: those, reviewedAdmins, emergencyAccounts, serviceAccounts },
    }) as const;
  const group = useGroup(peopleWith(owners), peopleWith(value.settings.owners), value.revision, saved);
  const unowned = value.controls.filter(control => owners[control] === undefined);
  return (
    <Stack space="space.300" alignInline="stretch">
      <Owners controls={value.controls} owners={owners} change={setOwners} />
      {me === undefined || unowned.length === 0 ? null : (
        <Inline>
          <Button
            onClick={() =>
              setOwners({ ...owners, ...Object.fromEntries(unowned.map(control => [control, me])) })
            }
          >
            {say('pages.start.ownAll', { count: unowned.length })}
          </Button>
        </Inline>
      )}
      <SaveBar group={group} isValid reload={saved} />
      <StepEnd ways={ways} is={Object.keys(value.settings.owners).length > 0 ? 'done' : 'skippable'} />
    </Stack>
  );
}
