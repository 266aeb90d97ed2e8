import { type ChecklistPageValue } from '../checklist/checklist-values';

/** The setup steps, in order. */
export const SETUP_STEPS = ['scan', 'confirm', 'approvals', 'filing', 'baseline', 'owners', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Whether every source was read at least once, fully or partially. */
export const isEverySourceRead = ({ checklist }: ChecklistPageValue): boolean =>
  checklist !== undefined &&
  checklist.coverage.every(({ fullReadAt, failure }) => (fullReadAt ?? failure) !== undefined);

/** Whether the step's work is done, regardless of whether the user visited it. */
export function isStepDone(step: SetupStep, pageValue: ChecklistPageValue): boolean {
  const { setup } = pageValue;
  switch (step) {
    case 'scan':
      return isEverySourceRead(pageValue);
    case 'confirm':
      return setup.reviewedEntries > 0;
    case 'approvals':
      return setup.approvedEntries + setup.sensitive > 0;
    case 'filing':
      return setup.project;
    case 'baseline':
      return setup.baseline;
    case 'owners':
      return setup.owners > 0;
    case 'done':
      return findMissingSteps(pageValue).length === 0;
  }
}

/** Incomplete steps that the app requires for its work. The others are optional. */
export const findMissingSteps = (pageValue: ChecklistPageValue): readonly ('filing' | 'baseline')[] =>
  (['filing', 'baseline'] as const).filter(step => !isStepDone(step, pageValue));
