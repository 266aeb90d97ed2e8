import { Bleed, Box, Button, Heading, Inline, List, ListItem, Stack, Text, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { countOpenFindings } from '../../domain/checklist';
import { Loading } from '../shared/loading';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { Section } from '../shared/section';
import { Sentence } from '../shared/sentence';
import { StatusLozenge } from '../shared/lozenges';
import { LostRightsMessage, InlineError, PageError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { ControlCoverage } from './source-coverage';
import { type ControlValue } from './control-value';
import { Frameworks } from './frameworks';
import { StatusHistory } from './status-history';
import { initialFindingsView, type FindingsView } from './findings-view';
import { OpenFindings } from './open-findings';
import { AttestationSection } from './attestation-section';
import { ControlGaps, ControlNotes, ControlVerdict } from './control-verdict';
import { WorkItemsSection } from './work-items-section';

const rolesBox = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderBottomWidth: 'border.width',
  borderBottomStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.200',
});
const halfBox = xcss({ flexGrow: '1', width: '320px' });

function ControlHead({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const { definition, row } = value;
  return (
    <Stack space="space.100">
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Heading as="h2" size="medium">
          {formatMessage('pages.rows.named', {
            id: definition.id,
            title: controlTextOf(definition.id).plainText('title'),
          })}
        </Heading>
        {row === undefined ? null : <StatusLozenge status={row.status} openCount={countOpenFindings(row)} />}
      </Inline>
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Text color="color.text.subtle">
          {formatMessage('pages.control.meta', {
            weight: formatMessage(`terms.severity.${definition.weight}`),
            review: formatMessage(`terms.review.${definition.review}`),
            proof: formatMessage(`terms.proof.${definition.proof}`),
          })}
        </Text>
        <Inline space="space.050" alignBlock="center">
          <Text color="color.text.subtle">{formatMessage('pages.control.owner')}</Text>
          <Person account={value.owner} />
        </Inline>
      </Inline>
    </Stack>
  );
}

function Roles({ id }: { id: string }): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  return (
    <Box xcss={rolesBox}>
      <Inline space="space.400" rowSpace="space.200" shouldWrap>
        {(['atlassian', 'role'] as const).map(part => (
          <Box key={part} xcss={halfBox}>
            <Stack space="space.075">
              <Text weight="semibold">{formatMessage(`pages.control.${part}`)}</Text>
              <Sentence parts={controlTextOf(id).parts(part)} />
            </Stack>
          </Box>
        ))}
      </Inline>
    </Box>
  );
}

function FixSection({ id }: { id: string }): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const controlText = controlTextOf(id);
  return (
    <Section title={formatMessage('pages.control.fix')}>
      <Stack space="space.100">
        <Text color="color.text.subtle">
          {formatMessage('pages.control.who', { fixer: controlText.plainText('fixer') })}
        </Text>
        <List type="ordered">
          {controlText.fixSteps().map((parts, index) => (
            <ListItem key={index}>
              <Sentence parts={parts} />
            </ListItem>
          ))}
        </List>
        <Sentence parts={controlText.parts('done')} color="color.text.subtle" />
      </Stack>
    </Section>
  );
}

/** A control's page: findings, how to fix them, and the evidence. */
export function ControlPage({ control }: { control: string }): ReactElement {
  const { navigate, formatMessage, takesFocus } = usePage();
  const [findingsView, setFindingsView] = useState<FindingsView>(initialFindingsView);
  const { value, error, refetch } = useApiCall(adminCalls, 'control', {
    // The route's ID may be unknown. The app checks whether the control exists.
    control: control as ControlValue['definition']['id'],
    ...findingsView,
  });
  const back = (
    <Bleed inline="space.150">
      <Button
        appearance="subtle"
        spacing="compact"
        autoFocus={takesFocus}
        iconBefore="arrow-left"
        onClick={() => navigate({ page: 'checklist' })}
      >
        {formatMessage('pages.control.back')}
      </Button>
    </Bleed>
  );
  if (value === undefined)
    return (
      <Stack space="space.200">
        {back}
        {error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />}
      </Stack>
    );
  return (
    <Stack space="space.300" alignInline="stretch">
      {back}
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {value.lostRights ? <LostRightsMessage /> : null}
      <ControlHead value={value} />
      <Roles id={value.definition.id} />
      <ControlVerdict value={value} />
      <ControlGaps value={value} />
      <ControlNotes value={value} />
      <OpenFindings value={value} view={findingsView} changeView={setFindingsView} refetch={refetch} />
      {value.definition.attestation === undefined ? null : (
        <AttestationSection value={value} onAttested={refetch} />
      )}
      <FixSection id={value.definition.id} />
      <WorkItemsSection value={value} />
      <Section title={formatMessage('pages.control.evidence')}>
        <ControlCoverage value={value} />
      </Section>
      <StatusHistory history={value.history} />
      {value.frameworks.length === 0 ? null : <Frameworks frameworks={value.frameworks} />}
    </Stack>
  );
}
