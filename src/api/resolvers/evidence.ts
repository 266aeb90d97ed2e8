import { controls } from '../../controls';
import { readChecklist } from '../../storage/checklist';
import { readLedger, verifyLedger } from '../../storage/ledger';
import { readRun } from '../../storage/run';
import { readSettings } from '../../storage/settings';
import { readSite } from '../../storage/site';
import { allowanceAt, budgetAt } from '../../sweep/budget';
import { instant } from '../../terms/instant';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { LEDGER_A_PAGE } from '../contract/evidence';
import { coverageNow } from '../coverage-now';
import { progressNow } from '../progress-now';
import { type Asked, type Resolvers } from '../serve';

type Answer = OutputOf<AdminCalls['evidence']>;

const restingOn = (source: string): string[] =>
  controls
    .filter(({ needs }) => Object.values(needs).some(need => need.source.id === source))
    .map(({ id }) => id);

async function evidence(_: unknown, { now }: Asked): Promise<Answer> {
  const [checklist, run, { current }, site] = await Promise.all([
    readChecklist(),
    readRun(),
    readSettings(),
    readSite(),
  ]);
  const [coverage, sweep] = await Promise.all([
    coverageNow(checklist?.coverage ?? [], now),
    progressNow(run),
  ]);
  const { spent } = budgetAt(run.budget, now);
  const left = allowanceAt(run.budget, now, instant(site?.installedAt ?? 0));
  const { since, refused, isEnglish } = run.feed;
  return {
    now,
    timeZone: current.timeZone,
    coverage: coverage.map(each => ({ ...each, controls: restingOn(each.source) })),
    ...(sweep === undefined ? {} : { sweep }),
    ...(run.lastSweep === undefined ? {} : { lastSweep: run.lastSweep }),
    ...(run.lastTick === undefined ? {} : { lastTick: run.lastTick }),
    budget: { spent, of: spent + left },
    feed: {
      ...(since === undefined ? {} : { since }),
      ...(refused === undefined ? {} : { refused }),
      ...(isEnglish === undefined ? {} : { isEnglish }),
    },
    lostRights: checklist?.appMayRead === false,
  };
}

async function ledger({ before }: InputOf<AdminCalls['ledger']>): Promise<OutputOf<AdminCalls['ledger']>> {
  const { entries, more } = await readLedger(LEDGER_A_PAGE, before);
  return { entries: [...entries], more };
}

export const evidenceResolvers: Pick<Resolvers<AdminCalls>, 'evidence' | 'ledger' | 'verify'> = {
  evidence,
  ledger,
  verify: () => verifyLedger(),
};
