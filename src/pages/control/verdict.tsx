import { List, ListItem, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { whereOf } from '../page/gap-words';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { dayOn } from '../page/time';
import { type ControlValue } from './control-value';
import { toMeetOf } from './finding-words';

/** What would make it pass: computed of what is open, a sentence for each kind. */
function ToMeet({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  return (
    <Stack space="space.050">
      {Object.entries(value.byCode).map(([code, summary]) => (
        <Sentence
          key={code}
          parts={toMeetOf(page, value.facts.id, code, summary)}
          size="large"
          weight="medium"
        />
      ))}
    </Stack>
  );
}

/** What the control says, in a sentence. */
export function Verdict({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  const { say, of, words } = page;
  const { row, facts } = value;
  if (row === undefined) return <Text>{say('pages.control.unread')}</Text>;
  const until = row.stated && dayOn(row.stated.validUntil, words.locale, value.timeZone);
  switch (row.status) {
    case 'not-met':
      return <ToMeet value={value} />;
    case 'not-applicable':
      return row.notApplicable === undefined ? (
        <></>
      ) : (
        <Sentence parts={of(facts.id).notApplicable(row.notApplicable)} size="large" weight="medium" />
      );
    case 'due':
      return (
        <Text size="large" weight="medium">
          {until === undefined ? say('pages.control.unstated') : say('pages.control.lapsed', { until })}
        </Text>
      );
    case 'unknown':
      return (
        <Text size="large" weight="medium">
          {say('pages.control.unknown')}
        </Text>
      );
    default:
      return (
        <Text size="large" weight="medium">
          {[
            say('pages.control.met'),
            ...(until === undefined ? [] : [say('pages.control.metStated', { until })]),
          ].join(' ')}
        </Text>
      );
  }
}

/** Gaps in words: what can't be said and why, with the place for whoever looks into it. */
export function Gaps({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  const { say, of } = page;
  // That nobody has stated it is what the page says first; it needs no second line.
  const gaps = (value.row?.gaps ?? []).filter(({ why }) => why !== 'not-attested');
  if (gaps.length === 0) return <></>;
  return (
    <Stack space="space.050">
      <Text weight="medium">{say('pages.control.gaps')}</Text>
      <List type="unordered">
        {gaps.map(gap => {
          const { why, at, source } = gap;
          const own = of(value.facts.id).gap(gap) ?? page.parts(`gaps.${why}`);
          return (
            <ListItem key={`${why} ${source ?? ''} ${at ?? ''}`}>
              <Sentence
                parts={[
                  ...(source === undefined
                    ? []
                    : [{ is: 'text' as const, text: `${say(`terms.source.${source}`)}: ` }]),
                  ...own,
                  ...(at === undefined ? [] : [{ is: 'text' as const, text: ` ${whereOf(page, at)}` }]),
                ]}
              />
            </ListItem>
          );
        })}
      </List>
    </Stack>
  );
}

/** Worth knowing; moves nothing. */
export function Notes({ value }: { value: ControlValue }): ReactElement {
  const { say, parts } = usePage();
  const notes = value.row?.notes ?? [];
  if (notes.length === 0) return <></>;
  return (
    <Stack space="space.050">
      <Text weight="medium">{say('pages.control.notes')}</Text>
      <List type="unordered">
        {notes.map(({ code, args }, index) => (
          <ListItem key={`${code} ${index}`}>
            <Sentence parts={parts(`controls.${value.facts.id}.notes.${code}`, argsOf(args))} />
          </ListItem>
        ))}
      </List>
    </Stack>
  );
}

/** A note's arguments as words take them; what is none of theirs is shown as its JSON. */
const argsOf = (args: Readonly<Record<string, unknown>>): ControlValue['summary'] =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argOf(value)]));

function argOf(value: unknown): ControlValue['summary'][string] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'object' && value !== null) {
    if ('person' in value && typeof value.person === 'string') return { person: value.person };
    if ('at' in value && typeof value.at === 'number') return { at: value.at };
  }
  return JSON.stringify(value);
}
