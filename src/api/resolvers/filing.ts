import { wordsOf } from '../../../static/locales';
import { controls } from '../../controls';
import { type Control, judgesBy } from '../../controls/define';
import { everyoneOf } from '../../controls/everyone';
import { sources } from '../../evidence/sources';
import { type EvidenceLine } from '../../remediation/phrases';
import { blocking, preflight, type Preflight } from '../../remediation/preflight';
import { preview, type Preview } from '../../remediation/preview';
import { screenFields } from '../../remediation/screen-fields';
import { type Settings } from '../../settings/settings';
import { readChecklist } from '../../storage/checklist';
import { EvidenceStore } from '../../storage/evidence';
import { readAllFindings } from '../../storage/findings';
import { readRemediations } from '../../storage/remediations';
import { readSettings, saveSettings } from '../../storage/settings';
import { push } from '../../sweep/messages';
import { type Coverage } from '../../terms/checklist';
import { instant } from '../../terms/instant';
import { ApiError } from '../answer';
import { asBaseline, seenOnce } from '../as-baseline';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { TEXTS_AT_MOST } from '../contract/filing';
import { settingsFileShape } from '../contract/settings';
import { type Asked, type Resolvers } from '../serve';

type PreviewAnswer = OutputOf<AdminCalls['previewFiling']>;

/** So many options of a field are offered: an answer to a page must not grow with a site. */
const OPTIONS_AT_MOST = 500;

const offered = ({ facts }: Preflight): OutputOf<AdminCalls['tryFiling']>['fields'] =>
  screenFields(facts.fields).map(field => ({ ...field, options: field.options.slice(0, OPTIONS_AT_MOST) }));

async function tryFiling(
  { filing }: InputOf<AdminCalls['tryFiling']>,
  { access }: Asked,
): Promise<OutputOf<AdminCalls['tryFiling']>> {
  const { current } = await readSettings();
  const { asOf, facts } = await new EvidenceStore().reading(sources.applicationRoles);
  const everyone = asOf === undefined ? undefined : everyoneOf(facts);
  const looked = await preflight(access.app, { ...current, filing }, everyone);
  return {
    files: blocking(looked) === undefined,
    problems: looked.problems.map(({ code, args }) => ({ code, args: { ...args } })),
    fields: offered(looked),
  };
}

/** What a control rests on, in one line: the oldest of its readings, and how much of everything was read. */
function evidenceLineOf(control: Control, coverage: readonly Coverage[]): EvidenceLine {
  const needed = Object.values(control.needs)
    .filter(judgesBy)
    .map(({ source }) => source.id);
  const readings = coverage.filter(({ source }) => needed.includes(source));
  const instants = readings.flatMap(({ asOf }) => asOf ?? []);
  return {
    ...(instants.length === 0 ? {} : { asOf: instant(Math.min(...instants)) }),
    complete: readings.every(({ state }) => state === 'complete'),
    read: readings.reduce((sum, { read }) => sum + read, 0),
  };
}

const peopleOf = ({ items }: Preview): PreviewAnswer['people'] => {
  const counts = new Map<string | undefined, number>();
  for (const { assignee } of items) counts.set(assignee, (counts.get(assignee) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([account, count]) => ({ ...(account === undefined ? {} : { account }), items: count }));
};

const previewAnswer = (seen: Preview, cap: number, once: number): PreviewAnswer => ({
  items: seen.items.length,
  findings: seen.items.reduce((sum, { findings }) => sum + findings, 0),
  once,
  sweeps: Math.ceil(seen.items.length / cap),
  people: peopleOf(seen),
  texts: seen.items
    .slice(0, TEXTS_AT_MOST)
    .map(({ control, severity, summary, findings, assignee, due, text }) => ({
      control,
      severity,
      summary,
      findings,
      due,
      text: { version: text.version, type: text.type, content: [...text.content] },
      ...(assignee === undefined ? {} : { assignee }),
    })),
});

async function previewFiling(
  { mode }: InputOf<AdminCalls['previewFiling']>,
  { now }: Asked,
): Promise<PreviewAnswer> {
  const [{ current }, checklist, filed, site, memories] = await Promise.all([
    readSettings(),
    readChecklist(),
    readRemediations(now),
    new EvidenceStore().reading(sources.site),
    readAllFindings(controls.map(({ id }) => id)),
  ]);
  // Taking a baseline, the first or again, makes all that is open now the starting point: an earlier one says nothing.
  const settings: Settings = settingsFileShape.parse(current);
  const seen = preview({
    controls,
    memories: new Map([...memories].map(([id, memory]) => [id, asBaseline(memory, mode)])),
    settings,
    mode,
    filed,
    evidence: new Map(
      controls.map(control => [control.id, evidenceLineOf(control, checklist?.coverage ?? [])]),
    ),
    baseUrl: site.facts[0]?.baseUrl ?? '',
    words: wordsOf('en'),
    now,
  });
  return previewAnswer(seen, current.filing.cap, seenOnce(memories.values()));
}

async function takeBaseline(
  { mode, revision }: InputOf<AdminCalls['takeBaseline']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['takeBaseline']>> {
  const { current } = await readSettings();
  const baseline = { mode, takenAt: now, by: account };
  const record = { kind: 'baseline', by: account, body: { mode } } as const;
  const saved = await saveSettings({ ...current, baseline }, revision, record, now);
  if (!saved) throw new ApiError({ code: 'conflict' });
  await push({ kind: 'settle', why: 'baseline', objects: [] });
  return { revision: revision + 1 };
}

export const filingResolvers: Pick<Resolvers<AdminCalls>, 'tryFiling' | 'previewFiling' | 'takeBaseline'> = {
  tryFiling,
  previewFiling,
  takeBaseline,
};
