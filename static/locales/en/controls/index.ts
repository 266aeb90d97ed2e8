import { type ControlId } from '../../../../src/terms/control-terms';
import { type ControlWords } from '../../control-words';
import INF03 from './INF-03.json';

/** The words of each control, in catalogue order. */
export const controls = {
  'INF-03': INF03,
} satisfies Partial<Record<ControlId, ControlWords>>;
