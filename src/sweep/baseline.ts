import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { type Life, isOpen } from '../terms/life';

type Mode = NonNullable<Settings['baseline']>['mode'];

/** What was seen so far counts as the site's from here on, whatever brought it. */
const taken = (life: Life, mode: Mode): Life => {
  if (!isOpen(life) && life.state !== 'suspected') return life;
  const { growing, leaving: _left, narrowedAt: _narrowed, ...rest } = life;
  const members = [...life.known, ...(growing?.members ?? [])];
  return { ...rest, baseline: mode === 'worse', added: [], known: [...new Set(members)], origin: 'site' };
};

/**
 * Takes what is open now as the starting point: shown, and filed only if it gets worse, or with mode `all` at once.
 * @param isKept the findings that stay as they are, by their key.
 */
export const withBaseline = (
  memory: ControlMemory,
  mode: Mode,
  isKept: (key: string) => boolean = () => false,
): ControlMemory => ({
  ...memory,
  lives: memory.lives.map(life => (isKept(life.finding.key) ? life : taken(life, mode))),
});
