import { Bleed, Box, Button, Heading, Inline, List, ListItem, Stack, Text, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { openIn } from '../../terms/checklist';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { StatusLozenge } from '../page/status';
import { LostRights, SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { ControlCoverage } from './coverage';
import { type ControlValue } from './control-value';
import { Frameworks } from './frameworks';
import { History } from './history';
import { atFirst, type Looking } from './looking-for';
import { OpenThings } from './open-things';
import { Statement } from './statement';
import { Gaps, Notes, Verdict } from './verdict';
import { WorkItems } from './work-items';

const roles = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderBottomWidth: 'border.width',
  borderBottomStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.200',
});
const half = xcss({ flexGrow: '1', width: '320px' });

function Head({ value }: { value: ControlValue }): ReactElement {
  const { say, of } = usePage();
  const { facts, row } = value;
  return (
    <Stack space="space.100">
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Heading as="h2" size="medium">
          {say('pages.rows.named', { id: facts.id, title: of(facts.id).plain('title') })}
        </Heading>
        {row === undefined ? null : <StatusLozenge status={row.status} open={openIn(row)} />}
      </Inline>
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Text color="color.text.subtle">
          {say('pages.control.meta', {
            weight: say(`terms.severity.${facts.weight}`),
            review: say(`terms.review.${facts.review}`),
            proof: say(`terms.proof.${facts.proof}`),
          })}
        </Text>
        <Inline space="space.050" alignBlock="center">
          <Text color="color.text.subtle">{say('pages.control.owner')}</Text>
          <Person account={value.owner} />
        </Inline>
      </Inline>
    </Stack>
  );
}

function Roles({ id }: { id: string }): ReactElement {
  const { say, of } = usePage();
  return (
    <Box xcss={roles}>
      <Inline space="space.400" rowSpace="space.200" shouldWrap>
        {(['atlassian', 'role'] as const).map(part => (
          <Box key={part} xcss={half}>
            <Stack space="space.075">
              <Text weight="semibold">{say(`pages.control.${part}`)}</Text>
              <Sentence parts={of(id).text(part)} />
            </Stack>
          </Box>
        ))}
      </Inline>
    </Box>
  );
}

function Fix({ id }: { id: string }): ReactElement {
  const { say, of } = usePage();
  const words = of(id);
  return (
    <Section title={say('pages.control.fix')}>
      <Stack space="space.100">
        <Text color="color.text.subtle">{say('pages.control.who', { fixer: words.plain('fixer') })}</Text>
        <List type="ordered">
          {words.fix().map((parts, index) => (
            <ListItem key={index}>
              <Sentence parts={parts} />
            </ListItem>
          ))}
        </List>
        <Sentence parts={words.text('done')} color="color.text.subtle" />
      </Stack>
    </Section>
  );
}

/** Everything about one control: what is open, how to close it, what it rests on. */
export function ControlPage({ control }: { control: string }): ReactElement {
  const { go, say, takesFocus } = usePage();
  const [looking, look] = useState<Looking>(atFirst);
  const { value, error, again } = useAsked(adminCalls, 'control', {
    // A place's id has a control's form; whether there is such a control is the app's to say.
    control: control as ControlValue['facts']['id'],
    ...looking,
  });
  const back = (
    <Bleed inline="space.150">
      <Button
        appearance="subtle"
        spacing="compact"
        autoFocus={takesFocus}
        iconBefore="arrow-left"
        onClick={() => go({ page: 'checklist' })}
      >
        {say('pages.control.back')}
      </Button>
    </Bleed>
  );
  if (value === undefined)
    return (
      <Stack space="space.200">
        {back}
        {error === undefined ? <Loading /> : <Trouble error={error} again={again} />}
      </Stack>
    );
  return (
    <Stack space="space.300" alignInline="stretch">
      {back}
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {value.lostRights ? <LostRights /> : null}
      <Head value={value} />
      <Roles id={value.facts.id} />
      <Verdict value={value} />
      <Gaps value={value} />
      <Notes value={value} />
      <OpenThings value={value} looking={looking} look={look} again={again} />
      {value.facts.statement === undefined ? null : <Statement value={value} attested={again} />}
      <Fix id={value.facts.id} />
      <WorkItems value={value} />
      <Section title={say('pages.control.evidence')}>
        <ControlCoverage value={value} />
      </Section>
      <History history={value.history} />
      {value.frameworks.length === 0 ? null : <Frameworks frameworks={value.frameworks} />}
    </Stack>
  );
}
