import { enControls } from './en-controls';
import gaps from '../../../static/locales/en/gaps.json';
import pages from '../../../static/locales/en/pages.json';
import permissions from '../../../static/locales/en/permissions.json';
import posture from '../../../static/locales/en/posture.json';
import remediation from '../../../static/locales/en/remediation.json';
import terminal from '../../../static/locales/en/terminal.json';
import terms from '../../../static/locales/en/terms.json';

/** The English texts. Each file is a namespace: the key `gaps.denied` is the message `denied` in `gaps.json`. */
export const en = { controls: enControls, gaps, pages, permissions, posture, remediation, terminal, terms };
export type Catalog = typeof en;
