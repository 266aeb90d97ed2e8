import { List, ListItem, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type MessagePart } from '../../messages/messages';
import { formatGap, formatGapPlaces } from '../shared/format-gap';
import { type PageServices, usePage } from '../shared/page-context';
import { Sentence } from '../shared/sentence';
import { formatInstantDay } from '../shared/time-format';
import { type ControlValue } from './control-value';
import { buildConditionToMeet } from './finding-message';

/** What would meet the control: one sentence per kind of open finding. */
function ConditionsToMeet({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  return (
    <Stack space="space.050">
      {Object.entries(value.summaryByCode).map(([code, summary]) => (
        <Sentence
          key={code}
          parts={buildConditionToMeet(page, value.definition.id, code, summary)}
          size="large"
          weight="medium"
        />
      ))}
    </Stack>
  );
}

/** The control's verdict in one sentence. */
export function ControlVerdict({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  const { formatMessage, controlTextOf, messages } = page;
  const { row, definition } = value;
  if (row === undefined) return <Text>{formatMessage('pages.control.unread')}</Text>;
  const until =
    row.attestation && formatInstantDay(row.attestation.validUntil, messages.locale, value.timeZone);
  switch (row.status) {
    case 'not-met':
      return <ConditionsToMeet value={value} />;
    case 'not-applicable':
      return row.notApplicable === undefined ? (
        <></>
      ) : (
        <Sentence
          parts={controlTextOf(definition.id).notApplicable(row.notApplicable)}
          size="large"
          weight="medium"
        />
      );
    case 'due':
      return (
        <Text size="large" weight="medium">
          {until === undefined
            ? formatMessage('pages.control.unstated')
            : formatMessage('pages.control.lapsed', { until })}
        </Text>
      );
    case 'unknown':
      return (
        <Text size="large" weight="medium">
          {formatMessage('pages.control.unknown')}
        </Text>
      );
    default:
      return (
        <Text size="large" weight="medium">
          {[
            formatMessage('pages.control.met'),
            ...(until === undefined ? [] : [formatMessage('pages.control.metStated', { until })]),
          ].join(' ')}
        </Text>
      );
  }
}

/** A gap's text, with all places that have it. */
interface GapLine {
  readonly parts: readonly MessagePart[];
  readonly places: readonly string[];
}

/** Groups gaps with the same text into one line that names all places. */
function groupGaps(page: PageServices, value: ControlValue): readonly GapLine[] {
  const linesByText = new Map<string, GapLine>();
  for (const gap of value.row?.gaps ?? []) {
    const { why, at, source } = gap;
    // The page already says at the top that an attestation is missing.
    if (why === 'not-attested') continue;
    const gapParts: readonly MessagePart[] = page.controlTextOf(value.definition.id).gap(gap) ?? [
      { is: 'text', text: formatGap(page, gap) },
    ];
    const parts: readonly MessagePart[] =
      source === undefined
        ? gapParts
        : [{ is: 'text', text: `${page.formatMessage(`terms.source.${source}`)}: ` }, ...gapParts];
    const key = JSON.stringify(parts);
    const places = [...(linesByText.get(key)?.places ?? []), ...(at === undefined ? [] : [at])];
    linesByText.set(key, { parts, places: [...new Set(places)] });
  }
  return [...linesByText.values()];
}

/** What the app couldn't verify and why, with the places for troubleshooting. */
export function ControlGaps({ value }: { value: ControlValue }): ReactElement {
  const page = usePage();
  const gaps = groupGaps(page, value);
  if (gaps.length === 0) return <></>;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{page.formatMessage('pages.control.gaps')}</Text>
      <List type="unordered">
        {gaps.map(({ parts, places }, index) => (
          <ListItem key={index}>
            <Sentence
              parts={
                places.length === 0
                  ? parts
                  : [...parts, { is: 'text', text: ` ${formatGapPlaces(page, ...places)}` }]
              }
            />
          </ListItem>
        ))}
      </List>
    </Stack>
  );
}

/** Notes that don't affect the verdict. */
export function ControlNotes({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage, messageParts } = usePage();
  const notes = value.row?.notes ?? [];
  if (notes.length === 0) return <></>;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{formatMessage('pages.control.notes')}</Text>
      <List type="unordered">
        {notes.map(({ code, args }, index) => (
          <ListItem key={`${code} ${index}`}>
            <Sentence parts={messageParts(`controls.${value.definition.id}.notes.${code}`, noteArgs(args))} />
          </ListItem>
        ))}
      </List>
    </Stack>
  );
}

/** Converts a note's arguments for messages. Other values are shown as JSON. */
const noteArgs = (args: Readonly<Record<string, unknown>>): ControlValue['summary'] =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, noteArg(value)]));

function noteArg(value: unknown): ControlValue['summary'][string] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'object' && value !== null) {
    if ('person' in value && typeof value.person === 'string') return { person: value.person };
    if ('at' in value && typeof value.at === 'number') return { at: value.at };
  }
  return JSON.stringify(value);
}
