import { type Home } from '../checklist/home-value';

/** The first ten minutes, in order. */
export const STEPS = ['read', 'yours', 'open', 'filing', 'baseline', 'owners', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** Every source was read at least once, in full or not. */
export const isAllRead = ({ checklist }: Home): boolean =>
  checklist !== undefined && checklist.coverage.every(({ asOf, failing }) => (asOf ?? failing) !== undefined);

/** What was really done, whatever was looked at. */
export function isDone(step: Step, home: Home): boolean {
  const { setup } = home;
  switch (step) {
    case 'read':
      return isAllRead(home);
    case 'yours':
      return setup.known > 0;
    case 'open':
      return setup.open + setup.sensitive > 0;
    case 'filing':
      return setup.project;
    case 'baseline':
      return setup.baseline;
    case 'owners':
      return setup.owners > 0;
    case 'done':
      return missingSteps(home).length === 0;
  }
}

/** The steps of a person without which the app does not do its whole work. The others are a matter of the site. */
export const missingSteps = (home: Home): readonly ('filing' | 'baseline')[] =>
  (['filing', 'baseline'] as const).filter(step => !isDone(step, home));
