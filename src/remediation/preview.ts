import { type Words } from '../../static/locales';
import { type Control } from '../controls/define';
import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { type ControlId, type Severity } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { type AdfDoc } from './adf';
import { summaryOf } from './body';
import { dueDay } from './due';
import { type RemediationKey } from './key';
import { type Memory } from './memory';
import { type EvidenceLine } from './phrases';
import { itemsOf } from './wanted';
import { newDescriptionOf } from './write';

export interface PreviewInput {
  readonly controls: readonly Control[];
  readonly memories: ReadonlyMap<ControlId, ControlMemory>;
  /** As they are, or as the admin is about to save them. */
  readonly settings: Settings;
  /** What the admin is about to choose: file everything that is open, or only what gets worse from now on. */
  readonly mode: 'worse' | 'all';
  readonly filed: readonly Memory[];
  readonly evidence: ReadonlyMap<ControlId, EvidenceLine>;
  readonly baseUrl: string;
  readonly words: Words;
  readonly now: Instant;
}

export interface PreviewedItem {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly summary: string;
  readonly severity: Severity;
  readonly findings: number;
  /** The first who would be tried. */
  readonly assignee?: string;
  readonly due: string;
  readonly text: AdfDoc;
}

/** What would be filed now. */
export interface Preview {
  readonly items: readonly PreviewedItem[];
  /** The distinct people it would go to. */
  readonly people: readonly string[];
  /** How many go to nobody in particular. */
  readonly unassigned: number;
  /** How many wait for later sweeps because of the cap. */
  readonly later: number;
}

const nothing: Preview = { items: [], people: [], unassigned: 0, later: 0 };

/** Counts, people and full texts of what would be filed under these settings. Creates nothing. */
export function preview(input: PreviewInput): Preview {
  const { controls, memories, mode, filed, now, words, evidence, baseUrl } = input;
  const { baseline, filing, timeZone } = input.settings;
  // Without a baseline everything that is open now becomes the starting point.
  if (mode === 'worse' && baseline === undefined) return nothing;
  const settings: Settings = {
    ...input.settings,
    baseline: { mode, takenAt: baseline?.takenAt ?? now, by: baseline?.by ?? '' },
    filing: { ...filing, project: filing.project ?? 'any', issueType: filing.issueType ?? 'any' },
  };
  const there = new Set(filed.flatMap(({ key, state }) => (state === 'open' ? [key] : [])));
  const pen = { words, baseUrl, locale: words.locale, timeZone };
  const items = itemsOf({ controls, memories, settings, filed, now }).flatMap(item => {
    if (item.is !== 'wanted' || there.has(item.key)) return [];
    const [assignee] = item.assignees;
    const due = dueDay(now, item.severity, timeZone);
    return {
      key: item.key,
      control: item.control.id,
      summary: summaryOf(item, pen),
      severity: item.severity,
      findings: item.lives.length,
      ...(assignee === undefined ? {} : { assignee }),
      due,
      text: newDescriptionOf({ pen, evidence }, item, { due }),
    };
  });
  return {
    items,
    people: [...new Set(items.flatMap(({ assignee }) => assignee ?? []))],
    unassigned: items.filter(({ assignee }) => assignee === undefined).length,
    later: Math.max(0, items.length - filing.cap),
  };
}
