import { Box, Button, ButtonGroup, DynamicTable, Inline, Stack, Text, User, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ProposalCandidate } from '../../api/contract/proposals';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { LabeledCheckbox } from '../shared/labeled-checkbox';
import { SaveBar } from '../settings/save-bar';
import { OBJECT_KINDS, proposeExpiry, type SettingsValue } from '../settings/settings-value';
import { type EntryTerms, type EntryTermsErrors, findTermsErrors } from '../settings/entry-terms';
import { OwnerField, ReasonField, ExpiryField } from '../settings/entry-terms-fields';
import { type SettingsEffectValue, useSettingsGroup } from '../settings/use-settings-group';
import { buildAdditionChange, buildEntries } from './bulk-approve-change';

export type ProposalValue = OutputOf<AdminCalls['proposals']>['lists'][number];

const ROWS_PER_PAGE = 10;

const cardBox = xcss({
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.200',
});
const fieldBox = xcss({ width: '280px' });

/** The proposals, each with a checkbox. */
function CandidateTable({
  proposal: { list, candidates },
  selectedIds,
  onSelect,
}: {
  proposal: ProposalValue;
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: readonly string[]) => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const isPerson = OBJECT_KINDS[list] === 'person';
  const toggle = (id: string): void =>
    onSelect(selectedIds.has(id) ? [...selectedIds].filter(each => each !== id) : [...selectedIds, id]);
  // An app is an account. If its name hasn't been read yet, Jira displays it.
  const renderName = ({ id, name }: ProposalCandidate): ReactElement =>
    isPerson || (name ?? id) === id ? <User accountId={id} /> : <Text>{name}</Text>;
  const hasPlaces = candidates.some(({ foundIn, owner }) => foundIn !== undefined || owner !== undefined);
  return (
    <DynamicTable
      label={formatMessage(`pages.settings.list.${list}`)}
      rowsPerPage={ROWS_PER_PAGE}
      head={{
        cells: [
          { key: 'thing', content: formatMessage('pages.settings.head.name'), width: 50 },
          ...(hasPlaces
            ? [
                {
                  key: 'where',
                  content: formatMessage(`pages.setup.vouch.where.${OBJECT_KINDS[list]}`),
                  width: 50,
                },
              ]
            : []),
        ],
      }}
      rows={candidates.map(each => ({
        key: each.id,
        cells: [
          {
            key: `thing ${each.id}`,
            content: (
              <LabeledCheckbox
                id={`${list}-${each.id}`}
                isChecked={selectedIds.has(each.id)}
                onToggle={() => toggle(each.id)}
              >
                {renderName(each)}
              </LabeledCheckbox>
            ),
          },
          ...(hasPlaces
            ? [
                {
                  key: `where ${each.id}`,
                  content: (
                    <Inline space="space.100" alignBlock="center">
                      {each.foundIn === undefined ? null : <Text>{each.foundIn}</Text>}
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

/** The entries added by a selection. */
export interface SavedEntries {
  readonly list: ProposalValue['list'];
  readonly ids: readonly string[];
}

/** One list of proposals: select, enter one reason and expiry for all, and save. */
export function BulkApprove({
  proposal,
  value,
  me,
  onSaved,
  reload,
  focusRevision,
}: {
  proposal: ProposalValue;
  value: SettingsValue;
  me: string | undefined;
  onSaved: (effect: SettingsEffectValue | undefined, savedEntries: SavedEntries) => void;
  reload: () => void;
  /** Changing the number moves the focus here again. */
  focusRevision?: number;
}): ReactElement {
  const { formatMessage } = usePage();
  const { list, candidates, total } = proposal;
  const { settings, today, revision } = value;
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<EntryTerms>({
    reason: '',
    owner: me ?? '',
    until: proposeExpiry(today),
  });
  const [touchedFields, setTouchedFields] = useState<ReadonlySet<string>>(new Set());
  const selected = candidates.filter(({ id }) => selectedIds.has(id));
  const errors = findTermsErrors(list, draft, today);
  const shownErrors: EntryTermsErrors = Object.fromEntries(
    Object.entries(errors).filter(([name]) => touchedFields.has(name)),
  );
  const isValid = Object.keys(errors).length === 0;
  const entries = selected.length > 0 && !isValid ? undefined : buildEntries(selected, draft);
  const group = useSettingsGroup(
    entries && buildAdditionChange(settings, list, entries),
    buildAdditionChange(settings, list, []),
    revision,
    effect => {
      setSelectedIds(new Set());
      onSaved(effect, { list, ids: selected.map(({ id }) => id) });
    },
  );
  if (candidates.length === 0)
    return (
      <Section title={formatMessage(`pages.settings.list.${list}`)}>
        <Text color="color.text.subtle">
          {formatMessage('pages.setup.vouch.none', { entered: settings[list].length })}
        </Text>
      </Section>
    );
  return (
    <Section
      title={formatMessage(`pages.settings.list.${list}`)}
      actions={
        <ButtonGroup label={formatMessage(`pages.settings.list.${list}`)}>
          <Button
            key={focusRevision ?? 'all'}
            autoFocus={focusRevision !== undefined}
            spacing="compact"
            appearance="subtle"
            onClick={() =>
              setSelectedIds(
                new Set(selected.length === candidates.length ? [] : candidates.map(({ id }) => id)),
              )
            }
          >
            {formatMessage(
              selected.length === candidates.length ? 'pages.setup.vouch.noneOf' : 'pages.setup.vouch.allOf',
              {
                count: candidates.length,
              },
            )}
          </Button>
        </ButtonGroup>
      }
    >
      <Text color="color.text.subtle">{formatMessage(`pages.setup.vouch.what.${list}`)}</Text>
      <CandidateTable
        proposal={proposal}
        selectedIds={selectedIds}
        onSelect={ids => setSelectedIds(new Set(ids))}
      />
      {total > candidates.length ? (
        <Text color="color.text.subtle">
          {formatMessage('pages.setup.vouch.first', { count: candidates.length, all: total })}
        </Text>
      ) : null}
      {selected.length === 0 ? null : (
        <Box xcss={cardBox}>
          <Stack space="space.200" alignInline="stretch">
            <Text weight="medium">
              {formatMessage('pages.setup.vouch.chosen', { count: selected.length })}
            </Text>
            <Inline space="space.200" rowSpace="space.150" shouldWrap>
              {[ReasonField, OwnerField, ExpiryField].map((Field, index) => (
                <Box key={index} xcss={fieldBox}>
                  <Field
                    id={list}
                    list={list}
                    draft={draft}
                    today={today}
                    errors={shownErrors}
                    onChange={part => {
                      setDraft(previous => ({ ...previous, ...part }));
                      setTouchedFields(previous => new Set([...previous, ...Object.keys(part)]));
                    }}
                  />
                </Box>
              ))}
            </Inline>
            <SaveBar
              group={group}
              isValid={isValid}
              reload={reload}
              label={`pages.setup.vouch.save.${list}`}
            />
          </Stack>
        </Box>
      )}
    </Section>
  );
}
