import { controls } from './controls';
import gaps from './gaps.json';
import pages from './pages.json';
import permissions from './permissions.json';
import posture from './posture.json';
import remediation from './remediation.json';
import terminal from './terminal.json';
import terms from './terms.json';

/** English. Each file is a namespace: the key `gaps.denied` is the message `denied` of `gaps.json`. */
export const en = { controls, gaps, pages, permissions, posture, remediation, terminal, terms };
export type Catalogue = typeof en;
