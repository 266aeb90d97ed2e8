import { List, ListItem, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Part } from '../../../static/locales';
import { gapText, whereOf } from '../page/gap-words';
import { type Page, usePage } from '../page/page-context';
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

/** What can't be said: the gap in words, and all the places where it is for that reason. */
interface SaidGap {
  readonly parts: readonly Part[];
  readonly places: readonly string[];
}

/** One line for each reason: several places that say the same of themselves are named together. */
function saidGaps(page: Page, value: ControlValue): readonly SaidGap[] {
  const said = new Map<string, SaidGap>();
  for (const gap of value.row?.gaps ?? []) {
    const { why, at, source } = gap;
    // That nobody has stated it is what the page says first; it needs no second line.
    if (why === 'not-attested') continue;
    const own: readonly Part[] = page.of(value.facts.id).gap(gap) ?? [
      { is: 'text', text: gapText(page, gap) },
    ];
    const parts: readonly Part[] =
      source === undefined ? own : [{ is: 'text', text: `${page.say(`terms.source.${source}`)}: ` }, ...own];
    const key = JSON.stringify(parts);
    const places = [...(said.get(key)?.places ?? []), ...(at === undefined ? [] : [at])];
    said.set(key, { parts, places: [...new Set(places)] });
  }
  return [...said.values()];
}

/** Gaps in words: what can't be said and why, with the places for whoever looks into it. */
export function Gaps({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  const gaps = saidGaps(page, value);
  if (gaps.length === 0) return <></>;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{page.say('pages.control.gaps')}</Text>
      <List type="unordered">
        {gaps.map(({ parts, places }, index) => (
          <ListItem key={index}>
            <Sentence
              parts={
                places.length === 0 ? parts : [...parts, { is: 'text', text: ` ${whereOf(page, ...places)}` }]
              }
            />
          </ListItem>
        ))}
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
      <Text weight="semibold">{say('pages.control.notes')}</Text>
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
