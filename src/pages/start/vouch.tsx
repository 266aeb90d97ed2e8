import { Box, Button, ButtonGroup, DynamicTable, Inline, Stack, Text, User, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type Found } from '../../api/contract/start';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { Tickable } from '../page/tickable';
import { SaveBar } from '../settings/save-bar';
import { KIND_OF, proposedEnd, type SettingsValue } from '../settings/settings-value';
import { type Terms, type WrongTerms, wrongTerms } from '../settings/terms-draft';
import { OwnerField, ReasonField, UntilField } from '../settings/terms-fields';
import { type Effect, useGroup } from '../settings/use-group';
import { changeWith, entriesOf } from './vouch-draft';

export type Proposal = OutputOf<AdminCalls['proposals']>['lists'][number];

const ROWS_A_PAGE = 10;

const card = xcss({
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.200',
});
const field = xcss({ width: '280px' });

/** What was found, each with a box to tick. */
function Choice({
  proposal: { list, found },
  chosen,
  choose,
}: {
  proposal: Proposal;
  chosen: ReadonlySet<string>;
  choose: (ids: readonly string[]) => void;
}): ReactElement {
  const { say } = usePage();
  const isPerson = KIND_OF[list] === 'person';
  const tick = (id: string): void =>
    choose(chosen.has(id) ? [...chosen].filter(each => each !== id) : [...chosen, id]);
  // An app is an account: one that was not read by name yet is named by Jira.
  const nameOf = ({ id, name }: Found): ReactElement =>
    isPerson || (name ?? id) === id ? <User accountId={id} /> : <Text>{name}</Text>;
  const hasWhere = found.some(({ where, owner }) => where !== undefined || owner !== undefined);
  return (
    <DynamicTable
      label={say(`pages.settings.list.${list}`)}
      rowsPerPage={ROWS_A_PAGE}
      head={{
        cells: [
          { key: 'thing', content: say('pages.settings.head.name'), width: 50 },
          ...(hasWhere
            ? [{ key: 'where', content: say(`pages.start.vouch.where.${KIND_OF[list]}`), width: 50 }]
            : []),
        ],
      }}
      rows={found.map(each => ({
        key: each.id,
        cells: [
          {
            key: `thing ${each.id}`,
            content: (
              <Tickable id={`${list}-${each.id}`} isTicked={chosen.has(each.id)} toggle={() => tick(each.id)}>
                {nameOf(each)}
              </Tickable>
            ),
          },
          ...(hasWhere
            ? [
                {
                  key: `where ${each.id}`,
                  content: (
                    <Inline space="space.100" alignBlock="center">
                      {each.where === undefined ? null : <Text>{each.where}</Text>}
                      {each.owner === undefined ? null : <User accountId={each.owner} />}
                    </Inline>
                  ),
                },
              ]
            : []),
        ],
      }))}
    />
  );
}

/** What a selection entered. */
export interface Vouched {
  readonly list: Proposal['list'];
  readonly ids: readonly string[];
}

/** One list of what was found: tick what is yours, say once why and until when, and save. */
export function Vouch({
  proposal,
  value,
  me,
  saved,
  reload,
  focus,
}: {
  proposal: Proposal;
  value: SettingsValue;
  me: string | undefined;
  saved: (effect: Effect | undefined, what: Vouched) => void;
  reload: () => void;
  /** The focus comes here; another number, and it comes again. */
  focus?: number;
}): ReactElement {
  const { say } = usePage();
  const { list, found, all } = proposal;
  const { settings, today, revision } = value;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<Terms>({ reason: '', owner: me ?? '', until: proposedEnd(today) });
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const picked = found.filter(({ id }) => chosen.has(id));
  const wrong = wrongTerms(list, draft, today);
  const shown: WrongTerms = Object.fromEntries(Object.entries(wrong).filter(([name]) => touched.has(name)));
  const isFit = Object.keys(wrong).length === 0;
  const entries = picked.length > 0 && !isFit ? undefined : entriesOf(picked, draft);
  const group = useGroup(
    entries && changeWith(settings, list, entries),
    changeWith(settings, list, []),
    revision,
    effect => {
      setChosen(new Set());
      saved(effect, { list, ids: picked.map(({ id }) => id) });
    },
  );
  if (found.length === 0)
    return (
      <Section title={say(`pages.settings.list.${list}`)}>
        <Text color="color.text.subtle">
          {say('pages.start.vouch.none', { entered: settings[list].length })}
        </Text>
      </Section>
    );
  return (
    <Section
      title={say(`pages.settings.list.${list}`)}
      actions={
        <ButtonGroup label={say(`pages.settings.list.${list}`)}>
          <Button
            key={focus ?? 'all'}
            autoFocus={focus !== undefined}
            spacing="compact"
            appearance="subtle"
            onClick={() =>
              setChosen(new Set(picked.length === found.length ? [] : found.map(({ id }) => id)))
            }
          >
            {say(picked.length === found.length ? 'pages.start.vouch.noneOf' : 'pages.start.vouch.allOf', {
              count: found.length,
            })}
          </Button>
        </ButtonGroup>
      }
    >
      <Text color="color.text.subtle">{say(`pages.start.vouch.what.${list}`)}</Text>
      <Choice proposal={proposal} chosen={chosen} choose={ids => setChosen(new Set(ids))} />
      {all > found.length ? (
        <Text color="color.text.subtle">{say('pages.start.vouch.first', { count: found.length, all })}</Text>
      ) : null}
      {picked.length === 0 ? null : (
        <Box xcss={card}>
          <Stack space="space.200" alignInline="stretch">
            <Text weight="medium">{say('pages.start.vouch.chosen', { count: picked.length })}</Text>
            <Inline space="space.200" rowSpace="space.150" shouldWrap>
              {[ReasonField, OwnerField, UntilField].map((Field, index) => (
                <Box key={index} xcss={field}>
                  <Field
                    id={list}
                    list={list}
                    draft={draft}
                    today={today}
                    wrong={shown}
                    change={part => {
                      setDraft(known => ({ ...known, ...part }));
                      setTouched(known => new Set([...known, ...Object.keys(part)]));
                    }}
                  />
                </Box>
              ))}
            </Inline>
            <SaveBar group={group} isValid={isFit} reload={reload} label={`pages.start.vouch.save.${list}`} />
          </Stack>
        </Box>
      )}
    </Section>
  );
}
