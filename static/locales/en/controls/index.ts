import { type ControlId } from '../../../../src/terms/control-terms';
import { type ControlTexts } from '../../control-texts';
import APP01 from './APP-01.json';
import INF01 from './INF-01.json';
import INF02 from './INF-02.json';
import INF03 from './INF-03.json';
import INF04 from './INF-04.json';
import INF05 from './INF-05.json';
import INF14 from './INF-14.json';
import INF21 from './INF-21.json';
import POL01 from './POL-01.json';
import POL07 from './POL-07.json';
import USR01 from './USR-01.json';
import USR02 from './USR-02.json';
import USR03 from './USR-03.json';
import USR06 from './USR-06.json';

/** The words of each control. */
export const controls = {
  'USR-01': USR01,
  'USR-02': USR02,
  'USR-03': USR03,
  'USR-06': USR06,
  'INF-01': INF01,
  'INF-02': INF02,
  'INF-03': INF03,
  'INF-04': INF04,
  'INF-05': INF05,
  'INF-14': INF14,
  'INF-21': INF21,
  'APP-01': APP01,
  'POL-01': POL01,
  'POL-07': POL07,
} satisfies Partial<Record<ControlId, ControlTexts>>;
