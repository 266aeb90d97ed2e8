import { type ControlId } from '../../domain/control-attributes';
import { type ControlMessages } from '../control-messages';
import APP01 from '../../../static/locales/en/controls/APP-01.json';
import INF01 from '../../../static/locales/en/controls/INF-01.json';
import INF02 from '../../../static/locales/en/controls/INF-02.json';
import INF03 from '../../../static/locales/en/controls/INF-03.json';
import INF04 from '../../../static/locales/en/controls/INF-04.json';
import INF05 from '../../../static/locales/en/controls/INF-05.json';
import INF14 from '../../../static/locales/en/controls/INF-14.json';
import INF21 from '../../../static/locales/en/controls/INF-21.json';
import POL01 from '../../../static/locales/en/controls/POL-01.json';
import POL07 from '../../../static/locales/en/controls/POL-07.json';
import USR01 from '../../../static/locales/en/controls/USR-01.json';
import USR02 from '../../../static/locales/en/controls/USR-02.json';
import USR03 from '../../../static/locales/en/controls/USR-03.json';
import USR06 from '../../../static/locales/en/controls/USR-06.json';

/** The texts of each control. */
export const enControls = {
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
} satisfies Partial<Record<ControlId, ControlMessages>>;
